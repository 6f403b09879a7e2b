package dev.openaxis.core.internal.trace;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which names speak of secrets. Rather one too many: passwords and passphrases ({@code pwd}, {@code WPA_PASSPHRASE}, {@code
 * InitialUserPasswd}), keys ({@code axkey:Key}, {@code ssh_private_key}, {@code mkaCak}), tokens ({@code wssession}), SNMP
 * communities, PINs and card numbers ({@code IdData}, {@code CardNumber} and {@code UID} of an intercom's event), the owner
 * authentication key ({@code oak}), as the VAPIX references have them.
 */
final class SecretNames {
    private static final Pattern NAME =
            Pattern.compile("pass(?:w|phrase|code)|pwd|secret|psk|community|private|cookie|authoriz"
                    + "|nonce|wssession|session_?id|mkacak|api_?key|pass$|keys?$|tokens?$|pins?$"
                    + "|(?:^|[^a-z])(?:auth|card|cardnr|cardnrhex|cardnumber|uid|oak)$");

    /** One of these is in every text that has such a name; beside a {@code UID} stands a {@code CardNumber}. */
    private static final List<String> STEMS = List.of(
            "pass",
            "pwd",
            "secret",
            "psk",
            "community",
            "private",
            "cookie",
            "auth",
            "nonce",
            "session",
            "mkacak",
            "key",
            "token",
            "pin",
            "card",
            "oak");

    private static final Pattern STEM = Pattern.compile(String.join("|", STEMS), Pattern.CASE_INSENSITIVE);
    /** What stands between a name and its value. */
    private static final Pattern ASSIGNMENT = Pattern.compile("[=:'\"]");

    /** Names of references to things, not of secrets (ONVIF, VAPIX access control and event data). */
    private static final Set<String> REFERENCES = Set.of(
            "accesspointtoken",
            "accessprofiletoken",
            "areatoken",
            "credentialtoken",
            "doortoken",
            "dot1xconfigurationtoken",
            "inputtoken",
            "presettoken",
            "ptzconfigurationtoken",
            "recordingjobtoken",
            "recordingtoken",
            "relayoutputtoken",
            "relaytoken",
            "scheduletoken",
            "sourcetoken",
            "targettoken",
            "templatetoken",
            "tracktoken",
            "usertoken",
            "videosourceconfigurationtoken");

    /** Names of things that have their secret in a member, which is named like one ({@code axkey} service). */
    private static final Set<String> ENTITIES = Set.of("encryptionkey", "getencryptionkey", "setencryptionkey");

    private SecretNames() {}

    /** Whether what has this name is a secret. */
    static boolean secret(String name) {
        String lower = name.trim().toLowerCase(Locale.ROOT);
        return NAME.matcher(lower).find() && !REFERENCES.contains(local(lower));
    }

    /** Whether everything in an object or array of this name is a secret, whatever the names in it say. */
    static boolean secretAsAWhole(String name) {
        return secret(name) && !ENTITIES.contains(local(name.trim().toLowerCase(Locale.ROOT)));
    }

    private static String local(String lower) {
        return lower.substring(lower.lastIndexOf(':') + 1);
    }

    /** Whether such a name may occur, in any form. */
    static boolean suspicious(String text) {
        return DecodedText.any(text, reading -> {
            String lower = reading.toLowerCase(Locale.ROOT);
            return STEMS.stream().anyMatch(lower::contains);
        });
    }

    /** Whether something may be told under such a name in a sentence, a quotation or a nested notation. */
    static boolean assigned(String text) {
        return suspicious(text) && DecodedText.any(text, SecretNames::assigns);
    }

    /** What stands after a later name stands after the first one, too: looking from each would take its time in long texts. */
    private static boolean assigns(String reading) {
        Matcher stem = STEM.matcher(reading);
        return stem.find() && ASSIGNMENT.matcher(reading).find(stem.end());
    }
}
