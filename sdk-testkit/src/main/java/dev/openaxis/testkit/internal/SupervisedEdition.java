package dev.openaxis.testkit.internal;

/**
 * A version of supervised I/O and the codes of reference 02 section 4.1 in which the two differ.
 *
 * @param version as on the wire
 * @param codes the codes every JSON API has
 * @param unknownParameter an object has a member that is none
 * @param invalidRange ranges that are not ranges
 * @param invalidPort no such port
 * @param notSupervisable the port cannot be supervised
 */
record SupervisedEdition(
        String version,
        ErrorCodes codes,
        int unknownParameter,
        int invalidRange,
        int invalidPort,
        int notSupervisable) {
    static final SupervisedEdition V1 = new SupervisedEdition("1.0", ErrorCodes.SUPERVISED_1, 103, 301, 302, 303);

    static final SupervisedEdition V2 = new SupervisedEdition("2.0", ErrorCodes.SUPERVISED_2, 2200, 2204, 2205, 2206);

    int codeOf(SupervisionVerdict verdict) {
        return switch (verdict) {
            // Documented for 2.0.
            case OK -> 1;
            case MISSING -> codes.missing();
            case UNKNOWN_PARAMETER -> unknownParameter;
            case FAULTY_VALUE -> codes.invalidValue();
            case INVALID_RANGE -> invalidRange;
            case INVALID_PORT -> invalidPort;
            case NOT_SUPERVISABLE -> notSupervisable;
        };
    }
}
