package dev.openaxis.vapix.rules;

import dev.openaxis.vapix.internal.rules.WireText;
import java.util.Map;

/** A directory on a network share. */
public final class NetworkShareRecipient extends Recipient {

    NetworkShareRecipient(String shareId, String uploadPath) {
        this(Map.of(
                "share_id",
                WireText.required("share_id", shareId),
                "upload_path",
                WireText.value("upload_path", uploadPath)));
    }

    private NetworkShareRecipient(Map<String, String> parameters) {
        super("com.axis.recipient.networkshare", parameters);
    }

    /**
     * Marks the traffic.
     *
     * @param dscp 0 to 63
     * @return a changed copy
     */
    public NetworkShareRecipient qos(int dscp) {
        return new NetworkShareRecipient(withQos(dscp));
    }
}
