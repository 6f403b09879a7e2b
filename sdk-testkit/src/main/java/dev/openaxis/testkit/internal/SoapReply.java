package dev.openaxis.testkit.internal;

/** Where the answer to one SOAP request goes, now or later. */
final class SoapReply {
    private final SoapEnvelope envelope;
    private final SoapService service;
    private final String operation;
    private final Exchange exchange;

    SoapReply(SoapEnvelope envelope, SoapService service, String operation, Exchange exchange) {
        this.envelope = envelope;
        this.service = service;
        this.operation = operation;
        this.exchange = exchange;
    }

    /** Answers with the content of the response element. */
    void content(String content) {
        exchange.answer(envelope.answer(service, operation, content));
    }

    /** Answers with an envelope that was recorded whole. */
    void recorded(String text) {
        exchange.answer(envelope.recorded(text));
    }

    void fault(ServiceFault fault) {
        exchange.answer(envelope.fault(fault));
    }

    /** Ends the connection without an answer. */
    void cut() {
        exchange.answeredOtherwise();
        exchange.connection().reset();
    }

    /** False once the client has gone: what would be answered is better kept. */
    boolean isAwaited() {
        return exchange.connection().channel().isActive()
                && !exchange.connection().isFrozen();
    }
}
