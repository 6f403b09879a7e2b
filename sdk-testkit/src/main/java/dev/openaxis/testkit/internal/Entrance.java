package dev.openaxis.testkit.internal;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.List;

/** Where clients connect to a device: an address and a port for HTTP and HTTPS each. */
interface Entrance {
    /** The loopback address of the device. */
    InetAddress address();

    /** The TCP port of HTTP, or of HTTPS. */
    int port(boolean tls);

    /** No connection comes in from now on. */
    void shut();

    /** Connections come in again at the same address and ports; then runs the task. */
    void open(Runnable then);

    /** Shuts for good; what must be closed for that. */
    List<Channel> stop();
}
