package dev.openaxis.vapix.internal.config;

/** The framework's own error codes (observed; APIs have others, {@code cert} 100 for example). */
enum FrameworkError {
    INTERNAL(
            0, "internal", "Devices also answer so to actions they do not support; the device's system log tells more"),
    RESOURCE(
            1,
            "resource",
            "Check the path against the API's documentation and the version that config().api(...)"
                    + ".version() tells"),
    ITEM(2, "item", "Read the collection for the entries there are"),
    VALIDATION(5, "validation", "Check the value against the API's documentation"),
    EXISTS(6, "exists", "Use another key, or change the entry that is there"),
    CONTENT_TYPE(11, "content-type", ""),
    OTHER(-1, "other", "Look the code up in the documentation of this API");

    private final int code;
    private final String reason;
    private final String advice;

    FrameworkError(int code, String reason, String advice) {
        this.code = code;
        this.reason = reason;
        this.advice = advice;
    }

    static FrameworkError of(int code) {
        for (FrameworkError one : values()) {
            if (one.code == code) {
                return one;
            }
        }
        return OTHER;
    }

    /** The word for programs. */
    String reason() {
        return reason;
    }

    String advice() {
        return advice;
    }

    /** Whether it turns the request away as a whole, before any of its values. */
    boolean ofTheWhole() {
        return this == RESOURCE || this == ITEM || this == CONTENT_TYPE;
    }
}
