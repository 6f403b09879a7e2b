package dev.openaxis.osdp.message;

/**
 * The command codes of OSDP v2.2 (Annex A.1), with those that were removed: their contents are not known any more.
 */
public final class CommandCode {
    /** Asks for one report. */
    public static final int POLL = 0x60;

    /** Asks who the device is. */
    public static final int ID = 0x61;

    /** Asks what the device can do. */
    public static final int CAP = 0x62;

    /** Removed from the standard. */
    public static final int DIAG = 0x63;

    /** Asks for tamper and power. */
    public static final int LSTAT = 0x64;

    /** Asks for inputs. */
    public static final int ISTAT = 0x65;

    /** Asks for outputs. */
    public static final int OSTAT = 0x66;

    /** Asks for attached readers. */
    public static final int RSTAT = 0x67;

    /** Sets outputs. */
    public static final int OUT = 0x68;

    /** Sets lights. */
    public static final int LED = 0x69;

    /** Sets the sounder. */
    public static final int BUZ = 0x6A;

    /** Shows text. */
    public static final int TEXT = 0x6B;

    /** Removed from the standard. */
    public static final int RMODE = 0x6C;

    /** Sets the clock; obsolete. */
    public static final int TDSET = 0x6D;

    /** Sets address and baud rate. */
    public static final int COMSET = 0x6E;

    /** Removed from the standard. */
    public static final int DATA = 0x6F;

    /** Removed from the standard. */
    public static final int XMIT = 0x70;

    /** Removed from the standard. */
    public static final int PROMPT = 0x71;

    /** Removed from the standard. */
    public static final int SPE = 0x72;

    /** Scans a biometric template. */
    public static final int BIOREAD = 0x73;

    /** Matches a biometric template. */
    public static final int BIOMATCH = 0x74;

    /** Gives the device a new key. */
    public static final int KEYSET = 0x75;

    /** First step of the handshake. */
    public static final int CHLNG = 0x76;

    /** Third step of the handshake. */
    public static final int SCRYPT = 0x77;

    /** Removed from the standard. */
    public static final int CONT = 0x79;

    /** ABORT before v2.1.7; in replies the code is FTSTAT. */
    public static final int ABORT_OLD = 0x7A;

    /** Tells the largest frame the panel takes. */
    public static final int ACURXSIZE = 0x7B;

    /** Sends a part of a file. */
    public static final int FILETRANSFER = 0x7C;

    /** Manufacturer's own. */
    public static final int MFG = 0x80;

    /** Removed from the standard. */
    public static final int SCDONE = 0xA0;

    /** Transparent mode. */
    public static final int XWR = 0xA1;

    /** Ends what is running. */
    public static final int ABORT = 0xA2;

    /** Asks for a PIV object. */
    public static final int PIVDATA = 0xA3;

    /** Asks for a general authentication. */
    public static final int GENAUTH = 0xA4;

    /** Asks for a challenge authentication. */
    public static final int CRAUTH = 0xA5;

    /** Keeps the card's session open. */
    public static final int KEEPACTIVE = 0xA7;

    private CommandCode() {}

    /**
     * What the standard calls it.
     *
     * @param code a command code, 0 to 255
     * @return the name, or the code itself as {@code 0x..} if the standard has none
     */
    public static String name(int code) {
        return switch (code) {
            case POLL -> "POLL";
            case ID -> "ID";
            case CAP -> "CAP";
            case DIAG -> "DIAG";
            case LSTAT -> "LSTAT";
            case ISTAT -> "ISTAT";
            case OSTAT -> "OSTAT";
            case RSTAT -> "RSTAT";
            case OUT -> "OUT";
            case LED -> "LED";
            case BUZ -> "BUZ";
            case TEXT -> "TEXT";
            case RMODE -> "RMODE";
            case TDSET -> "TDSET";
            case COMSET -> "COMSET";
            case DATA -> "DATA";
            case XMIT -> "XMIT";
            case PROMPT -> "PROMPT";
            case SPE -> "SPE";
            case BIOREAD -> "BIOREAD";
            case BIOMATCH -> "BIOMATCH";
            case KEYSET -> "KEYSET";
            case CHLNG -> "CHLNG";
            case SCRYPT -> "SCRYPT";
            case CONT -> "CONT";
            case ABORT_OLD -> "ABORT (old)";
            case ACURXSIZE -> "ACURXSIZE";
            case FILETRANSFER -> "FILETRANSFER";
            case MFG -> "MFG";
            case SCDONE -> "SCDONE";
            case XWR -> "XWR";
            case ABORT -> "ABORT";
            case PIVDATA -> "PIVDATA";
            case GENAUTH -> "GENAUTH";
            case CRAUTH -> "CRAUTH";
            case KEEPACTIVE -> "KEEPACTIVE";
            default -> String.format("0x%02X", code);
        };
    }

    /**
     * Whether the standard, or who implements it, tells what such a command holds.
     *
     * @param code 0 to 255
     * @return false for an {@link UnknownCommand}
     */
    public static boolean hasLayout(int code) {
        return switch (code) {
            case POLL,
                    ID,
                    CAP,
                    LSTAT,
                    ISTAT,
                    OSTAT,
                    RSTAT,
                    OUT,
                    LED,
                    BUZ,
                    TEXT,
                    TDSET,
                    COMSET,
                    BIOREAD,
                    BIOMATCH,
                    KEYSET,
                    CHLNG,
                    SCRYPT,
                    ABORT_OLD,
                    ACURXSIZE,
                    FILETRANSFER,
                    MFG,
                    XWR,
                    ABORT,
                    PIVDATA,
                    GENAUTH,
                    CRAUTH,
                    KEEPACTIVE -> true;
            default -> false;
        };
    }
}
