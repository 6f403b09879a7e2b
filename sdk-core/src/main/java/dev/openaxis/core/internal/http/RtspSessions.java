package dev.openaxis.core.internal.http;

import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Failure;
import dev.openaxis.core.PasswordCredentials;
import dev.openaxis.core.internal.auth.Authenticator;
import dev.openaxis.core.internal.rtsp.MetadataListener;
import dev.openaxis.core.internal.rtsp.MetadataStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The RTSP sessions of one device. They use its account, but a log-in of their own: another port is another origin, and it is clear
 * text, whatever the device is spoken to otherwise. Used on the device's event loop.
 */
final class RtspSessions {
    static final String OPERATION = "rtsp";

    private final DeviceTransport transport;
    private final ConnectLimits limits;
    private final SecureRandom random;
    private final Set<RtspClient> open = new HashSet<>();
    private boolean closed;

    RtspSessions(DeviceTransport transport, ConnectLimits limits, SecureRandom random) {
        this.transport = transport;
        this.limits = limits;
        this.random = random;
    }

    void begin(
            int port,
            String target,
            Duration timeout,
            MetadataListener listener,
            CompletableFuture<MetadataStream> opened) {
        if (closed) {
            opened.completeExceptionally(
                    new ClosedException(Failure.of(transport.address(), OPERATION, "the device object was closed")));
            return;
        }
        Login http = transport.login();
        if (!http.ready()) {
            http.ask((changed, failure) -> {
                if (failure != null) {
                    opened.completeExceptionally(failure);
                } else {
                    begin(port, target, timeout, listener, opened);
                }
            });
            return;
        }
        Credentials account = http.authenticator().credentials();
        if (!(account instanceof PasswordCredentials)) {
            opened.completeExceptionally(new AuthenticationException(Failure.of(
                    transport.address(), OPERATION, "RTSP logs in with a name and a password, and there are none")));
            return;
        }
        DeviceAddress address = new DeviceAddress(false, transport.address().host(), port);
        Authenticator authenticator = new Authenticator(false, false, random);
        http.authenticator().realm().ifPresent(authenticator::expect);
        Connector connector = new Connector(
                Route.to(address, transport.options().proxy()),
                null,
                transport.loop(),
                transport.workers().lookups(),
                transport.options().connectTimeout(),
                limits);
        Login login = new Login(
                address,
                account,
                authenticator,
                transport.loop(),
                transport.workers().vaults());
        RtspClient client = new RtspClient(
                transport, connector, login, "rtsp://" + address.authority() + target, timeout, listener, opened);
        open.add(client);
        client.connect();
    }

    void ended(RtspClient client) {
        open.remove(client);
    }

    void close() {
        closed = true;
        List.copyOf(open).forEach(RtspClient::closeNow);
    }
}
