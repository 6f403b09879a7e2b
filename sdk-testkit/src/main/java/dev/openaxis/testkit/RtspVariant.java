package dev.openaxis.testkit;

/**
 * What the references leave open about the RTSP metadata stream; one constant per plausible reading that is not the
 * default.
 */
public enum RtspVariant implements Reading {
    /**
     * Is the {@code uri} of Digest credentials compared with the URI of the request? Yes: 401 if they differ. By default
     * whatever a client names there is taken. Reference 01 §2.2, 04 §2.2, not found.
     */
    DIGEST_URI_COMPARED("RTSP_DIGEST_URI", Mark.NOT_FOUND, "01 §2.2, 04 §2.2"),
    /** Which role may open the stream? Administrator. The default is viewer, as for video. Reference 04 §2.2, inference. */
    STREAM_NEEDS_ADMIN("RTSP_ROLE", Mark.INFERENCE, "04 §2.2"),
    /**
     * Where do documents have line ends? Between most elements and between name space declarations, as on newer firmware.
     * By default after the first two tags only. Reference 04 §2.2, recorded.
     */
    DOCUMENTS_IN_LINES("RTSP_DOCUMENT_LINES", Mark.RECORDED, "04 §2.2"),
    /**
     * How many events does a document tell? Those that come together, the present states for example, are in one, as ONVIF
     * allows. By default one each, as recorded. Reference 04 §2.2, documented.
     */
    SEVERAL_EVENTS_IN_A_DOCUMENT("RTSP_DOCUMENT_EVENTS", Mark.DOCUMENTED, "04 §2.2"),
    /**
     * Does an event that is no state have a {@code Key}? Yes, an empty one like states. By default none, as in the one
     * recording of such an event. Reference 04 §2.2, inference.
     */
    PULSES_WITH_KEY("RTSP_PULSE_KEY", Mark.INFERENCE, "04 §2.2"),
    /**
     * Does the device send RTCP sender reports on the second channel? Yes, when it begins to play and every second. By
     * default none. Reference 04 §2.2, not found.
     */
    SENDER_REPORTS("RTSP_SENDER_REPORTS", Mark.NOT_FOUND, "04 §2.2"),
    /**
     * Do interleaved frames come on channels nobody set up? Yes, before every document. By default none. Reference 04 §2.2,
     * not found.
     */
    FRAMES_OF_OTHER_CHANNELS("RTSP_OTHER_CHANNELS", Mark.NOT_FOUND, "04 §2.2"),
    /**
     * What becomes of the connection when its session times out? It stays open and silent, and the session is unknown from
     * then on. By default it is closed. Reference 04 §2.2, not found.
     */
    TIMEOUT_LEAVES_CONNECTION_OPEN("RTSP_TIMEOUT", Mark.NOT_FOUND, "04 §2.2");

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
    private final Question asked;

    RtspVariant(String question, Mark mark, String reference) {
        this.asked = new Question(question, mark, reference);
    }

    @Override
    public Question asked() {
        return asked;
    }
}
