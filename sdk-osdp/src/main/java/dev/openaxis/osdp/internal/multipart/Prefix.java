package dev.openaxis.osdp.internal.multipart;

/** What a message begins with that sources do not agree to count (OSDP v2.2, GENAUTH and CRAUTH). */
public enum Prefix {
    /** Nothing: every byte is counted. */
    NONE,
    /** Algorithm and key of GENAUTH and CRAUTH, counted in total, offset and size (OSDP.Net, libosdp-conformance). */
    COUNTED,
    /** Algorithm and key of GENAUTH and CRAUTH, in the first part and counted nowhere (libosdp). */
    NOT_COUNTED
}
