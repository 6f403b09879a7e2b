package dev.openaxis.testkit.internal;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Two ports on 127.0.0.1 that only this device has: while they are shut, the system refuses connections. */
final class OwnEntrance implements Entrance {
    private final OwnPort http;
    private final OwnPort https;

    OwnEntrance(WebServer server, EventLoop loop) {
        this.http = new OwnPort(loop, address(), channel -> server.accept(channel, false));
        this.https = new OwnPort(loop, address(), channel -> server.accept(channel, true));
    }

    @Override
    public InetAddress address() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public int port(boolean tls) {
        return (tls ? https : http).number();
    }

    @Override
    public void shut() {
        http.shut();
        https.shut();
    }

    @Override
    public void open(Runnable then) {
        http.open(() -> https.open(then));
    }

    @Override
    public List<Channel> stop() {
        return Stream.of(http, https).flatMap(port -> port.stop().stream()).toList();
    }
}
