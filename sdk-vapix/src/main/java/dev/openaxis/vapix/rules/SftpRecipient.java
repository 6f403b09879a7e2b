package dev.openaxis.vapix.rules;

import dev.openaxis.vapix.internal.rules.WireText;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A directory on an SSH server, by password: devices support neither logging in with keys nor temporary names. The
 * fingerprint of the server's key is needed, in one of two forms at least.
 */
public final class SftpRecipient extends Recipient {
    private static final Pattern MD5 = Pattern.compile("[0-9A-Fa-f]{32}");
    private static final Pattern SHA256 = Pattern.compile("[A-Za-z0-9+/]{43}");

    SftpRecipient(String host, String uploadPath, String hostKey) {
        this(Map.of(
                "host",
                host(host),
                "upload_path",
                WireText.value("upload_path", uploadPath),
                "port",
                "22",
                // By password; 1, by key, is not supported.
                "ssh_auth_type",
                "2",
                fingerprintName(hostKey),
                hostKey));
    }

    private SftpRecipient(Map<String, String> parameters) {
        super("com.axis.recipient.sftp", parameters);
    }

    /**
     * Uses another port.
     *
     * @param port 1 to 65535; default 22
     * @return a changed copy
     */
    public SftpRecipient port(int port) {
        return new SftpRecipient(with("port", portText(port)));
    }

    /**
     * Logs in.
     *
     * @param user the account
     * @param password its password
     * @return a changed copy
     */
    public SftpRecipient login(String user, String password) {
        return new SftpRecipient(withLogin(user, password));
    }

    /**
     * Names the server's key in the other form too.
     *
     * @param fingerprint its SHA-256 fingerprint, 43 characters of Base64, or its MD5 fingerprint, 32 hexadecimal digits
     * @return a changed copy
     * @throws IllegalArgumentException if it is something else
     */
    public SftpRecipient hostKey(String fingerprint) {
        return new SftpRecipient(with(fingerprintName(fingerprint), fingerprint));
    }

    private static String fingerprintName(String fingerprint) {
        if (SHA256.matcher(fingerprint).matches()) {
            return "ssh_host_pub_key_sha256";
        }
        if (MD5.matcher(fingerprint).matches()) {
            return "ssh_host_pub_key_md5";
        }
        throw new IllegalArgumentException(
                "the fingerprint of a host key is 43 characters of Base64 (SHA-256) or 32 hexadecimal digits (MD5): "
                        + fingerprint);
    }

    /**
     * Marks the traffic.
     *
     * @param dscp 0 to 63
     * @return a changed copy
     */
    public SftpRecipient qos(int dscp) {
        return new SftpRecipient(withQos(dscp));
    }
}
