package dev.openaxis.vapix.rules;

import dev.openaxis.vapix.internal.rules.WireText;
import java.util.Map;

/** A directory on an FTP server. */
public final class FtpRecipient extends Recipient {

    FtpRecipient(String host, String uploadPath) {
        this(Map.of("host", host(host), "upload_path", WireText.value("upload_path", uploadPath), "port", "21"));
    }

    private FtpRecipient(Map<String, String> parameters) {
        super("com.axis.recipient.ftp", parameters);
    }

    /**
     * Uses another port.
     *
     * @param port 1 to 65535; default 21
     * @return a changed copy
     */
    public FtpRecipient port(int port) {
        return new FtpRecipient(with("port", portText(port)));
    }

    /**
     * Logs in.
     *
     * @param user the account
     * @param password its password
     * @return a changed copy
     */
    public FtpRecipient login(String user, String password) {
        return new FtpRecipient(withLogin(user, password));
    }

    /**
     * Says who opens the data connection.
     *
     * @param passive whether the device does; what it does if nobody says is not documented
     * @return a changed copy
     */
    public FtpRecipient passive(boolean passive) {
        return new FtpRecipient(with("passive", WireText.flag(passive)));
    }

    /**
     * Sets {@code temporary}, which the reference does not explain: a temporary name while uploading, by its name.
     *
     * @param temporary whether to do so
     * @return a changed copy
     */
    public FtpRecipient temporary(boolean temporary) {
        return new FtpRecipient(with("temporary", WireText.flag(temporary)));
    }

    /**
     * Marks the traffic.
     *
     * @param dscp 0 to 63
     * @return a changed copy
     */
    public FtpRecipient qos(int dscp) {
        return new FtpRecipient(withQos(dscp));
    }
}
