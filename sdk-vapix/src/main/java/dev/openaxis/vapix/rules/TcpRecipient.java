package dev.openaxis.vapix.rules;

import java.util.LinkedHashMap;
import java.util.Map;

/** A program that listens on a TCP port. How messages follow each other on the connection is not documented. */
public final class TcpRecipient extends Recipient {

    TcpRecipient(String host, int port) {
        this(new LinkedHashMap<>(Map.of("host", host(host), "port", portText(port))));
    }

    private TcpRecipient(Map<String, String> parameters) {
        super("com.axis.recipient.tcp", parameters);
    }

    /**
     * Marks the traffic.
     *
     * @param dscp 0 to 63
     * @return a changed copy
     */
    public TcpRecipient qos(int dscp) {
        return new TcpRecipient(withQos(dscp));
    }
}
