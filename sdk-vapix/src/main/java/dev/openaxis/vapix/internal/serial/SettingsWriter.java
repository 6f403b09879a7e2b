package dev.openaxis.vapix.internal.serial;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.ParamCgi;
import dev.openaxis.vapix.internal.ParameterOperations;
import dev.openaxis.vapix.parameters.ParameterList;
import dev.openaxis.vapix.serial.TunnelNotRestoredException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Writes settings of a serial port in an order that opens nothing too early: what turns a server on comes last and goes first.
 * Rates only RS-485 has come after the mode, as devices may judge each parameter by what is set already (inference).
 */
final class SettingsWriter {
    private final DeviceSession session;
    private final CallContext context;

    SettingsWriter(DeviceSession session, CallContext context) {
        this.session = session;
        this.context = context;
    }

    /** Makes changes. */
    CompletableFuture<Void> make(List<SettingChange> changes) {
        Map<String, String> values = new LinkedHashMap<>();
        changes.forEach(change -> values.put(change.name(), change.after()));
        return write(values, false);
    }

    /**
     * Takes changes back where the device still has what was set: what somebody else has set since is not ours to change. Ends
     * with {@link TunnelNotRestoredException} unless the device tells that nothing of them is left.
     */
    CompletableFuture<Void> takeBack(List<SettingChange> changes) {
        if (changes.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<String> names = changes.stream().map(SettingChange::name).toList();
        return ParamCgi.list(session, context, names)
                .thenCompose(now -> {
                    Map<String, String> values = new LinkedHashMap<>();
                    changes.stream()
                            .filter(change -> change.madeIn(now))
                            .forEach(change -> values.put(change.name(), change.before()));
                    return write(values, true);
                })
                .handle((done, failure) -> failure)
                .thenCompose(failure -> ParamCgi.list(session, context, names).handle((now, unread) -> {
                    require(changes, unread == null ? now : null, failure == null ? unread : failure);
                    return null;
                }));
    }

    private void require(List<SettingChange> changes, @Nullable ParameterList now, @Nullable Throwable failure) {
        Map<String, String> left = new LinkedHashMap<>();
        for (SettingChange change : changes) {
            if (now == null || now.get(change.name()).isEmpty() || change.madeIn(now)) {
                left.put(change.name(), change.before());
            }
        }
        if (!left.isEmpty()) {
            throw new TunnelNotRestoredException(
                    context.failure("settings are not, or not certainly, as before the tunnel: " + left.keySet())
                            .effect(now == null ? AppliedEffect.POSSIBLE : AppliedEffect.PARTIAL)
                            .cause(DeviceSession.cause(failure))
                            .advice("Close the tunnel again when the device answers, or write what left() tells"),
                    left);
        }
    }

    private CompletableFuture<Void> write(Map<String, String> values, boolean closing) {
        Map<String, String> switches = new LinkedHashMap<>();
        Map<String, String> plain = new LinkedHashMap<>();
        Map<String, String> fast = new LinkedHashMap<>();
        values.forEach(
                (name, value) -> (isSwitch(name) ? switches : isFast(name, value) ? fast : plain).put(name, value));
        List<Map<String, String>> steps = new ArrayList<>(List.of(plain, fast));
        steps.add(closing ? 0 : 2, switches);
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        for (Map<String, String> step : steps) {
            if (!step.isEmpty()) {
                done = done.thenCompose(before -> ParameterOperations.update(session, context, step));
            }
        }
        return done;
    }

    private static boolean isSwitch(String name) {
        return name.endsWith("." + PortNames.PORT_ENABLED)
                || name.endsWith("." + PortNames.GENERIC + PortNames.ENABLED)
                || name.endsWith("." + PortNames.LISTENING);
    }

    private static boolean isFast(String name, String value) {
        return name.endsWith("." + PortNames.RATE)
                && value.matches("[0-9]{6,9}")
                && Integer.parseInt(value) > PortNames.FAST;
    }
}
