package dev.openaxis.testkit.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which recordings of the event and action services exist, by product and version. */
final class RecordedEvents {
    private static final String STROBE = "D4200-VE-12.9.57";

    private RecordedEvents() {}

    private static String name(Product model) {
        return model.number() + "-" + model.axisOs();
    }

    /** The file with the recorded answer of {@code GetEventInstances}, or null. */
    static @Nullable String declarations(Product model) {
        return switch (name(model)) {
            case STROBE, "P8815-2-11.11.192", "P8815-2-10.12.323" -> "event-instances-" + name(model) + ".xml";
            case "M1065-LW-9.80" -> "event-instances-pir-camera.xml";
            default -> null;
        };
    }

    /**
     * The action templates of a product, one in a line. The list of a camera is recorded; those of an I/O module are the
     * ones among them that need neither video nor sound (assumption). Of a strobe speaker only two more are known: its
     * factory rules use them.
     */
    static List<String> actionTemplates(Product model) {
        boolean strobe = name(model).equals(STROBE);
        boolean module = strobe || model.number().startsWith("A9");
        List<String> lines = new ArrayList<>(
                Recorded.lines(module ? "action-templates-io-module.txt" : "action-templates-camera.txt"));
        if (strobe) {
            lines.add("com.axis.action.unlimited.siren_and_light - profile");
            lines.add("com.axis.action.unlimited.play.audioclip - location");
        }
        return lines;
    }

    /** Recorded answers that list the rules and action configurations a product has from the factory, or null. */
    static @Nullable String factoryRules(Product model, String kind) {
        return name(model).equals(STROBE) ? kind + "-" + STROBE + ".xml" : null;
    }
}
