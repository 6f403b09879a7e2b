package dev.openaxis.osdp.internal.secure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.osdp.BaseKey;
import dev.openaxis.osdp.DefaultKey;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.frame.SecurityBlock;
import dev.openaxis.osdp.testing.Vectors;
import java.lang.reflect.Field;

/** Both ends of a channel, and frames that none of them would send. */
final class Ends {
    static final String ANNEX_E_MAC = "B2A30057EB98BA2229EC1F875662B524";

    private Ends() {}

    static SessionKeys annexE() {
        return SessionKeys.derive(Vectors.hex("303132333435363738393A3B3C3D3E3F"), Vectors.hex("B0B1B2B3B4B5B6B7"));
    }

    static SecureSession annexE(SecureSession.Role role) {
        return new SecureSession(role, annexE(), Vectors.hex(ANNEX_E_MAC));
    }

    static BaseKey key(String hex) {
        byte[] bytes = Vectors.hex(hex);
        return hex.equals("303132333435363738393A3B3C3D3E3F") ? DefaultKey.forCommissioningOnly() : Scbk.of(bytes);
    }

    /** Moves the chain as a frame that our own end would not send does. */
    static void move(SecureSession session, JsonNode vector) {
        boolean command = vector.get("dir").asText().equals("command");
        try {
            Field chain = SecureSession.class.getDeclaredField(command ? "commandMac" : "replyMac");
            chain.setAccessible(true);
            byte[] mac = Vectors.hex(vector, "mac");
            System.arraycopy(mac, 0, (byte[]) chain.get(session), 0, mac.length);
            Field open = SecureSession.class.getDeclaredField("commandOpen");
            open.setAccessible(true);
            open.setBoolean(session, command);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** A frame with a right MAC, whatever its type and data. */
    static Frame authentic(SessionKeys keys, byte[] chain, boolean reply, int type, int code, byte[] data) {
        int head = Layout.HEADER + SecurityBlock.SECURED_SIZE + 1;
        byte[] bytes = new byte[head + data.length + Layout.MAC + 2];
        FrameEncoder.secured(bytes, 0, bytes.length, reply ? 0x81 : 1, 2, true, type, code);
        System.arraycopy(data, 0, bytes, head, data.length);
        byte[] mac = new byte[AesBlocks.SIZE];
        new ChainedCrypto(keys).mac(bytes, 0, head + data.length, chain, mac);
        System.arraycopy(mac, 0, bytes, head + data.length, Layout.MAC);
        FrameEncoder.finish(bytes, 0, bytes.length, true);
        return Vectors.frame(bytes);
    }
}
