package dev.openaxis.testkit.internal;

import org.jspecify.annotations.Nullable;

/** Which recordings of the event and action services exist, by product and version. */
final class RecordedEvents {
    private RecordedEvents() {}

    /** The file with the recorded answer of {@code GetEventInstances}, or null. */
    static @Nullable String declarations(Product model) {
        return switch (model.number() + "-" + model.axisOs()) {
            case "D4200-VE-12.9.57", "P8815-2-11.11.192", "P8815-2-10.12.323" ->
                "event-instances-" + model.number() + "-" + model.axisOs() + ".xml";
            case "M1065-LW-9.80" -> "event-instances-pir-camera.xml";
            default -> null;
        };
    }
}
