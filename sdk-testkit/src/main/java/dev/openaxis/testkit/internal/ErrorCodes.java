package dev.openaxis.testkit.internal;

/**
 * The generic error codes of a family of JSON APIs, reference 01 section 4.
 *
 * @param invalidValue a parameter has a wrong value
 * @param forbidden the account may not do this, 0 if the family has no code for it
 * @param httpMethod something else than POST was used, 0 if the family has no code for it
 * @param version the API version is not supported
 * @param method the method is not supported
 * @param invalidJson the body is not JSON
 * @param missing a required parameter is missing
 */
record ErrorCodes(
        int invalidValue, int forbidden, int httpMethod, int version, int method, int invalidJson, int missing) {
    /** API discovery, basic device information, and port management in an earlier edition. */
    static final ErrorCodes FAMILY_A = new ErrorCodes(1000, 2001, 2002, 2003, 2004, 4000, 4002);

    /** Port management, reference 02 section 3.6, and the event stream, reference 04 section 1.5. */
    static final ErrorCodes FAMILY_B = new ErrorCodes(2104, 2105, 0, 2100, 2102, 2101, 2103);

    /** Firmware management, reference 03 section 1.2: log-in and role are judged before the CGI runs. */
    static final ErrorCodes FIRMWARE_MANAGEMENT = new ErrorCodes(400, 0, 0, 417, 405, 400, 400);

    /** System ready: 1000 is an internal error and also invalid JSON, reference 01 section 7.1. */
    static final ErrorCodes SYSTEM_READY = new ErrorCodes(1000, 1000, 0, 1000, 1000, 1000, 1000);

    /** Supervised I/O 1.0, reference 02 section 4.1; without a code for a role that is too low. */
    static final ErrorCodes SUPERVISED_1 = new ErrorCodes(300, 202, 0, 100, 203, 200, 102);

    /** Supervised I/O 2.0, same. */
    static final ErrorCodes SUPERVISED_2 = new ErrorCodes(2203, 2202, 0, 2100, 2102, 2101, 2103);
}
