package dev.openaxis.osdp.message;

/**
 * The reply codes of OSDP v2.2 (Annex A). Some codes are commands too: the direction tells.
 */
public final class ReplyCode {
    /** Done, nothing to tell. */
    public static final int ACK = 0x40;

    /** Refused. */
    public static final int NAK = 0x41;

    /** Who the device is. */
    public static final int PDID = 0x45;

    /** What the device can do. */
    public static final int PDCAP = 0x46;

    /** Tamper and power. */
    public static final int LSTATR = 0x48;

    /** Inputs. */
    public static final int ISTATR = 0x49;

    /** Outputs. */
    public static final int OSTATR = 0x4A;

    /** Attached readers. */
    public static final int RSTATR = 0x4B;

    /** Card, as bits. */
    public static final int RAW = 0x50;

    /** Card, as characters; deprecated. */
    public static final int FMT = 0x51;

    /** Keys. */
    public static final int KEYPAD = 0x53;

    /** Address and baud rate from now on. */
    public static final int COM = 0x54;

    /** Biometric template. */
    public static final int BIOREADR = 0x57;

    /** How well a template matched. */
    public static final int BIOMATCHR = 0x58;

    /** Who the device is, at length. */
    public static final int EXT_PDID = 0x59;

    /** Second step of the handshake. */
    public static final int CCRYPT = 0x76;

    /** Fourth step of the handshake. */
    public static final int RMAC_I = 0x78;

    /** Not now. */
    public static final int BUSY = 0x79;

    /** How the file transfer goes. */
    public static final int FTSTAT = 0x7A;

    /** A PIV object. */
    public static final int PIVDATAR = 0x80;

    /** Answer to GENAUTH. */
    public static final int GENAUTHR = 0x81;

    /** Answer to CRAUTH. */
    public static final int CRAUTHR = 0x82;

    /** Manufacturer's status; deprecated. */
    public static final int MFGSTATR = 0x83;

    /** Manufacturer's error; deprecated. */
    public static final int MFGERRR = 0x84;

    /** Manufacturer's own. */
    public static final int MFGREP = 0x90;

    /** Transparent mode. */
    public static final int XRD = 0xB1;

    private ReplyCode() {}

    /**
     * What the standard calls it.
     *
     * @param code a reply code, 0 to 255
     * @return the name, or the code itself as {@code 0x..} if the standard has none
     */
    public static String name(int code) {
        return switch (code) {
            case ACK -> "ACK";
            case NAK -> "NAK";
            case PDID -> "PDID";
            case PDCAP -> "PDCAP";
            case LSTATR -> "LSTATR";
            case ISTATR -> "ISTATR";
            case OSTATR -> "OSTATR";
            case RSTATR -> "RSTATR";
            case RAW -> "RAW";
            case FMT -> "FMT";
            case KEYPAD -> "KEYPAD";
            case COM -> "COM";
            case BIOREADR -> "BIOREADR";
            case BIOMATCHR -> "BIOMATCHR";
            case EXT_PDID -> "EXT_PDID";
            case CCRYPT -> "CCRYPT";
            case RMAC_I -> "RMAC_I";
            case BUSY -> "BUSY";
            case FTSTAT -> "FTSTAT";
            case PIVDATAR -> "PIVDATAR";
            case GENAUTHR -> "GENAUTHR";
            case CRAUTHR -> "CRAUTHR";
            case MFGSTATR -> "MFGSTATR";
            case MFGERRR -> "MFGERRR";
            case MFGREP -> "MFGREP";
            case XRD -> "XRD";
            default -> String.format("0x%02X", code);
        };
    }

    /**
     * Whether the standard, or who implements it, tells what such a reply holds.
     *
     * @param code 0 to 255
     * @return false for an {@link UnknownReply}
     */
    public static boolean hasLayout(int code) {
        return switch (code) {
            case ACK,
                    NAK,
                    PDID,
                    PDCAP,
                    LSTATR,
                    ISTATR,
                    OSTATR,
                    RSTATR,
                    RAW,
                    FMT,
                    KEYPAD,
                    COM,
                    BIOREADR,
                    BIOMATCHR,
                    EXT_PDID,
                    CCRYPT,
                    RMAC_I,
                    BUSY,
                    FTSTAT,
                    PIVDATAR,
                    GENAUTHR,
                    CRAUTHR,
                    MFGSTATR,
                    MFGERRR,
                    MFGREP,
                    XRD -> true;
            default -> false;
        };
    }
}
