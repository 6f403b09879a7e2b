package dev.openaxis.vapix.rules;

import dev.openaxis.vapix.internal.rules.WireText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where an action sends something (VAPIX event-and-action-services). An action takes a copy of these values; one stored with
 * {@link Rules#addRecipient} is only offered on the device's web page. Immutable; parameters that nobody set are sent empty.
 *
 * <p>Passwords travel in the body of a POST; over {@code http://} that body can be read on the way. They are never part of
 * messages or of {@code toString}. To try a recipient out before, as the web page can, is not available.
 */
public abstract sealed class Recipient
        permits EmailRecipient,
                FtpRecipient,
                HttpRecipient,
                NetworkShareRecipient,
                OtherRecipient,
                SftpRecipient,
                TcpRecipient {
    private final String template;
    private final Map<String, String> parameters;

    Recipient(String template, Map<String, String> parameters) {
        this.template = WireText.required("the template", template);
        this.parameters = WireText.values(parameters);
    }

    /**
     * A directory on an FTP server.
     *
     * @param host name or address
     * @param uploadPath directory, which must exist
     * @return the recipient, on port 21
     */
    public static FtpRecipient ftp(String host, String uploadPath) {
        return new FtpRecipient(host, uploadPath);
    }

    /**
     * A directory on an SSH server.
     *
     * @param host name or address
     * @param uploadPath directory
     * @param hostKey fingerprint of the server's key: SHA-256, 43 characters of Base64, or MD5, 32 hexadecimal digits
     * @return the recipient, on port 22
     * @throws IllegalArgumentException if it is no fingerprint
     */
    public static SftpRecipient sftp(String host, String uploadPath, String hostKey) {
        return new SftpRecipient(host, uploadPath, hostKey);
    }

    /**
     * A web server in clear text.
     *
     * @param url {@code http://…}
     * @return the recipient
     * @throws IllegalArgumentException if it is another URL
     */
    public static HttpRecipient http(String url) {
        return HttpRecipient.of("http", url);
    }

    /**
     * A web server over TLS. The device checks the server's certificate; {@link HttpRecipient#validateCertificate} turns that
     * off.
     *
     * @param url {@code https://…}
     * @return the recipient
     * @throws IllegalArgumentException if it is another URL
     */
    public static HttpRecipient https(String url) {
        return HttpRecipient.of("https", url);
    }

    /**
     * A program that listens on a TCP port, and gets the message's text as bytes.
     *
     * @param host name or address
     * @param port 1 to 65535
     * @return the recipient
     */
    public static TcpRecipient tcp(String host, int port) {
        return new TcpRecipient(host, port);
    }

    /**
     * Mail boxes, through a mail server.
     *
     * @param host the mail server's name or address
     * @param from the sender's address
     * @param to addresses, one at least
     * @return the recipient, on port 587, without encryption as long as {@link EmailRecipient#encryption} does not say
     */
    public static EmailRecipient email(String host, String from, String... to) {
        return new EmailRecipient(host, from, to);
    }

    /**
     * A network share that the device has mounted.
     *
     * @param shareId the device's id of the share
     * @param uploadPath directory
     * @return the recipient
     */
    public static NetworkShareRecipient networkShare(String shareId, String uploadPath) {
        return new NetworkShareRecipient(shareId, uploadPath);
    }

    /**
     * Any recipient, by its template. SIP and VMS calls have one that is public nowhere: {@link Rules#recipientTemplates} tells
     * what the device has.
     *
     * @param template token of the template, for example {@code com.axis.recipient.tcp}
     * @param parameters values by name, sent as they are
     * @return the recipient
     */
    public static Recipient of(String template, Map<String, String> parameters) {
        return new OtherRecipient(template, parameters);
    }

    /**
     * Which kind it is.
     *
     * @return token of its template
     */
    public final String template() {
        return template;
    }

    /**
     * What is sent.
     *
     * @return values by name, passwords among them
     */
    public final Map<String, String> parameters() {
        return parameters;
    }

    /** The values with another one. */
    final Map<String, String> with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.put(name, WireText.value(name, value));
        return changed;
    }

    /** The values with a quality-of-service mark. */
    final Map<String, String> withQos(int dscp) {
        return with("qos", WireText.number("the DSCP value", dscp, 0, 63));
    }

    /** The values with an account. */
    final Map<String, String> withLogin(String user, String password) {
        Map<String, String> changed = with("login", user);
        changed.put("password", WireText.value("password", password));
        return changed;
    }

    static String portText(int port) {
        return WireText.number("a port", port, 1, 65535);
    }

    static String host(String host) {
        return WireText.required("host", host);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof Recipient that && template.equals(that.template) && parameters.equals(that.parameters);
    }

    @Override
    public final int hashCode() {
        return 31 * template.hashCode() + parameters.hashCode();
    }

    /** Without values but the host, as there may be passwords among them, in URLs too. */
    @Override
    public final String toString() {
        String host = parameters.getOrDefault("host", "");
        return template + (host.isEmpty() ? "" : " " + host);
    }
}
