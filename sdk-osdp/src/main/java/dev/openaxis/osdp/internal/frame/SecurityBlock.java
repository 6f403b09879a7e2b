package dev.openaxis.osdp.internal.frame;

/** Types of the security block (OSDP v2.2, Annex D). */
public final class SecurityBlock {
    /** CHLNG; data: which key. */
    public static final int CHALLENGE = 0x11;

    /** CCRYPT; data: which key. */
    public static final int CLIENT_CRYPTOGRAM = 0x12;

    /** SCRYPT; data: which key. */
    public static final int SERVER_CRYPTOGRAM = 0x13;

    /** RMAC_I; data: {@link #ACCEPTED} or {@link #REFUSED}. */
    public static final int INITIAL_MAC = 0x14;

    /** Command with a MAC. */
    public static final int COMMAND = 0x15;

    /** Reply with a MAC. */
    public static final int REPLY = 0x16;

    /** Command with a MAC, data encrypted. */
    public static final int COMMAND_ENCRYPTED = 0x17;

    /** Reply with a MAC, data encrypted. */
    public static final int REPLY_ENCRYPTED = 0x18;

    /** Key selector of SCBK-D. */
    public static final int DEFAULT_KEY = 0;

    /** Key selector of the device's own key. */
    public static final int OWN_KEY = 1;

    /** The server cryptogram was right. */
    public static final int ACCEPTED = 0x01;

    /** The server cryptogram was wrong. */
    public static final int REFUSED = 0xFF;

    static final int HANDSHAKE_SIZE = 3;

    /** Bytes of a block of the running session. */
    public static final int SECURED_SIZE = 2;

    private SecurityBlock() {}

    static boolean isHandshake(int type) {
        return type >= CHALLENGE && type <= INITIAL_MAC;
    }

    static boolean isSecured(int type) {
        return type >= COMMAND && type <= REPLY_ENCRYPTED;
    }
}
