package dev.openaxis.testkit.internal;

/** What becomes of a supervised I/O request or of one port in it; the messages say what reference 02 section 4.1 says. */
enum SupervisionVerdict {
    OK(""),
    /** The words of the documented example. */
    MISSING("Mandatory parameter(s) missing"),
    UNKNOWN_PARAMETER("Unknown parameter supplied"),
    FAULTY_VALUE("Faulty parameter value"),
    INVALID_RANGE("Invalid range"),
    INVALID_PORT("Invalid port parameter"),
    NOT_SUPERVISABLE("Port not supervisable");

    private final String message;

    SupervisionVerdict(String message) {
        this.message = message;
    }

    String message() {
        return message;
    }
}
