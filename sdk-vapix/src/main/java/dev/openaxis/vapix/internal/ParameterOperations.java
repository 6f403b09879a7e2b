package dev.openaxis.vapix.internal;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.Role;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.vapix.parameters.ParameterDefinitions;
import dev.openaxis.vapix.parameters.ParameterList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The operations on parameters. What is wrong with arguments is said before anything is sent. */
public final class ParameterOperations {
    private static final String SOURCE = "VAPIX parameter-management; each parameter has a level of its own";
    private static final int MOST_QUOTED = 5;
    private static final Pattern REFUSED_NAME = Pattern.compile("Error setting '([^']*)'");

    private ParameterOperations() {}

    /** Lists parameters with their values. */
    public static Operation<ParameterList> list(DeviceSession session, List<String> groups) {
        ParamCgi.groups(groups);
        return Operation.named("parameters.list", ParamCgi.PATH, Effect.READ)
                .role(Role.VIEWER, SOURCE)
                .steps(context -> ParamCgi.list(session, context, groups));
    }

    /** Lists what parameters may hold and who may change them. */
    public static Operation<ParameterDefinitions> definitions(DeviceSession session, List<String> groups) {
        ParamCgi.groups(groups);
        return Operation.named("parameters.definitions", ParamCgi.PATH, Effect.READ)
                .role(Role.VIEWER, SOURCE)
                .steps(context -> ParamCgi.definitions(session, context, groups));
    }

    /** Sets parameters. */
    public static Operation<Void> update(DeviceSession session, Map<String, String> given) {
        Change change = updating(given);
        return changing("parameters.update").steps(context -> change(session, context, change));
    }

    /** Sets parameters as a step of something larger, in the order given. */
    public static CompletableFuture<Void> update(
            DeviceSession session, CallContext context, Map<String, String> values) {
        return change(session, context, updating(values));
    }

    private static Change updating(Map<String, String> given) {
        Map<String, String> values = new LinkedHashMap<>(given);
        TreeSet<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Form form = Form.action("update");
        values.forEach((name, value) -> {
            if (!seen.add(ParameterNames.withoutRoot(ParameterNames.full(name)))) {
                throw new IllegalArgumentException("given twice: " + name);
            }
            form.field(name, ParameterNames.writable(name, value));
        });
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no parameter is given");
        }
        DeviceWords words = words(values);
        List<String> names = List.copyOf(values.keySet());
        return new Change(form, names, words, (before, after) -> ReadBack.ofUpdate(names, before, after));
    }

    /** Removes dynamic groups. */
    public static Operation<Void> remove(DeviceSession session, List<String> groups) {
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("no group is given");
        }
        groups.forEach(ParameterNames::full);
        Form form = Form.action("remove").field("group", String.join(",", groups));
        Change change =
                new Change(form, groups, words(Map.of()), (before, after) -> ReadBack.ofRemoval(groups, before, after));
        return changing("parameters.remove").steps(context -> change(session, context, change));
    }

    /** Adds a dynamic group; its index stands nowhere in the request, the device chooses it. */
    public static Operation<String> add(
            DeviceSession session, String template, String parent, Map<String, String> given, boolean force) {
        String group = ParameterNames.group(parent);
        Form form = Form.action("add")
                .field("template", ParameterNames.relative(template))
                .field("group", group);
        Map<String, String> values = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            String full = group + "." + letter(group) + "." + ParameterNames.relative(name);
            values.put(full, ParameterNames.writable(full, value));
            form.field(full, value);
        });
        if (force) {
            form.field("force", "yes");
        }
        DeviceWords words = words(values);
        return changing("parameters.add")
                .steps(context ->
                        ParamCgi.change(session, context, form).thenApply(text -> added(context, group, words, text)));
    }

    /** Entries of {@code StreamProfile} are {@code S0}, {@code S1}: the last segment's first letter in upper case. */
    private static String letter(String group) {
        int last = group.lastIndexOf('.') + 1;
        return group.substring(last, last + 1).toUpperCase(Locale.ROOT);
    }

    private static Operation.Description changing(String name) {
        return Operation.named(name, ParamCgi.PATH, Effect.CONFIGURE).role(Role.OPERATOR, SOURCE);
    }

    private static DeviceWords words(Map<String, String> values) {
        List<String> secrets = values.entrySet().stream()
                .filter(entry -> ParameterNames.secret(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        return DeviceWords.hiding(secrets, values.keySet());
    }

    // ---- update and remove ----

    /**
     * A change that is answered with {@code OK} or a refusal.
     *
     * @param form what is sent
     * @param things the parameters or groups it is about
     * @param words how the device may be quoted
     * @param judge what a refused change did, by what is listed before and after
     */
    private record Change(
            Form form,
            List<String> things,
            DeviceWords words,
            BiFunction<ParameterList, ParameterList, AppliedEffect> judge) {}

    private static CompletableFuture<Void> change(DeviceSession session, CallContext context, Change change) {
        if (change.things.size() == 1) {
            // One thing is changed or refused as a whole.
            return ParamCgi.change(session, context, change.form)
                    .thenAccept(text -> unless(context, change, text).ifPresent(problems -> {
                        throw refused(context, change.words, problems, AppliedEffect.NONE, Map.of());
                    }));
        }
        return ParamCgi.list(session, context, change.things)
                .thenCompose(before -> ParamCgi.change(session, context, change.form)
                        .thenCompose(text -> unless(context, change, text)
                                .map(problems -> readBack(session, context, change, before, problems))
                                .orElseGet(() -> CompletableFuture.completedFuture(null))));
    }

    /** The complaints of a refusal; empty if the device says {@code OK}. */
    private static Optional<List<String>> unless(CallContext context, Change change, String text) {
        ParamAnswer answer = ParamAnswer.parse(text);
        if (answer.done()) {
            return Optional.empty();
        }
        if (answer.problems().isEmpty()) {
            throw malformed(context, change.words, text, "neither OK nor an error");
        }
        return Optional.of(answer.problems());
    }

    private static CompletableFuture<Void> readBack(
            DeviceSession session, CallContext context, Change change, ParameterList before, List<String> problems) {
        return ParamCgi.list(session, context, change.things).handle((after, failure) -> {
            AppliedEffect effect = failure == null ? change.judge.apply(before, after) : AppliedEffect.POSSIBLE;
            throw refused(context, change.words, problems, effect, Map.of());
        });
    }

    // ---- add ----

    private static String added(CallContext context, String parent, DeviceWords words, String text) {
        ParamAnswer answer = ParamAnswer.parse(text);
        Optional<String> name = answer.entry()
                .map(entry -> ParameterNames.withoutRoot(entry))
                .map(entry -> entry.contains(".") ? entry : parent + "." + entry);
        if (!answer.problems().isEmpty()) {
            AppliedEffect effect = name.isPresent()
                    ? AppliedEffect.PARTIAL
                    : answer.notCreated() ? AppliedEffect.NONE : AppliedEffect.POSSIBLE;
            throw refused(
                    context,
                    words,
                    answer.problems(),
                    effect,
                    name.map(entry -> Map.of("entry", entry)).orElse(Map.of()));
        }
        return name.orElseThrow(() -> malformed(context, words, text, "not the name of a new entry"));
    }

    // ---- errors ----

    private static RefusedException refused(
            CallContext context,
            DeviceWords words,
            List<String> problems,
            AppliedEffect effect,
            Map<String, String> more) {
        String said = problems.stream().limit(MOST_QUOTED).map(words::fit).collect(Collectors.joining("; "));
        Map<String, String> details = new HashMap<>(more);
        Matcher name = REFUSED_NAME.matcher(said);
        if (name.find()) {
            details.put("parameter", ParameterNames.withoutRoot(name.group(1)));
        }
        String entry = details.getOrDefault("entry", "");
        return new RefusedException(
                context.failure("the device answered \"" + said + "\"")
                        .effect(effect)
                        .advice(
                                entry.isEmpty()
                                        ? "definitions() tells what a parameter takes and who may change it"
                                        : entry + " was created without these values; update or remove it"),
                ParamCgi.PATH,
                200,
                said,
                details);
    }

    private static MalformedResponseException malformed(
            CallContext context, DeviceWords words, String text, String what) {
        return new MalformedResponseException(
                context.failure(ParamCgi.PATH + " answered " + what).effect(AppliedEffect.POSSIBLE), words.fit(text));
    }
}
