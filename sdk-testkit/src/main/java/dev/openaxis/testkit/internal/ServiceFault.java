package dev.openaxis.testkit.internal;

import org.jspecify.annotations.Nullable;

/** A service refuses a request, in the words of SOAP: reference 01 section 13 and 05 section 1.5. */
final class ServiceFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean receiver;
    private final @Nullable String code;
    private final @Nullable String subCode;
    private final String reason;
    private final @Nullable String detail;
    private final @Nullable String element;

    private ServiceFault(
            boolean receiver, @Nullable String code, @Nullable String subCode, String reason, @Nullable String detail) {
        this(receiver, code, subCode, reason, detail, null);
    }

    private ServiceFault(
            boolean receiver,
            @Nullable String code,
            @Nullable String subCode,
            String reason,
            @Nullable String detail,
            @Nullable String element) {
        super(reason, null, false, false);
        this.receiver = receiver;
        this.code = code;
        this.subCode = subCode;
        this.reason = reason;
        this.detail = detail;
        this.element = element;
    }

    /** A fault without a code within the code; an element of its detail says what it is. Reference 04 section 4.5. */
    static ServiceFault detailed(String reason, String element) {
        return new ServiceFault(false, null, null, reason, null, element);
    }

    /** Something within the device went wrong; the words are composed. */
    static ServiceFault failed(String detail) {
        return new ServiceFault(true, null, null, "The request could not be carried out", detail);
    }

    /** Something is missing or has the wrong shape. Code and reason recorded on 12.9, 05 section 1.5. */
    static ServiceFault invalidArgs(String detail) {
        return new ServiceFault(false, "ter:InvalidArgs", null, "Invalid argument", detail);
    }

    /** More items asked for than {@code MaxLimit} (documented). */
    static ServiceFault tooManyItems() {
        return new ServiceFault(
                false, "ter:InvalidArgs", "ter:TooManyItems", "Invalid argument", "Too many items were requested");
    }

    /** A value that cannot be taken; what is wrong with it is told by the code within the code. */
    static ServiceFault invalidValue(@Nullable String subCode, String detail) {
        return new ServiceFault(
                false,
                "ter:InvalidArgVal",
                subCode == null ? null : "ter:" + subCode,
                "Invalid argument value",
                detail);
    }

    /** The words recorded on 12.11 for an operation that is not there. */
    static ServiceFault notSupported() {
        return new ServiceFault(
                true,
                "ter:ActionNotSupported",
                null,
                "Optional action not implemented",
                "The requested action is optional and is not implemented");
    }

    /** The account may not call the operation; the code is ONVIF's. */
    static ServiceFault notAuthorized() {
        return new ServiceFault(
                false,
                "ter:NotAuthorized",
                null,
                "Sender not authorized",
                "The action requested requires authorization");
    }

    boolean isReceivers() {
        return receiver;
    }

    @Nullable
    String code() {
        return code;
    }

    @Nullable
    String subCode() {
        return subCode;
    }

    String reason() {
        return reason;
    }

    @Nullable
    String detail() {
        return detail;
    }

    /** The detail where it is an element and no text, in XML. */
    @Nullable
    String element() {
        return element;
    }
}
