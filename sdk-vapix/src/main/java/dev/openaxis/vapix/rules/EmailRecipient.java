package dev.openaxis.vapix.rules;

import dev.openaxis.vapix.internal.rules.WireText;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Mail boxes, through a mail server (SMTP). */
public final class EmailRecipient extends Recipient {

    /** How the way to the mail server is protected. */
    public enum Encryption {
        /** Not at all. */
        NONE,
        /** {@code ssl}; TLS from the first byte, by what mail programs call so. */
        SSL,
        /** {@code tls}; TLS after the mail server was asked for it, by what mail programs call so. */
        TLS
    }

    EmailRecipient(String host, String from, String... to) {
        this(values(host, from, to));
    }

    private EmailRecipient(Map<String, String> parameters) {
        super("com.axis.recipient.smtp", parameters);
    }

    private static Map<String, String> values(String host, String from, String... to) {
        for (String address : to) {
            if (WireText.required("email_to", address).indexOf(',') >= 0) {
                throw new IllegalArgumentException("one address is wanted, without a comma: " + address);
            }
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("email_to", WireText.required("email_to", String.join(",", to)));
        parameters.put("email_from", WireText.required("email_from", from));
        parameters.put("host", host(host));
        parameters.put("port", "587");
        parameters.put("encryption", word(Encryption.NONE));
        return parameters;
    }

    private static String word(Encryption encryption) {
        return encryption.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Uses another port of the mail server.
     *
     * @param port 1 to 65535; default 587
     * @return a changed copy
     */
    public EmailRecipient port(int port) {
        return new EmailRecipient(with("port", portText(port)));
    }

    /**
     * Logs in to the mail server.
     *
     * @param user the account
     * @param password its password
     * @return a changed copy
     */
    public EmailRecipient login(String user, String password) {
        return new EmailRecipient(withLogin(user, password));
    }

    /**
     * Logs in to a POP server first, as some mail servers want it.
     *
     * @param host name or address
     * @param port 1 to 65535
     * @param user the account
     * @param password its password
     * @return a changed copy
     */
    public EmailRecipient pop(String host, int port, String user, String password) {
        Map<String, String> parameters = with("pop_host", host(host));
        parameters.put("pop_port", portText(port));
        parameters.put("pop_login", WireText.value("pop_login", user));
        parameters.put("pop_password", WireText.value("pop_password", password));
        return new EmailRecipient(parameters);
    }

    /**
     * Protects the way to the mail server, whose certificate the device then checks; {@link #validateCertificate} turns that
     * off.
     *
     * @param encryption how
     * @return a changed copy
     */
    public EmailRecipient encryption(Encryption encryption) {
        Map<String, String> parameters = with("encryption", word(encryption));
        parameters.put("validate_server_cert", WireText.flag(encryption != Encryption.NONE));
        return new EmailRecipient(parameters);
    }

    /**
     * Checks the mail server's certificate, or not.
     *
     * @param validate whether the device checks it
     * @return a changed copy
     */
    public EmailRecipient validateCertificate(boolean validate) {
        return new EmailRecipient(with("validate_server_cert", WireText.flag(validate)));
    }

    /**
     * Marks the traffic.
     *
     * @param dscp 0 to 63
     * @return a changed copy
     */
    public EmailRecipient qos(int dscp) {
        return new EmailRecipient(withQos(dscp));
    }
}
