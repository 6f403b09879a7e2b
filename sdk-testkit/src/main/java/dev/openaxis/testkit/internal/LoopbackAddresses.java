package dev.openaxis.testkit.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** One loopback address per device of a site: 127.1.0.1, 127.1.0.2 …; RFC 1122 sets all of 127/8 aside. */
public final class LoopbackAddresses {
    /** Last numbers 1 to 254: 0 and 255 look like a network and its broadcast address. */
    private static final int PER_NET = 254;

    private static final int NETS = 256;
    private static final int MOST = PER_NET * NETS * 254;

    private LoopbackAddresses() {}

    /**
     * The address of a device.
     *
     * @param index counted from 0
     * @return an address that no other index has
     */
    public static InetAddress of(int index) {
        if (index < 0 || index >= MOST) {
            throw new IllegalArgumentException("A site has 0 to " + MOST + " devices");
        }
        int net = index / PER_NET;
        byte[] address = {127, (byte) (1 + net / NETS), (byte) (net % NETS), (byte) (1 + index % PER_NET)};
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }

    /**
     * Asks the system whether it has such addresses. Linux and Windows have them all, macOS has only those somebody gave to
     * the loopback interface.
     *
     * @param count number of devices
     * @return true if the first and the last of them can have their address
     */
    public static boolean areUsable(int count) {
        return count == 0 || (isUsable(of(0)) && isUsable(of(count - 1)));
    }

    private static boolean isUsable(InetAddress address) {
        try (ServerSocket socket = new ServerSocket(0, 1, address)) {
            return socket.isBound();
        } catch (IOException notOnThisMachine) {
            return false;
        }
    }
}
