package dev.openaxis.vapix.rules;

import dev.openaxis.vapix.internal.rules.WireText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A web server. A notification is by default a GET on the URL with the argument {@code Message}; the order of that and of the
 * action's own arguments is not documented.
 */
public final class HttpRecipient extends Recipient {
    private static final String PREFIX = "com.axis.recipient.";

    private HttpRecipient(String template, Map<String, String> parameters) {
        super(template, parameters);
    }

    static HttpRecipient of(String scheme, String url) {
        if (!url.regionMatches(true, 0, scheme + "://", 0, scheme.length() + 3)) {
            // Not repeated: URLs may hold accounts.
            throw new IllegalArgumentException("a URL that begins with " + scheme + ":// is wanted");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("upload_url", WireText.value("upload_url", url));
        if (scheme.equals("https")) {
            parameters.put("validate_server_cert", WireText.flag(true));
        }
        return new HttpRecipient(PREFIX + scheme, parameters);
    }

    /** {@code http} or {@code https}, as the templates of actions end. */
    String scheme() {
        return template().substring(PREFIX.length());
    }

    private HttpRecipient changed(Map<String, String> parameters) {
        return new HttpRecipient(template(), parameters);
    }

    /**
     * Logs in.
     *
     * @param user the account
     * @param password its password
     * @return a changed copy
     */
    public HttpRecipient login(String user, String password) {
        return changed(withLogin(user, password));
    }

    /**
     * Goes through a proxy.
     *
     * @param host name or address
     * @param port 1 to 65535
     * @return a changed copy
     */
    public HttpRecipient proxy(String host, int port) {
        Map<String, String> parameters = with("proxy_host", host(host));
        parameters.put("proxy_port", portText(port));
        return changed(parameters);
    }

    /**
     * Logs in to the proxy.
     *
     * @param user the account
     * @param password its password
     * @return a changed copy
     */
    public HttpRecipient proxyLogin(String user, String password) {
        Map<String, String> parameters = with("proxy_login", user);
        parameters.put("proxy_password", WireText.value("proxy_password", password));
        return changed(parameters);
    }

    /**
     * Checks the server's certificate, or not.
     *
     * @param validate whether the device checks it; the SDK's default is {@code true}, the device's is not documented
     * @return a changed copy
     * @throws IllegalStateException without TLS
     */
    public HttpRecipient validateCertificate(boolean validate) {
        if (!scheme().equals("https")) {
            throw new IllegalStateException("only https has a certificate to check");
        }
        return changed(with("validate_server_cert", WireText.flag(validate)));
    }

    /**
     * Marks the traffic.
     *
     * @param dscp 0 to 63
     * @return a changed copy
     */
    public HttpRecipient qos(int dscp) {
        return changed(withQos(dscp));
    }
}
