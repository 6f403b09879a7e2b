package dev.openaxis.testkit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The questions about devices which the references leave open, one constant per plausible reading that is not the
 * default.
 *
 * <p>A client should behave well under each of them, or refuse. Two constants with the same {@link #question()} exclude
 * each other.
 */
public enum Variant implements Reading {
    /**
     * Which schemes does the device offer? Policy {@code digest}: Digest on HTTP and on HTTPS (seen on 9.80). The
     * default is {@code recommended}: Digest on HTTP, Basic on HTTPS. Reference 01 §2.1, recorded.
     */
    DIGEST_EVERYWHERE("AUTHENTICATION_POLICY", Mark.RECORDED, "01 §2.1"),
    /**
     * Which schemes does the device offer? Policy {@code basic}: Basic on both (seen on one 11.11.192 device).
     * Reference 01 §2.1, recorded.
     */
    BASIC_EVERYWHERE("AUTHENTICATION_POLICY", Mark.RECORDED, "01 §2.1"),
    /**
     * Which schemes does the device offer? Two challenge headers, Basic first and then Digest, on HTTP and HTTPS:
     * the Knowledge base says every configured scheme is accepted, recordings show one challenge only. Reference 01
     * §2.1, documented.
     */
    BOTH_CHALLENGES("AUTHENTICATION_POLICY", Mark.DOCUMENTED, "01 §2.1"),
    /**
     * Are Digest credentials accepted where only Basic was offered? Yes. The default refuses them with the Basic
     * challenge. Reference 01 §2.1, not found.
     */
    DIGEST_ACCEPTED_UNASKED("UNASKED_DIGEST", Mark.NOT_FOUND, "01 §2.1"),
    /**
     * Is a repeated nonce count rejected? Yes, with 401 and {@code stale=true}; counts may still arrive out of
     * order. The default tolerates replay. Reference 01 §2.2, inference.
     */
    NONCE_COUNT_STRICT("NONCE_COUNT", Mark.INFERENCE, "01 §2.2"),
    /**
     * Does the challenge for a nonce of an earlier boot say {@code stale=true}? No: it looks like a wrong password.
     * The default says stale. Reference 01 §2.2, inference.
     */
    OLD_BOOT_NONCE_NOT_STALE("OLD_NONCE", Mark.INFERENCE, "01 §2.2"),
    /**
     * Do successful answers carry {@code Authentication-Info}? Yes, with {@code rspauth}, {@code cnonce}, {@code nc}
     * and {@code qop}. The default sends none. Reference 01 §2.2, inference.
     */
    AUTHENTICATION_INFO("AUTHENTICATION_INFO", Mark.INFERENCE, "01 §2.2"),
    /**
     * Do successful answers carry {@code Authentication-Info}? Yes, with a {@code nextnonce} in every answer; the
     * old nonce stays valid. Reference 01 §2.2, inference.
     */
    NEXT_NONCE("AUTHENTICATION_INFO", Mark.INFERENCE, "01 §2.2"),
    /**
     * Do anonymous endpoints fail when wrong credentials are sent? Yes, with 401. The default ignores the
     * credentials. Reference 01 §2.3, observed.
     */
    ANONYMOUS_APIS_CHECK_CREDENTIALS("ANONYMOUS_CREDENTIALS", Mark.OBSERVED, "01 §2.3"),
    /**
     * Does API discovery need a log-in? Yes, as on 9.80 and 10.12 (this is the default for devices below AXIS OS
     * 11). Reference 01 §5, observed.
     */
    API_DISCOVERY_NEEDS_LOGIN("API_DISCOVERY_LOGIN", Mark.OBSERVED, "01 §5"),
    /**
     * Is {@code getAllUnrestrictedProperties} anonymous? No: an administrator switched it off. Reference 01 §12.1,
     * documented.
     */
    UNRESTRICTED_PROPERTIES_NEED_LOGIN("UNRESTRICTED_LOGIN", Mark.DOCUMENTED, "01 §12.1"),
    /**
     * Is an unknown path answered 404 without a log-in? No: below {@code /axis-cgi/} and {@code /vapix/} the device
     * challenges first and answers 404 after the log-in. Reference 01 §1, not found.
     */
    ABSENT_APIS_ASK_LOGIN_FIRST("ABSENT_API", Mark.NOT_FOUND, "01 §1"),
    /**
     * What does an account with too low a role get? 403. The default is 401 with a challenge, as seen on several
     * CGIs. Reference 01 §1, §2.3, documented.
     */
    LOW_ROLE_FORBIDDEN("LOW_ROLE", Mark.DOCUMENTED, "01 §1, §2.3"),
    /**
     * What does an account with too low a role get? JSON APIs answer 200 with error 2001 (basic device information)
     * or 2105 (port management), services under {@code /vapix/} a fault; other endpoints answer 401. Reference 01 §4, 02 §3.6, documented.
     */
    LOW_ROLE_IN_BAND("LOW_ROLE", Mark.DOCUMENTED, "01 §4, 02 §3.6"),
    /**
     * Are answers sent with {@code Content-Length}? No: every body is chunked. The default chunks 401 bodies only.
     * Reference 01 §1, observed.
     */
    CHUNKED_ANSWERS("CHUNKED", Mark.OBSERVED, "01 §1"),
    /**
     * How do lines of text answers end? With CR LF, as in some 12.11 answers. The default is LF. Reference 01 §1,
     * observed.
     */
    CRLF_TEXT("LINE_ENDS", Mark.OBSERVED, "01 §1"),
    /**
     * What do other endpoints answer while {@code systemready} still says no? 503. The default answers normally.
     * Reference 01 §1, inference.
     */
    BOOTING_ANSWERS_503("BOOTING", Mark.INFERENCE, "01 §1"),
    /**
     * Does a restart asked for over the network come after its answer? The answer is lost: the request is carried out,
     * nothing is sent, the connection is reset when the device goes down. By default the answer comes first. Reference 03
     * §1.8, observed.
     */
    RESTART_ANSWER_LOST("RESTART_ANSWER", Mark.OBSERVED, "03 §1.8"),
    /**
     * Does a restart asked for over the network come after its answer? No: it begins at once, and the connection is
     * reset instead of an answer. Reference 01 §7.2, 03 §1.8, observed.
     */
    RESTART_CUTS_AT_ONCE("RESTART_ANSWER", Mark.OBSERVED, "01 §7.2, 03 §1.8"),
    /**
     * Are open connections, web sockets too, reset when the device goes down? No: they are silent until it listens
     * again and are reset then, as after a power cut. Reference 04 §1.6, inference.
     */
    RESTART_LEAVES_CONNECTIONS_OPEN("RESTART_CONNECTIONS", Mark.INFERENCE, "04 §1.6"),
    /**
     * Which certificate has HTTPS after a hard factory default? The one of before: the Axis device ID survives it. By
     * default a self-signed one that is made anew, with a new key. Reference 01 §7.2, 03 §8, documented.
     */
    FACTORY_DEFAULT_KEEPS_CERTIFICATE("HARD_DEFAULT_CERTIFICATE", Mark.DOCUMENTED, "01 §7.2, 03 §8"),
    /**
     * Does a soft factory default change the HTTPS certificate? Yes, like a hard one: both delete what was installed. By
     * default the certificate stays. Reference 03 §8, inference.
     */
    SOFT_DEFAULT_RENEWS_CERTIFICATE("SOFT_DEFAULT_CERTIFICATE", Mark.INFERENCE, "03 §8"),
    /**
     * May a JSON request name a higher minor version than the device has? No: version error. By default only the
     * major counts. Reference 01 §4, inference.
     */
    HIGHER_MINOR_REFUSED("HIGHER_MINOR", Mark.INFERENCE, "01 §4"),
    /**
     * Are digest nonces useless after an account's password was changed? No: only the password counts. By default
     * every nonce of before is stale. Reference 01 §10.1, inference.
     */
    NONCE_SURVIVES_NEW_PASSWORD("NONCE_AFTER_PASSWORD", Mark.INFERENCE, "01 §10.1"),
    /**
     * Are passwords above 64 characters or outside printable ASCII refused? Only with {@code strict_pwd=1}. By
     * default always. Reference 01 §10.1, §10.2, documented.
     */
    PASSWORD_RULES_ONLY_IF_STRICT("PASSWORD_RULES", Mark.DOCUMENTED, "01 §10.1, §10.2"),
    /**
     * Which sentence refuses an account operation where none is recorded (an unknown name, {@code root}, the last
     * administrator)? {@code Error: consult the system log file.} The default is the documented sentence that fits
     * best. Reference 01 §10.1, not found.
     */
    ACCOUNT_ERRORS_GENERIC("ACCOUNT_ERRORS", Mark.NOT_FOUND, "01 §10.1"),
    /**
     * What does a changed account answer? {@code Modified the account}, as in one documented example. The default is
     * {@code Modified account}. Reference 01 §10.1, documented.
     */
    MODIFIED_THE_ACCOUNT("MODIFIED_ACCOUNT", Mark.DOCUMENTED, "01 §10.1"),
    /**
     * From which version on may the first administrator have any name? 11.5, as the page on system settings says. The
     * default is 11.6. Reference 01 §3.1, documented.
     */
    FIRST_NAME_FREE_FROM_11_5("FIRST_NAME", Mark.DOCUMENTED, "01 §3.1"),
    /**
     * Does the password of the first administrator work at once? No: for 0.3 s of the device's clock it is refused like a wrong one, although
     * {@code needsetup} is {@code no} already. By default it works at once. Reference 01 §3.3, not found.
     */
    FIRST_PASSWORD_WORKS_LATER("FIRST_PASSWORD", Mark.NOT_FOUND, "01 §3.3"),
    /**
     * Do all endpoints of a device that needs set-up say {@code Error: initial admin user must be created first.}? No,
     * {@code pwdgrp.cgi} only; the others send an ordinary challenge with {@code Axis-Setup: vapix}. Reference 01 §3.2,
     * observed.
     */
    SETUP_SENTENCE_ONLY_FOR_ACCOUNTS("SETUP_SENTENCE", Mark.OBSERVED, "01 §3.2"),
    /**
     * What is answered to a password that violates the passphrase policy? {@code Error: consult the system log file.}
     * The default is {@code Error: invalid password.} Reference 01 §3.3, §15, not found.
     */
    PASSPHRASE_VIOLATION_GENERIC("PASSPHRASE_VIOLATION", Mark.NOT_FOUND, "01 §3.3, §15"),
    /**
     * What is answered to a password that violates the passphrase policy? An {@code Error:} sentence of its own, which
     * no client can know. Reference 01 §3.3, §15, not found.
     */
    PASSPHRASE_VIOLATION_EXPLAINED("PASSPHRASE_VIOLATION", Mark.NOT_FOUND, "01 §3.3, §15"),
    /**
     * What is answered to a password that violates the passphrase policy? 400. Reference 01 §3.3, §15, not found.
     */
    PASSPHRASE_VIOLATION_400("PASSPHRASE_VIOLATION", Mark.NOT_FOUND, "01 §3.3, §15"),
    /**
     * What is answered to a password that violates the passphrase policy? The account is created: only the web
     * interface looks at the policy. Reference 01 §3.3, §15, not found.
     */
    PASSPHRASE_POLICY_NOT_ENFORCED("PASSPHRASE_VIOLATION", Mark.NOT_FOUND, "01 §3.3, §15"),
    /**
     * Is {@code device-config} in API discovery below AXIS OS 11.11? Yes, from 11.8 on, when the framework came. The
     * default lists it where it was observed. Reference 01 §5.3, §11, inference.
     */
    DEVICE_CONFIG_LISTED_FROM_11_8("DEVICE_CONFIG_LISTED", Mark.INFERENCE, "01 §5.3, §11"),
    /** Which role does {@code /config/discover} need? None. The default is any account. Reference 01 §11.6, not found. */
    CONFIG_DISCOVERY_ANONYMOUS("CONFIG_DISCOVERY_ROLE", Mark.NOT_FOUND, "01 §11.6"),
    /** Which role does {@code /config/discover} need? Administrator. Reference 01 §11.6, not found. */
    CONFIG_DISCOVERY_NEEDS_ADMIN("CONFIG_DISCOVERY_ROLE", Mark.NOT_FOUND, "01 §11.6"),
    /**
     * Does {@code /config/discover/apis/<id>} wrap its versions into an object named by the id? No. The default does, as
     * documented. Reference 01 §11.6, inference.
     */
    CONFIG_API_WITHOUT_ID("CONFIG_API_SHAPE", Mark.INFERENCE, "01 §11.6"),
    /**
     * Does a Device Configuration API answer under other suffixes of its version than {@code rest_api} has? No: 404. By
     * default it does, as recorded. Reference 01 §11.1, inference.
     */
    CONFIG_BASE_STRICT("CONFIG_BASE", Mark.INFERENCE, "01 §11.1"),
    /**
     * What does the path of an absent Device Configuration API answer? 404 with error code 1. The default is a 404 page.
     * Reference 01 §11.3, inference.
     */
    CONFIG_ABSENT_API_IN_JSON("CONFIG_ABSENT_API", Mark.INFERENCE, "01 §11.3"),
    /**
     * What does an unknown path within a Device Configuration API answer? A 404 page. The default is 404 with error code
     * 1. Reference 01 §11.3, inference.
     */
    CONFIG_UNKNOWN_PATH_PAGE("CONFIG_UNKNOWN_PATH", Mark.INFERENCE, "01 §11.3"),
    /**
     * What does an object answer that does not have the operation, a read-only property for one? 404 with error code 1. The
     * default is a 405 page. Reference 01 §11.3, not found.
     */
    CONFIG_WRONG_VERB_404("CONFIG_WRONG_VERB", Mark.NOT_FOUND, "01 §11.3"),
    /**
     * Does the verb for setting and triggering count in the Device Configuration framework? No: PUT does what PATCH and POST
     * do. By default PUT sets and triggers up to AXIS OS 11.10, PATCH sets and POST triggers from 11.11 on. Reference 01 §11.2, inference.
     */
    CONFIG_EITHER_SETTING_VERB("CONFIG_SETTING_VERB", Mark.INFERENCE, "01 §11.2"),
    /**
     * Which status has the Device Configuration error for a wrong content type? 400. The default is 415. Reference 01
     * §11.3, not found.
     */
    CONFIG_CONTENT_TYPE_400("CONFIG_CONTENT_TYPE", Mark.NOT_FOUND, "01 §11.3"),
    /**
     * What does the Device Configuration framework answer to a body that is no JSON object with {@code data}? 500 with error
     * code 0. The default is 400 with error code 5. Reference 01 §11.3, not found.
     */
    CONFIG_MALFORMED_BODY_500("CONFIG_MALFORMED_BODY", Mark.NOT_FOUND, "01 §11.3"),
    /**
     * What does an account with too low a role get from the Device Configuration framework? What other endpoints answer. The
     * default is 403. Reference 01 §11.3, inference.
     */
    CONFIG_LOW_ROLE_401("CONFIG_LOW_ROLE", Mark.INFERENCE, "01 §11.3"),
    /**
     * Do Device Configuration APIs that take secrets work on HTTP? No: 403. By default they do. Reference 01 §11.5, not
     * found.
     */
    CONFIG_SECRETS_NEED_TLS("CONFIG_TRANSPORT", Mark.NOT_FOUND, "01 §11.5"),
    /**
     * What is answered to an added item of a Device Configuration API? 201 without data (this is the default below AXIS OS
     * 12). The default is 201 with the item. Reference 01 §10.5, recorded.
     */
    CONFIG_ADD_WITHOUT_DATA("CONFIG_ADD", Mark.RECORDED, "01 §10.5"),
    /**
     * What is answered to an added item of a Device Configuration API? 201 with an empty text as data, as on 11.11.73.
     * Reference 01 §10.5, observed.
     */
    CONFIG_ADD_EMPTY_DATA("CONFIG_ADD", Mark.OBSERVED, "01 §10.5"),
    /**
     * What is answered to an added item of a Device Configuration API? 200, as documented. Reference 01 §10.5, documented.
     */
    CONFIG_ADD_ANSWERED_200("CONFIG_ADD", Mark.DOCUMENTED, "01 §10.5"),
    /**
     * Do successful answers of the Device Configuration framework carry {@code information} and {@code warnings}? Yes, lists
     * of texts. By default only where something went wrong. Reference 01 §11.2, documented.
     */
    CONFIG_ANSWERS_WITH_REMARKS("CONFIG_REMARKS", Mark.DOCUMENTED, "01 §11.2"),
    /**
     * What does an action of a Device Configuration API answer that has no output? An empty object as data. The default is
     * no data. Reference 01 §11.2, not found.
     */
    CONFIG_ACTION_ANSWERS_OBJECT("CONFIG_ACTION", Mark.NOT_FOUND, "01 §11.2"),
    /**
     * Can the Device Configuration framework export and import? Yes, from AXIS OS 12.5 on: an administrator has set the
     * feature flag. By default the flag is off, and {@code $export} and {@code $import} are unknown paths. Reference 01
     * §11.2, 03 §10, documented.
     */
    CONFIG_EXPORT_ENABLED("CONFIG_EXPORT", Mark.DOCUMENTED, "01 §11.2, 03 §10"),
    /**
     * Where does an import tell what failed? In {@code data}. The default is {@code warnings} beside {@code status}.
     * Reference 01 §12.2, §15, not found.
     */
    CONFIG_IMPORT_WARNINGS_IN_DATA("CONFIG_IMPORT_WARNINGS", Mark.NOT_FOUND, "01 §12.2, §15"),
    /**
     * How is {@code allowAnonymous} set at its own path? With an object that names it, as in the documented example. The
     * default is the bare value, as everywhere in the framework. Reference 01 §12.1, documented.
     */
    ALLOW_ANONYMOUS_AS_OBJECT("ALLOW_ANONYMOUS", Mark.DOCUMENTED, "01 §12.1"),
    /**
     * Can the passphrase policy be set? Yes, at the path of its property. By default it can only be read. Reference 01
     * §10.3, inference.
     */
    PASSPHRASE_POLICY_SETTABLE("PASSPHRASE_POLICY", Mark.INFERENCE, "01 §10.3"),
    /**
     * May the comment of an SSH account be empty? Yes: 0 to 256 characters. By default a comment that is sent has one
     * character or more. Reference 01 §10.5, documented.
     */
    SSH_EMPTY_COMMENT_ACCEPTED("SSH_EMPTY_COMMENT", Mark.DOCUMENTED, "01 §10.5"),
    /**
     * May the comment of an SSH account have spaces? No, as its page says. By default it may, as recorded. Reference 01
     * §10.5, documented.
     */
    SSH_COMMENT_WITHOUT_SPACES("SSH_COMMENT_SPACES", Mark.DOCUMENTED, "01 §10.5"),
    /**
     * How is an SSH account listed that was never given a comment? Without the member. The default is an empty text, as
     * recorded for other APIs. Reference 01 §10.5, not found.
     */
    SSH_MISSING_COMMENT_OMITTED("SSH_MISSING_COMMENT", Mark.NOT_FOUND, "01 §10.5"),
    /**
     * Can {@code root} be deleted? Yes, from AXIS OS 11.6 on and if another administrator remains. By default never.
     * Reference 01 §3.3 against §10.1, documented.
     */
    ROOT_DELETABLE("ROOT_REMOVAL", Mark.DOCUMENTED, "01 §3.3 against §10.1"),
    /**
     * Does {@code pwdgrp.cgi} list system groups and service accounts too? Yes, as up to 10.12 (this is the default
     * for devices below AXIS OS 11). Reference 01 §10.1, observed.
     */
    SYSTEM_ACCOUNTS_LISTED("ACCOUNT_LIST", Mark.OBSERVED, "01 §10.1"),
    /** Do parameter groups come back with {@code root.}? No. The default sends it. Reference 01 §8.2, observed. */
    PARAM_WITHOUT_ROOT("PARAM_PREFIX", Mark.OBSERVED, "01 §8.2"),
    /**
     * What becomes of a {@code param.cgi} request for several parameters or groups of which one is refused? Nothing is
     * done. By default all others are updated or removed. Reference 01 §8.4, not found.
     */
    PARAMETERS_ALL_OR_NONE("PARTIAL_UPDATE", Mark.NOT_FOUND, "01 §8.4"),
    /**
     * What becomes of a {@code param.cgi} request for several parameters or groups of which one is refused? Those
     * before it are updated or removed, those after it are not. Reference 01 §8.4, not found.
     */
    PARAMETERS_STOP_AT_ERROR("PARTIAL_UPDATE", Mark.NOT_FOUND, "01 §8.4"),
    /**
     * What does writing a parameter answer that is read-only, or not this account's to write? 401 with a challenge
     * and nothing is written, as seen on AXIS OS 12. The default is 200 with the documented error line. Reference 02
     * §2.4, observed.
     */
    READ_ONLY_PARAMETER_401("READ_ONLY_PARAMETER", Mark.OBSERVED, "02 §2.4"),
    /**
     * Which index does an added parameter group get? The one after the highest. The default is the lowest free one.
     * Reference 01 §8.5, not found.
     */
    NEW_GROUP_AFTER_HIGHEST("NEW_GROUP_INDEX", Mark.NOT_FOUND, "01 §8.5"),
    /**
     * May a viewer read the {@code IOPort} group? Yes, {@code Direction} and {@code Output.*}, and an operator may
     * write {@code Output.*}. By default reading the group needs an operator and writing an administrator. Reference 01 §9.2 against 02 §2.4, documented.
     */
    VIEWER_READS_PORT_PARAMETERS("PARAM_LEVEL", Mark.DOCUMENTED, "01 §9.2 against 02 §2.4"),
    /**
     * Do {@code port.cgi} lines begin with the word {@code port}? No: {@code 4=active}, as in the generic syntax
     * line. The default follows the examples. Reference 02 §2.1, documented.
     */
    PORT_CGI_BARE_IDS("PORT_CGI_LINE", Mark.DOCUMENTED, "02 §2.1"),
    /**
     * What does {@code port.cgi} answer for a wrong id, an input port or a malformed action, and {@code
     * io/virtualinput.cgi} for its like? 200 with an error text. The default is 200 with an empty body; nothing is done in either case. Reference 02 §2.1, not found.
     */
    PORT_CGI_ERROR_TEXT("PORT_CGI_ERROR", Mark.NOT_FOUND, "02 §2.1"),
    /**
     * What does {@code port.cgi} answer for a wrong id, an input port or a malformed action? 400. Reference 02 §2.1,
     * not found.
     */
    PORT_CGI_ERROR_400("PORT_CGI_ERROR", Mark.NOT_FOUND, "02 §2.1"),
    /**
     * What does {@code port.cgi} answer for a wrong id, an input port or a malformed action? 404. Reference 02 §2.1,
     * not found.
     */
    PORT_CGI_ERROR_404("PORT_CGI_ERROR", Mark.NOT_FOUND, "02 §2.1"),
    /**
     * When is a {@code port.cgi} pulse answered? At once. The default holds the answer until the pulse ends, as
     * observed on an A9210. Reference 02 §2.2, inference.
     */
    PULSE_ANSWERED_AT_ONCE("PULSE_ANSWER", Mark.INFERENCE, "02 §2.2"),
    /**
     * When is a {@code port.cgi} pulse answered that a second pulse restarts? When the restarted pulse ends. By
     * default the first answer is sent when the second pulse takes over. Reference 02 §2.2, inference.
     */
    HELD_ANSWER_FOLLOWS_RESTART("PULSE_ANSWER", Mark.INFERENCE, "02 §2.2"),
    /**
     * What does {@code time} of a sequence entry mean? The delay before this entry. By default it is how long the
     * entry is held before the next. Reference 02 §3.4, inference.
     */
    SEQUENCE_TIME_BEFORE_STEP("SEQUENCE_TIME", Mark.INFERENCE, "02 §3.4"),
    /**
     * Which role may call {@code setStateSequence}? Operator. The documented role is viewer. Reference 02 §3.4,
     * inference.
     */
    SEQUENCE_NEEDS_OPERATOR("SEQUENCE_ROLE", Mark.INFERENCE, "02 §3.4"),
    /**
     * Is {@code setStateSequence} given the port as a string? No: as an integer, a string is refused. The
     * documentation says both; the default takes the string only. Reference 02 §3.4, documented.
     */
    SEQUENCE_PORT_IS_INTEGER("SEQUENCE_PORT", Mark.DOCUMENTED, "02 §3.4"),
    /**
     * What happens to a {@code setPorts} in which one port id does not exist? The other ports are set. By default
     * the whole request fails. Reference 02 §3.2, inference.
     */
    UNKNOWN_PORT_FAILS_ALONE("UNKNOWN_PORT", Mark.INFERENCE, "02 §3.2"),
    /**
     * Does {@code setPorts} list a port whose fields already had these values? No. The default lists every port that
     * was given a field. Reference 02 §3.2, inference.
     */
    REDUNDANT_WRITE_NOT_LISTED("REDUNDANT_WRITE", Mark.INFERENCE, "02 §3.2"),
    /**
     * Which codes does port management use? Those of an earlier edition of its page: 1000, 2001, 2003, 2004, 4000,
     * 4002, 8000. Reference 02 §3.6, observed.
     */
    OLD_ERROR_CODES("PORT_ERROR_CODES", Mark.OBSERVED, "02 §3.6"),
    /**
     * Which codes does port management use? 4004 for an invalid value in {@code setPorts}, as in one documented example.
     * The default is 2104. Reference 02 §3.6, documented.
     */
    INVALID_PARAMETER_4004("PORT_ERROR_CODES", Mark.DOCUMENTED, "02 §3.6"),
    /**
     * Does writing a port's configuration, supervision included, return all outputs to their normal position? Yes, as
     * documented for the web interface. By default it does not. Reference 02 §2.4, inference.
     */
    CONFIGURATION_DROPS_OUTPUTS("CONFIGURATION", Mark.INFERENCE, "02 §2.4"),
    /**
     * How does {@code supervisedio.cgi} spell states? {@code close} and {@code short}, as in the example of
     * {@code getSupportedStates}. The default is {@code closed} and {@code short}, as in the example for an A9210; a name
     * spelled otherwise is refused. Reference 02 §4.2, documented.
     */
    SUPERVISED_CLOSE_SHORT("SUPERVISED_STATE_NAMES", Mark.DOCUMENTED, "02 §4.2"),
    /**
     * How does {@code supervisedio.cgi} spell states? {@code close} and {@code shorted}, as in the overview. Reference 02
     * §4.2, documented.
     */
    SUPERVISED_CLOSE_SHORTED("SUPERVISED_STATE_NAMES", Mark.DOCUMENTED, "02 §4.2"),
    /**
     * How does {@code supervisedio.cgi} spell states? {@code closed} and {@code shorted}, as its events do. Reference 02
     * §4.2, inference.
     */
    SUPERVISED_CLOSED_SHORTED("SUPERVISED_STATE_NAMES", Mark.INFERENCE, "02 §4.2"),
    /**
     * Which level has a port without a reading? -1. The default is 4294967295 (0xFFFFFFFF). Reference 02 §4.3,
     * inference.
     */
    ABSENT_LEVEL_IS_MINUS_ONE("ABSENT_LEVEL", Mark.INFERENCE, "02 §4.3"),
    /**
     * What does {@code getSupervised} answer about a port that cannot be supervised? The error for it. The default is an
     * item with its circuit and without a level. Reference 02 §4, inference.
     */
    UNSUPERVISABLE_PORT_REFUSED("UNSUPERVISABLE_PORT", Mark.INFERENCE, "02 §4"),
    /**
     * Which state has a port that is not supervised but could be? {@code undefined}. The default is its circuit.
     * Reference 02 §4, inference.
     */
    UNSUPERVISED_STATE_UNDEFINED("UNSUPERVISED_STATE", Mark.INFERENCE, "02 §4"),
    /**
     * Which ports does {@code getSupervised} list if none is named? All that can be supervised, as an A9210 listed the
     * I/Os of its A9910. The default is those that are supervised, as documented. Reference 02 §4.3, observed.
     */
    GET_SUPERVISED_LISTS_SUPERVISABLE("GET_SUPERVISED_LIST", Mark.OBSERVED, "02 §4.3"),
    /**
     * What does {@code getNumberOfPorts} count? Ports that can be supervised. The default is all ports, by their present
     * direction. Reference 02 §4, inference.
     */
    NUMBER_OF_PORTS_SUPERVISABLE("NUMBER_OF_PORTS", Mark.INFERENCE, "02 §4"),
    /**
     * Which ranges has a supervised port that was never given any? None: every level is {@code undefined}. The default
     * is those for resistors wired parallel first; for I/Os of an A9910 none are found. Reference 02 §4.3, inference.
     */
    NO_DEFAULT_RANGES("DEFAULT_RANGES", Mark.INFERENCE, "02 §4.3"),
    /**
     * Which items does {@code setSupervised} answer if no port is named? One for every port, with an error for those that
     * cannot be supervised. The default leaves these out. Reference 02 §4, inference.
     */
    SUPERVISE_ALL_LISTS_EVERY_PORT("SUPERVISE_ALL", Mark.INFERENCE, "02 §4"),
    /**
     * What does {@code setSupervised} of version 1.0 answer? Items as version 2.0, with the error codes of 1.0. The
     * default is empty data, or the first failure as an error. Reference 02 §4, not found.
     */
    SUPERVISED_V1_LIKE_V2("SUPERVISED_V1_ANSWER", Mark.NOT_FOUND, "02 §4"),
    /**
     * What does {@code setSupervised} of version 1.0 answer? No data at all, or the first failure as an error. Reference
     * 02 §4, not found.
     */
    SUPERVISED_V1_WITHOUT_DATA("SUPERVISED_V1_ANSWER", Mark.NOT_FOUND, "02 §4"),
    /**
     * Which circuit has a supervised input that is cut, shorted or undefined? The one of before. By default cut is open,
     * shorted is closed, and an undefined level counts as without supervision. Reference 02 §4, inference.
     */
    LOOP_FAULT_KEEPS_CIRCUIT("LOOP_FAULT", Mark.INFERENCE, "02 §4"),
    /**
     * Does {@code IO/SupervisedPort} carry {@code tampered}? No, as documented; newer devices have it. Reference 02 §7,
     * 04 §3.1, documented.
     */
    SUPERVISED_PORT_WITHOUT_TAMPERED("SUPERVISED_PORT_TAMPERED", Mark.DOCUMENTED, "02 §7, 04 §3.1"),
    /**
     * Which ports have an instance of {@code IO/SupervisedPort}? None: the device does not have the topic. The default is
     * those that are supervised now. Reference 04 §8, not found.
     */
    NO_SUPERVISED_PORT_TOPIC("SUPERVISED_PORT_TOPIC", Mark.NOT_FOUND, "04 §8"),
    /**
     * Which ports have an instance of {@code IO/SupervisedPort}? Every input that could be supervised; it is
     * {@code undefined} until it is. Reference 04 §8, not found.
     */
    SUPERVISED_PORT_OF_EVERY_INPUT("SUPERVISED_PORT_TOPIC", Mark.NOT_FOUND, "04 §8"),
    /**
     * Can I/Os of an A9910 be supervised through {@code supervisedio.cgi}? No. The default says yes, as the manual, but
     * never tells their level. Reference 02 §4.3, §8.3, inference.
     */
    MODULE_PORTS_NOT_SUPERVISABLE("MODULE_SUPERVISION", Mark.INFERENCE, "02 §4.3, §8.3"),
    /**
     * Which port numbers does an added A9910 get? Numbers follow the addresses: modules with a higher address move up. By
     * default the first twelve that are free. Reference 02 §8.2, not found.
     */
    MODULES_IN_ADDRESS_ORDER("MODULE_ORDER", Mark.NOT_FOUND, "02 §8.2"),
    /**
     * Do port numbers change when an A9910 is removed? Yes: later modules move down. By default its numbers stay free.
     * Reference 02 §8.2, not found.
     */
    MODULE_PORTS_COMPACTED("MODULE_REMOVAL", Mark.NOT_FOUND, "02 §8.2"),
    /**
     * How are the ports of an added A9910 named? Not at all. The default is {@code Port n+1}. Reference 02 §8.2, not
     * found.
     */
    MODULE_PORTS_UNNAMED("MODULE_PORT_NAMES", Mark.NOT_FOUND, "02 §8.2"),
    /**
     * How are the ports of an added A9910 named? {@code I/O 1} to {@code I/O 8} and {@code Relay 1} to {@code Relay 4},
     * the same on every module. Reference 02 §8.2, not found.
     */
    MODULE_PORTS_NAMED_BY_TERMINAL("MODULE_PORT_NAMES", Mark.NOT_FOUND, "02 §8.2"),
    /**
     * What becomes of the ports of an A9910 that is off the bus? They are gone until it is back, other numbers stay. By
     * default they are listed as last seen, and switching them is refused. Reference 02 §8.2, not found.
     */
    OFFLINE_MODULE_PORTS_MISSING("OFFLINE_MODULE", Mark.NOT_FOUND, "02 §8.2"),
    /**
     * What becomes of the ports of an A9910 that is off the bus? They are listed as last seen; switching them is answered
     * as done, and nothing moves. Reference 02 §8.2, not found.
     */
    OFFLINE_MODULE_ACCEPTS_COMMANDS("OFFLINE_MODULE", Mark.NOT_FOUND, "02 §8.2"),
    /**
     * How many virtual inputs are there? 32 (this is the default for devices below AXIS OS 10). The default is 64.
     * Reference 02 §6.1, observed.
     */
    VIRTUAL_INPUTS_32("VIRTUAL_INPUTS", Mark.OBSERVED, "02 §6.1"),
    /**
     * Is {@code duration} of a virtual input known? No: schema 1.0, the argument is ignored and the input stays active. The
     * default is schema 1.1. Reference 02 §6.1, inference.
     */
    VIRTUAL_INPUT_WITHOUT_DURATION("VIRTUAL_INPUT_DURATION", Mark.INFERENCE, "02 §6.1"),
    /**
     * What becomes of virtual inputs in a restart? They stay, and their time runs on. By default they are inactive
     * afterwards. Reference 02 §6.1, not found.
     */
    VIRTUAL_INPUTS_SURVIVE_RESTART("VIRTUAL_INPUT_RESTART", Mark.NOT_FOUND, "02 §6.1"),
    /**
     * What is the id in {@code io/virtualinput.cgi}? The running number of the input. The default is the port number, as
     * in {@code port.cgi}. Reference 02 §1, §6.3, inference.
     */
    SIMULATED_INPUT_COUNTED("SIMULATED_INPUT", Mark.INFERENCE, "02 §1, §6.3"),
    /**
     * Which id has the manual trigger? The one after the last port, as on an A9188. The default is 6, as on most cameras.
     * Reference 02 §2.4, §6.3, inference.
     */
    MANUAL_TRIGGER_AFTER_LAST_PORT("MANUAL_TRIGGER", Mark.INFERENCE, "02 §2.4, §6.3"),
    /**
     * Is the event of a switching request sent before its HTTP answer? Yes. By default it is written after the
     * answer. Reference 02 §3, 04 §1, not found.
     */
    EVENT_BEFORE_ANSWER("EVENT_ORDER", Mark.NOT_FOUND, "02 §3, 04 §1"),
    /**
     * Which values has {@code IO/OutputPort} state? {@code high} and {@code low}, as documented. The default is
     * {@code 1} and {@code 0}, as declared by real devices. Reference 02 §7, 04 §3.1, documented.
     */
    OUTPUT_PORT_HIGH_LOW("OUTPUT_PORT_VALUE", Mark.DOCUMENTED, "02 §7, 04 §3.1"),
    /**
     * How does {@code IO/OutputPort} number ports? From 1. The default is from 0, as declared by a recorded device.
     * Reference 02 §7, inference.
     */
    OUTPUT_PORT_ONE_BASED("OUTPUT_PORT_NUMBER", Mark.INFERENCE, "02 §7"),
    /**
     * What does {@code IO/OutputPort} state tell? The circuit (closed = 1), whatever the normal state. The default
     * tells active, the declared nice name. Reference 02 §7, inference.
     */
    OUTPUT_PORT_STATE_IS_CIRCUIT("OUTPUT_PORT_MEANING", Mark.INFERENCE, "02 §7"),
    /**
     * Does the device have {@code IO/OutputPort}? No. No event declaration of an A9210 is public. Reference 04 §8,
     * not found.
     */
    NO_OUTPUT_PORT_TOPIC("OUTPUT_PORT_TOPIC", Mark.NOT_FOUND, "04 §8"),
    /**
     * Does the device send {@code Trigger/DigitalInput} and {@code Trigger/Relay}? No; they are declared as
     * application data. Reference 04 §8, not found.
     */
    NO_TRIGGER_TOPICS("TRIGGER_TOPICS", Mark.NOT_FOUND, "04 §8"),
    /**
     * What is the {@code RelayToken}? The running number of the output, from 0. The default is the port number, as
     * on a recorded camera. Reference 04 §3.1, inference.
     */
    RELAY_TOKEN_COUNTED("RELAY_TOKEN", Mark.INFERENCE, "04 §3.1"),
    /** What is the {@code RelayToken}? A name that is not a number. Reference 04 §3.1, inference. */
    RELAY_TOKEN_OPAQUE("RELAY_TOKEN", Mark.INFERENCE, "04 §3.1"),
    /**
     * How are booleans of {@code Trigger/DigitalInput} written? {@code true} and {@code false}. The default is
     * {@code 1} and {@code 0}; all four were seen. Reference 02 §7, observed.
     */
    TRIGGER_BOOLEANS_AS_WORDS("TRIGGER_BOOLEANS", Mark.OBSERVED, "02 §7"),
    /** Does {@code IO/Port} have the aggregate instance -1? No. Recorded devices have it. Reference 04 §8, not found. */
    NO_ANY_INSTANCE("ANY_INSTANCE", Mark.NOT_FOUND, "04 §8"),
    /**
     * What is the {@code timestamp} of a notification? There is none. The default is the UTC time of the change.
     * Reference 04 §1.3, documented.
     */
    TIMESTAMP_ABSENT("TIMESTAMP", Mark.DOCUMENTED, "04 §1.3"),
    /**
     * What is the {@code timestamp} of a notification? Local time of a zone two hours east of UTC. Reference 04
     * §1.3, documented.
     */
    TIMESTAMP_LOCAL("TIMESTAMP", Mark.DOCUMENTED, "04 §1.3"),
    /**
     * What is the {@code timestamp} of an initial state? The time of the subscription. The default is the time of
     * the last change. Reference 04 §1.4, not found.
     */
    INITIAL_TIMESTAMP_OF_SUBSCRIPTION("INITIAL_TIMESTAMP", Mark.NOT_FOUND, "04 §1.4"),
    /**
     * Is the answer to {@code events:configure} the first frame? No: the initial states come first. Reference 04
     * §1.3, inference.
     */
    NOTIFY_BEFORE_CONFIGURE_ANSWER("CONFIGURE_ORDER", Mark.INFERENCE, "04 §1.3"),
    /**
     * Does configuring again on an open connection send the states again? No, only the first configuration of a
     * connection does. Reference 04 §1.4, inference.
     */
    INITIAL_STATES_NOT_REPEATED("INITIAL_STATES", Mark.INFERENCE, "04 §1.4"),
    /** Are the present states sent after a configuration? Never. Reference 04 §1.4, inference. */
    NO_INITIAL_STATES("INITIAL_STATES", Mark.INFERENCE, "04 §1.4"),
    /**
     * Do notifications carry the empty {@code key} object? No, nor an empty {@code source}. Reference 04 §1.3, §1.8,
     * observed.
     */
    NOTIFY_WITHOUT_KEY("NOTIFY_KEY", Mark.OBSERVED, "04 §1.3, §1.8"),
    /** Are content filters understood? No: error 2104. Reference 04 §1.3, inference. */
    CONTENT_FILTER_REFUSED("CONTENT_FILTER", Mark.INFERENCE, "04 §1.3"),
    /**
     * Is a filter accepted that matches no topic of the device? No: error 2104. The default accepts it silently.
     * Reference 04 §1.5, inference.
     */
    UNKNOWN_TOPIC_REFUSED("UNKNOWN_TOPIC", Mark.INFERENCE, "04 §1.5"),
    /**
     * Can a web socket token be used twice within its 15 seconds? Yes. By default it is used up. Reference 04 §1.2,
     * not found.
     */
    WS_TOKEN_REUSABLE("WS_TOKEN", Mark.NOT_FOUND, "04 §1.2"),
    /**
     * Which challenge does {@code wssession.cgi} send? Basic, as some audio products do, whatever the policy.
     * Reference 04 §1.2, observed.
     */
    WS_SESSION_BASIC_CHALLENGE("WS_SESSION_CHALLENGE", Mark.OBSERVED, "04 §1.2"),
    /**
     * Which role may open the event stream? Administrator; only administrators were observed. By default a viewer
     * may. Reference 04 §1.1, not found.
     */
    EVENTS_NEED_ADMIN("EVENTS_ROLE", Mark.NOT_FOUND, "04 §1.1"),
    /**
     * Does the device ping? Yes, every second, and it drops a client that leaves three pings unanswered. Reference
     * 04 §1.6, not found.
     */
    WEBSOCKET_PINGS("WEBSOCKET_PING", Mark.NOT_FOUND, "04 §1.6");

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
    private final Question asked;

    Variant(String question, Mark mark, String reference) {
        this.asked = new Question(question, mark, reference);
    }

    @Override
    public Question asked() {
        return asked;
    }

    /**
     * Every constant. They cannot all be chosen at once, see {@link #question()}.
     *
     * @return all constants
     */
    public static Set<Variant> all() {
        return EnumSet.allOf(Variant.class);
    }

    /**
     * The sets a parameterised client test should run under: no variant, then each variant alone.
     *
     * @return the empty set first
     */
    public static List<Set<Variant>> oneAtATime() {
        List<Set<Variant>> sets = new ArrayList<>();
        sets.add(Set.of());
        for (Variant variant : values()) {
            sets.add(Set.of(variant));
        }
        return sets;
    }
}
