package dev.openaxis.testkit.internal;

import java.time.Instant;

/** Faults of the event and action services that say what they are by an element in their detail; reference 04 section 4.5. */
final class EventFaults {
    private EventFaults() {}

    /** Reason and detail recorded on 12.9. */
    static ServiceFault topicExpression(String expression, Instant now) {
        return stamped(
                "failed to parse topic expression '" + expression + "'", "wsnt:InvalidTopicExpressionFault", now);
    }

    /** Reason and detail recorded on 12.9. */
    static ServiceFault contentExpression(String problem, Instant now) {
        return stamped(problem, "wsnt:InvalidMessageContentExpressionFault", now);
    }

    private static ServiceFault stamped(String reason, String element, Instant now) {
        return ServiceFault.detailed(
                reason, SoapEnvelope.element(element, SoapEnvelope.element("wsrfbf:Timestamp", XmlTime.seconds(now))));
    }

    /** The subscription cannot be found, reference 04 section 2.3; the words are composed. */
    static ServiceFault resourceUnknown() {
        return ServiceFault.detailed("Resource unknown", "<wsrfr:ResourceUnknownFault></wsrfr:ResourceUnknownFault>");
    }

    /** More was asked for than there is at most, reference 04 section 2.3 (ONVIF). */
    static ServiceFault pullLimits(String timeout, int messages) {
        return ServiceFault.detailed(
                "Timeout or MessageLimit is too large",
                SoapEnvelope.element(
                        "tev:PullMessagesFaultResponse",
                        SoapEnvelope.element("tev:MaxTimeout", timeout)
                                + SoapEnvelope.element("tev:MaxMessageLimit", Integer.toString(messages))));
    }
}
