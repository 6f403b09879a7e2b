package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code param.cgi?action=update}, reference 01 section 8.4: {@code OK} as recorded, the documented line for every
 * parameter that is unknown, not this account's to write or given a wrong value.
 */
final class ParameterUpdate {
    private static final Set<String> ARGUMENTS = Set.of("action", "usergroup", "responseformat");

    private final DeviceCore device;
    private final ParameterTree tree;

    ParameterUpdate(DeviceCore device, ParameterTree tree) {
        this.device = device;
        this.tree = tree;
    }

    private record Wish(String asked, String value) {
        String name() {
            return ParameterNames.withoutRoot(asked);
        }
    }

    Answer answer(Exchange exchange) {
        SimulatedRole role = Objects.requireNonNull(exchange.user()).role();
        List<Wish> wishes = wishes(exchange.request());
        boolean challenge = device.config().is(Variant.READ_ONLY_PARAMETER_401)
                && wishes.stream().anyMatch(wish -> isProtected(tree.find(wish.name()), role));
        if (challenge) {
            device.tally().challenges.incrementAndGet();
            return device.authenticator().challenge(exchange.request(), false);
        }
        List<String> errors = write(wishes, role);
        return errors.isEmpty() ? Answer.text("OK") : TextLines.of(device.config(), errors);
    }

    private static List<Wish> wishes(Incoming request) {
        List<Wish> wishes = new ArrayList<>();
        request.arguments().forEach((name, values) -> {
            if (!ARGUMENTS.contains(name)) {
                values.forEach(value -> wishes.add(new Wish(name, value)));
            }
        });
        return wishes;
    }

    private List<String> write(List<Wish> wishes, SimulatedRole role) {
        DeviceConfig config = device.config();
        List<String> errors = new ArrayList<>();
        if (config.is(Variant.PARAMETERS_ALL_OR_NONE)) {
            wishes.stream().filter(wish -> !isAllowed(wish, role)).forEach(wish -> errors.add(error(wish)));
            if (!errors.isEmpty()) {
                return errors;
            }
        }
        for (Wish wish : wishes) {
            if (isAllowed(wish, role)) {
                tree.write(wish.name(), wish.value());
            } else {
                errors.add(error(wish));
                if (config.is(Variant.PARAMETERS_STOP_AT_ERROR)) {
                    break;
                }
            }
        }
        return errors;
    }

    private boolean isAllowed(Wish wish, SimulatedRole role) {
        Parameter parameter = tree.find(wish.name());
        return parameter != null
                && parameter.isWritableBy(role)
                && parameter.type().accepts(wish.value());
    }

    private static boolean isProtected(@Nullable Parameter parameter, SimulatedRole role) {
        return parameter != null && !parameter.isWritableBy(role);
    }

    private static String error(Wish wish) {
        return "# Error: Error setting '" + wish.asked() + "' to '" + wish.value() + "'!";
    }
}
