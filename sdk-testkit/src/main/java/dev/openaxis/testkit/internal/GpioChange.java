package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Direction;
import org.jspecify.annotations.Nullable;

/**
 * What {@code SetPort} changes about one port; null leaves a thing as it is.
 *
 * @param port the port
 * @param mode new mode
 * @param usage new usage
 * @param input new settings as an input
 * @param output new settings as an output
 * @param triggers new ranges
 * @param active new state of an output
 */
record GpioChange(
        Port port,
        @Nullable String mode,
        @Nullable String usage,
        @Nullable Settings input,
        @Nullable Settings output,
        @Nullable LevelRanges triggers,
        @Nullable Boolean active) {

    /**
     * {@code InputProperties} or {@code OutputProperties}.
     *
     * @param name new name
     * @param idleClosed true if the circuit is closed while the port is not active
     */
    record Settings(@Nullable String name, @Nullable Boolean idleClosed) {}

    /** Everything but the state. */
    void configure(DeviceCore device) {
        PortSetup setup = new PortSetup(device);
        if (mode != null) {
            setup.turn(port, GpioPorts.isOutput(mode) ? Direction.OUTPUT : Direction.INPUT);
            if (port.configurable()) {
                device.board().supervise(port, mode.equals(GpioPorts.SUPERVISED_INPUT), LevelRanges.NONE);
            }
        }
        if (usage != null) {
            port.useFor(usage);
        }
        apply(setup, Direction.INPUT, input);
        apply(setup, Direction.OUTPUT, output);
        if (triggers != null) {
            device.board().supervise(port, port.isSupervised(), triggers);
        }
        if (mode != null || usage != null || input != null || output != null || triggers != null) {
            device.portsConfigured();
        }
    }

    private void apply(PortSetup setup, Direction set, @Nullable Settings settings) {
        if (settings == null) {
            return;
        }
        if (settings.name() != null) {
            PortSetup.rename(port, set, settings.name());
        }
        if (settings.idleClosed() != null) {
            setup.idleClosed(port, set, settings.idleClosed());
        }
    }

    void activate(DeviceCore device) {
        if (active != null) {
            device.board().activate(port, active);
            device.actions().writtenByOthers(port);
        }
    }
}
