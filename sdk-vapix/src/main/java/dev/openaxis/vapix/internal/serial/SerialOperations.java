package dev.openaxis.vapix.internal.serial;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Effect;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.Role;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.ParamCgi;
import dev.openaxis.vapix.serial.DeviceSerialPort;
import dev.openaxis.vapix.serial.SerialSettings;
import dev.openaxis.vapix.serial.SerialTunnel;
import dev.openaxis.vapix.serial.TunnelOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations on serial ports. What is wrong with arguments is said before anything is sent. */
public final class SerialOperations {
    private static final String SOURCE = "VAPIX serial-port-api";
    /** Reading, up to three updates with a look before each, and reading again. */
    private static final Duration LONG = Duration.ofSeconds(20);

    private SerialOperations() {}

    /** Lists the ports. */
    public static Operation<List<DeviceSerialPort>> ports(DeviceSession session) {
        return Operation.named("serialPorts.list", ParamCgi.PATH, Effect.READ)
                .role(Role.OPERATOR, SOURCE)
                .steps(context -> ToldPorts.read(session, context).thenApply(ToldPorts::all));
    }

    /** Changes how a port is set. */
    public static Operation<DeviceSerialPort> configure(DeviceSession session, int number, SerialSettings settings) {
        Map<String, String> values = PortNames.values(settings);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no setting is given");
        }
        return changing("configure")
                .steps(context -> ToldPorts.read(session, context).thenCompose(told -> {
                    List<SettingChange> changes = changes(
                            told, PortNames.SETTINGS + told.require(number).number() + ".", values);
                    requireRate(context, told, number, settings);
                    return new SettingsWriter(session, context)
                            .make(changes)
                            .thenCompose(done -> ToldPorts.read(session, context))
                            .thenApply(now -> {
                                requireMade(context, now, changes);
                                return now.require(number);
                            });
                }));
    }

    /** Sets the device for a tunnel. */
    public static Operation<SerialTunnel> openTunnel(
            DeviceSession session, AxisRuntime runtime, CallOptions options, int number, TunnelOptions how) {
        Map<String, String> values = PortNames.values(how.settings());
        return changing("openTunnel")
                .steps(context -> ToldPorts.read(session, context)
                        .thenCompose(told -> new TunnelOpening(session, context, number, how)
                                .run(told, values, runtime)
                                .thenApply(opened -> new SerialTunnel(
                                        session, options, opened.port(), opened.line(), opened.changes()))));
    }

    /** Puts back what was changed for a tunnel. */
    public static Operation<Void> closeTunnel(DeviceSession session, List<SettingChange> changes) {
        return changing("closeTunnel").steps(context -> new SettingsWriter(session, context).takeBack(changes));
    }

    private static Operation.Description changing(String name) {
        return Operation.named("serialPorts." + name, ParamCgi.PATH, Effect.CONFIGURE)
                .role(Role.ADMIN, SOURCE)
                .within(LONG);
    }

    /** What of these values the device does not have yet; it must have all of the parameters. */
    static List<SettingChange> changes(ToldPorts told, String group, Map<String, String> values) {
        List<SettingChange> changes = new ArrayList<>();
        values.forEach((key, value) -> {
            SettingChange change = new SettingChange(group + key, told.require(group + key), value);
            if (!change.madeIn(told.list())) {
                changes.add(change);
            }
        });
        return changes;
    }

    /** Rates above 115,200 are for the RS-485 modes; what an unknown mode has, the device knows. */
    static void requireRate(CallContext context, ToldPorts told, int number, SerialSettings wanted) {
        Optional<String> mode = wanted.mode()
                .or(() -> told.require(number).settings().mode())
                .filter(form -> !form.rs485())
                .map(form -> form.word());
        if (mode.isPresent() && wanted.baudRate().orElse(0) > PortNames.FAST) {
            throw new WrongPortException(context.failure("serial port " + number + " has "
                            + wanted.baudRate().orElseThrow() + " bits per second in RS-485 modes only, not in "
                            + mode.get())
                    .advice("Choose a rate up to 115200, or another mode"));
        }
    }

    /** A device that takes settings and tells others afterwards has not done what it was asked. */
    static void requireMade(CallContext context, ToldPorts now, List<SettingChange> changes) {
        List<String> others = changes.stream()
                .filter(change -> !change.madeIn(now.list()))
                .map(change ->
                        change.name() + "=" + now.list().get(change.name()).orElse("(not there)"))
                .toList();
        if (!others.isEmpty()) {
            throw new RefusedException(
                    context.failure("the device took the settings, and then told others: " + others)
                            .effect(AppliedEffect.PARTIAL),
                    ParamCgi.PATH,
                    0,
                    "",
                    Map.of());
        }
    }
}
