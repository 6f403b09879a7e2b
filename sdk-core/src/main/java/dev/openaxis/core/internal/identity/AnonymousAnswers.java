package dev.openaxis.core.internal.identity;

import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.json.Json;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what Axis devices answer to somebody who does not log in; whatever else answers gives nothing. */
public final class AnonymousAnswers {
    /** The digest realm names device and serial number, on every version seen. */
    private static final Pattern REALM = Pattern.compile("realm=\"AXIS_([0-9A-Fa-f]{12})\"");

    private AnonymousAnswers() {}

    /** The data of an answer of systemready that says whether the device is ready. */
    public static Optional<Json> readiness(HttpResponse response, Consumer<String> forgiver) {
        return data(response, forgiver).filter(data -> data.bool("systemready").isPresent());
    }

    /** The properties in an answer of basic device information. */
    public static Optional<Json> properties(HttpResponse response, Consumer<String> forgiver) {
        return data(response, forgiver).flatMap(data -> data.object("propertyList"));
    }

    /** The {@code data} of a JSON answer. */
    public static Optional<Json> data(HttpResponse response, Consumer<String> forgiver) {
        if (response.status() != 200) {
            return Optional.empty();
        }
        try {
            return Json.parse(response.text(), forgiver).object("data");
        } catch (Json.NotJsonException e) {
            return Optional.empty();
        }
    }

    /** The serial number a challenge names, in upper case. */
    public static Optional<String> serialInChallenge(HttpResponse response) {
        return response.status() != 401
                ? Optional.empty()
                : response.header("WWW-Authenticate")
                        .map(REALM::matcher)
                        .filter(Matcher::find)
                        .map(realm -> realm.group(1).toUpperCase(Locale.ROOT));
    }

    /** Whether a challenge says that there is no administrator yet. */
    public static boolean needsSetup(HttpResponse response) {
        return response.status() == 401 && response.header("Axis-Setup").isPresent();
    }
}
