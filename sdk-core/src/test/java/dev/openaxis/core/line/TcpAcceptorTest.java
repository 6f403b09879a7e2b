package dev.openaxis.core.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.testing.Certificates;
import dev.openaxis.core.testing.Log;
import dev.openaxis.core.tls.ServerTls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpAcceptorTest extends TcpTestBase {
    private static Certificates authority;
    private static Certificates other;
    private static Certificates server;
    private static Certificates client;
    private static Leaks leaks;

    private final BlockingQueue<AcceptedLine> lines = new LinkedBlockingQueue<>();

    @BeforeAll
    static void begin() throws Exception {
        leaks = Leaks.watch();
        authority = Certificates.authority("plant");
        other = Certificates.authority("elsewhere");
        server = authority.signs("gateway", "127.0.0.1");
        client = authority.signs("operator");
    }

    @AfterAll
    static void noLeaks() {
        leaks.close();
    }

    private TcpAcceptor listen(TcpOptions options) {
        return TcpAcceptor.listen(runtime, new InetSocketAddress(HERE, 0), options, lines::add);
    }

    private TcpAcceptor listen(ServerTls tls) {
        return TcpAcceptor.listen(runtime, new InetSocketAddress(HERE, 0), TcpOptions.defaults(), tls, lines::add);
    }

    private static ServerTls mutual() {
        return ServerTls.presenting(server.own()).requiring(authority.certificate());
    }

    private AcceptedLine next() throws Exception {
        return Objects.requireNonNull(lines.poll(20, TimeUnit.SECONDS), "nobody was accepted");
    }

    private static SSLSocket dial(TcpAcceptor acceptor, SSLContext context, String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(
                        acceptor.address().getAddress(), acceptor.address().getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return socket;
    }

    private static void awaitCounts(TcpAcceptor acceptor, Predicate<AcceptorCounts> expected) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(acceptor::counts, expected);
    }

    @Test
    void everybodyHasALineOfTheirOwn() throws Exception {
        try (TcpAcceptor acceptor = listen(TcpOptions.defaults().withTolerance(Duration.ZERO));
                Socket one = dial(acceptor.address(), "127.0.0.1");
                Socket two = dial(acceptor.address(), "127.0.0.2")) {
            List<AcceptedLine> both = new ArrayList<>(List.of(next(), next()));
            both.sort((a, b) -> a.peer()
                    .getAddress()
                    .getHostAddress()
                    .compareTo(b.peer().getAddress().getHostAddress()));
            AcceptedLine first = both.get(0);
            AcceptedLine second = both.get(1);
            assertThat(first.peer()).isEqualTo(one.getLocalSocketAddress());
            assertThat(first.name())
                    .isEqualTo("tcp port 127.0.0.1:" + acceptor.address().getPort() + " from 127.0.0.1:"
                            + one.getLocalPort());
            assertThat(first.tolerance()).isZero();
            assertThat(first.peerCertificate()).isEmpty();
            assertThat(first.loop()).isNotSameAs(second.loop());
            Ear ear = Ear.on(first);
            Ear otherEar = Ear.on(second);
            write(one, "01");
            write(two, "02");
            awaitTold(ear, "opened", "01");
            awaitTold(otherEar, "opened", "02");
            send(first, "11");
            send(second, "12");
            assertThat(read(one, 1)).isEqualTo("11");
            assertThat(read(two, 1)).isEqualTo("12");
            assertThat(acceptor.counts()).isEqualTo(new AcceptorCounts(2, 2, 0, 0, 0));

            one.close();
            awaitTold(ear, "opened", "01", "lost");
            assertThat(ear.cause()).isInstanceOf(ConnectionException.class);
            write(two, "03");
            awaitTold(otherEar, "opened", "02", "03");
            awaitCounts(acceptor, counts -> counts.connections() == 1);
        }
    }

    @Test
    void whatArrivesBeforeALineIsOpened_isNotLost() throws Exception {
        try (TcpAcceptor acceptor = listen(TcpOptions.defaults())) {
            Socket peer = dial(acceptor.address(), "127.0.0.1");
            AcceptedLine line = next();
            write(peer, "0102");
            peer.close();
            onLoop(line, () -> {});
            Ear ear = Ear.on(line);
            awaitTold(ear, "opened", "0102", "lost");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void withTls_whatArrivesBeforeALineIsOpened_isNotLostEither(String protocol) throws Exception {
        try (TcpAcceptor acceptor = listen(mutual())) {
            SSLSocket peer = dial(acceptor, client.trusting(authority), protocol);
            write(peer, "0102");
            AcceptedLine line = next();
            write(peer, "03".repeat(50_000));
            peer.close();
            onLoop(line, () -> {});
            Ear ear = Ear.on(line);
            await().atMost(PATIENCE).until(() -> ear.cause() != null);
            assertThat(HexFormat.of().formatHex(ear.bytes())).isEqualTo("0102" + "03".repeat(50_000));
            assertThat(ear.told()).startsWith("opened").endsWith("lost");
        }
    }

    @Test
    void withTls_whatComesWithTheEndOfTheHandshake_isNotLost() throws Exception {
        try (TcpAcceptor acceptor = listen(ServerTls.presenting(server.own()));
                ServerSocket between = converter();
                SSLSocket peer =
                        (SSLSocket) authority.trusted().getSocketFactory().createSocket(HERE, between.getLocalPort());
                Socket from = accept(between);
                Socket to = dial(acceptor.address(), "127.0.0.1")) {
            peer.setEnabledProtocols(new String[] {"TLSv1.3"});
            CompletableFuture<Void> said = CompletableFuture.runAsync(() -> {
                try {
                    write(peer, "0102");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            to.getOutputStream().write(record(from));
            Thread back = new Thread(() -> {
                try {
                    to.getInputStream().transferTo(from.getOutputStream());
                } catch (IOException e) {
                    // it is over
                }
            });
            back.start();
            ByteArrayOutputStream together = new ByteArrayOutputStream();
            // What is encrypted: the end of the handshake, and the first bytes.
            for (int encrypted = 0; encrypted < 2; ) {
                byte[] record = record(from);
                together.writeBytes(record);
                encrypted += record[0] == 0x17 ? 1 : 0;
            }
            to.getOutputStream().write(together.toByteArray());
            said.get(20, TimeUnit.SECONDS);

            AcceptedLine line = next();
            onLoop(line, () -> {});
            awaitTold(Ear.on(line), "opened", "0102");
        }
    }

    /** The next record of TLS, with its head. */
    private static byte[] record(Socket from) throws IOException {
        ByteBuffer head = ByteBuffer.wrap(from.getInputStream().readNBytes(5));
        byte[] body = from.getInputStream().readNBytes(head.getShort(3));
        return ByteBuffer.allocate(5 + body.length).put(head).put(body).array();
    }

    @Test
    void moreThanMayBe_areTurnedAway_untilOneLeaves() throws Exception {
        try (TcpAcceptor acceptor = listen(TcpOptions.defaults().withConnections(2));
                Socket one = dial(acceptor.address(), "127.0.0.1")) {
            Socket two = dial(acceptor.address(), "127.0.0.1");
            Ear first = Ear.on(next());
            Ear second = Ear.on(next());
            try (Socket third = dial(acceptor.address(), "127.0.0.1")) {
                assertThat(read(third, 1)).isEmpty();
            }
            assertThat(acceptor.counts()).isEqualTo(new AcceptorCounts(2, 2, 1, 0, 0));
            two.close();
            awaitCounts(acceptor, counts -> counts.connections() == 1);
            try (Socket fourth = dial(acceptor.address(), "127.0.0.1")) {
                Ear ear = Ear.on(next());
                write(fourth, "04");
                awaitTold(ear, "opened", "04");
            }
            assertThat(acceptor.counts().accepted()).isEqualTo(3);
            await().atMost(PATIENCE).until(() -> first.cause() != null || second.cause() != null);
        }
        assertThatThrownBy(() -> TcpOptions.defaults().withConnections(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(TcpOptions.defaults().connections()).isEqualTo(256);
    }

    @Test
    void onlyPeersThatAreNamed_mayDialIn() throws Exception {
        try (TcpAcceptor acceptor = listen(TcpOptions.defaults().withPeers(InetAddress.getByName("127.0.0.2")));
                Socket stranger = dial(acceptor.address(), "127.0.0.1");
                Socket named = dial(acceptor.address(), "127.0.0.2")) {
            assertThat(read(stranger, 1)).isEmpty();
            assertThat(next().peer()).isEqualTo(named.getLocalSocketAddress());
            assertThat(acceptor.counts()).isEqualTo(new AcceptorCounts(1, 1, 0, 1, 0));
        }
    }

    @Test
    void aLineIsOpenedOnce() throws Exception {
        try (TcpAcceptor acceptor = listen(TcpOptions.defaults());
                Socket peer = dial(acceptor.address(), "127.0.0.1")) {
            AcceptedLine line = next();
            Ear ear = Ear.on(line);
            awaitTold(ear, "opened");
            line.close();
            awaitTold(ear, "opened", "closed");
            assertThat(read(peer, 1)).isEmpty();
            Ear again = Ear.on(line);
            awaitTold(again, "lost");
            assertThat(again.cause())
                    .isInstanceOf(ClosedException.class)
                    .hasMessageContaining("the connection is over");
        }
    }

    @Test
    void aLineThatIsNotWanted_isClosedUnopened() throws Exception {
        try (TcpAcceptor acceptor = listen(TcpOptions.defaults());
                Socket peer = dial(acceptor.address(), "127.0.0.1")) {
            AcceptedLine line = next();
            line.close();
            assertThat(read(peer, 1)).isEmpty();
            Ear ear = Ear.on(line);
            awaitTold(ear, "lost");
            awaitCounts(acceptor, counts -> counts.connections() == 0);
        }
    }

    @Test
    void aConsumerThatFails_costsItsConnectionOnly() throws Exception {
        try (Log log = Log.capture();
                TcpAcceptor acceptor =
                        TcpAcceptor.listen(runtime, new InetSocketAddress(HERE, 0), TcpOptions.defaults(), line -> {
                            if (lines.isEmpty()) {
                                lines.add(line);
                                throw new IllegalStateException("a fault of the host's");
                            }
                            lines.add(line);
                        });
                Socket first = dial(acceptor.address(), "127.0.0.1")) {
            assertThat(read(first, 1)).isEmpty();
            try (Socket second = dial(acceptor.address(), "127.0.0.1")) {
                await().atMost(PATIENCE).until(() -> lines.size() == 2);
                next();
                write(second, "02");
                awaitTold(Ear.on(next()), "opened", "02");
            }
            assertThat(log.text()).contains("a fault of the host's");
        }
    }

    @Test
    void closed_itClosesItsLines_andGivesThePortBack() throws Exception {
        TcpAcceptor acceptor = listen(TcpOptions.defaults());
        try (Socket one = dial(acceptor.address(), "127.0.0.1")) {
            Ear ear = Ear.on(next());
            awaitTold(ear, "opened");
            try (Socket unopened = dial(acceptor.address(), "127.0.0.1")) {
                AcceptedLine line = next();
                acceptor.close();
                acceptor.close();
                awaitTold(ear, "opened", "closed");
                assertThat(read(one, 1)).isEmpty();
                assertThat(read(unopened, 1)).isEmpty();
                awaitTold(Ear.on(line), "lost");
            }
        }
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            new ServerSocket(acceptor.address().getPort(), 1, HERE).close();
            return true;
        });
    }

    @Test
    void aClosedRuntime_hasClosedEverything() throws Exception {
        AxisRuntime own = AxisRuntime.create();
        TcpAcceptor acceptor =
                TcpAcceptor.listen(own, new InetSocketAddress(HERE, 0), TcpOptions.defaults(), mutual(), lines::add);
        try (SSLSocket peer = dial(acceptor, client.trusting(authority));
                Socket shaking = dial(acceptor.address(), "127.0.0.1")) {
            write(peer, "01");
            Ear ear = Ear.on(next());
            awaitTold(ear, "opened", "01");
            awaitCounts(acceptor, counts -> counts.connections() == 2);
            own.close();

            assertThat(ear.told()).containsExactly("opened", "01", "lost");
            assertThat(ear.cause()).isInstanceOf(ClosedException.class);
            assertThat(read(peer, 1)).isEmpty();
            assertThat(shaking.getInputStream().readAllBytes()).hasSizeLessThan(8);
        }
        new ServerSocket(acceptor.address().getPort(), 1, HERE).close();
        assertThat(acceptor.counts().connections()).isZero();
        assertThatThrownBy(() ->
                        TcpAcceptor.listen(own, new InetSocketAddress(HERE, 0), TcpOptions.defaults(), lines::add))
                .isInstanceOf(ClosedException.class);
        acceptor.close();
    }

    @Test
    void aPortThatCannotBeHad_isToldAtOnce() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, HERE)) {
            InetSocketAddress address = new InetSocketAddress(HERE, taken.getLocalPort());
            assertThatThrownBy(() -> TcpAcceptor.listen(runtime, address, TcpOptions.defaults(), lines::add))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("line.listen: cannot listen");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothSidesKnowEachOther(String protocol) throws Exception {
        try (TcpAcceptor acceptor = listen(mutual());
                SSLSocket peer = dial(acceptor, client.trusting(authority), protocol)) {
            write(peer, "01");
            AcceptedLine line = next();
            assertThat(line.peerCertificate()).contains(client.certificate());
            Ear ear = Ear.on(line);
            awaitTold(ear, "opened", "01");
            send(line, "02");
            assertThat(read(peer, 1)).isEqualTo("02");
            assertThat(peer.getSession().getProtocol()).isEqualTo(protocol);
            assertThat(peer.getSession().getPeerCertificates())
                    .containsExactly(server.certificate(), authority.certificate());
            line.close();
            assertThat(read(peer, 1)).isEmpty();
            awaitTold(ear, "opened", "01", "closed");
        }
    }

    @Test
    void whoNeedsNoCertificate_isNotAskedForOne() throws Exception {
        try (TcpAcceptor acceptor = listen(ServerTls.presenting(server.own()));
                SSLSocket peer = dial(acceptor, client.trusting(authority))) {
            write(peer, "01");
            AcceptedLine line = next();
            assertThat(line.peerCertificate()).isEmpty();
            assertThat(peer.getSession().getLocalCertificates()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void whoHasNoCertificate_orAWrongOne_isNotLetIn(String protocol) throws Exception {
        List<SSLContext> wrong = List.of(
                authority.trusted(),
                other.signs("operator").trusting(authority),
                Certificates.selfSigned("operator").trusting(authority),
                authority.signsExpired("operator").trusting(authority));
        try (TcpAcceptor acceptor = listen(mutual())) {
            for (SSLContext context : wrong) {
                try (SSLSocket peer = dial(acceptor, context, protocol)) {
                    assertThatThrownBy(() -> {
                                peer.startHandshake();
                                peer.getInputStream().read();
                            })
                            .isInstanceOf(IOException.class);
                }
            }
            awaitCounts(acceptor, counts -> counts.equals(new AcceptorCounts(0, 0, 0, 0, wrong.size())));
            assertThat(lines).isEmpty();
        }
    }

    @Test
    void whatIsNoHandshake_isNotLetIn() throws Exception {
        try (TcpAcceptor acceptor = listen(mutual())) {
            try (Socket garbage = dial(acceptor.address(), "127.0.0.1")) {
                write(garbage, "00010000000601030000000a");
                garbage.getInputStream().readAllBytes();
            }
            try (Socket old = dial(acceptor.address(), "127.0.0.1")) {
                write(old, Hello.ofOldClient());
                assertThat(HexFormat.of().formatHex(old.getInputStream().readAllBytes()))
                        .matches(Hello.PROTOCOL_VERSION);
            }
            try (Socket cut = dial(acceptor.address(), "127.0.0.1")) {
                write(cut, Hello.ofOldClient().substring(0, 20));
            }
            awaitCounts(acceptor, counts -> counts.equals(new AcceptorCounts(0, 0, 0, 0, 3)));
            assertThat(lines).isEmpty();
        }
    }

    @Test
    void aHandshakeThatNeverEnds_isGivenUpInTime() throws Exception {
        TcpOptions options = TcpOptions.defaults().withConnectTimeout(Duration.ofMillis(300));
        try (TcpAcceptor acceptor =
                        TcpAcceptor.listen(runtime, new InetSocketAddress(HERE, 0), options, mutual(), lines::add);
                Socket silent = dial(acceptor.address(), "127.0.0.1")) {
            silent.getInputStream().readAllBytes();
            awaitCounts(acceptor, counts -> counts.equals(new AcceptorCounts(0, 0, 0, 0, 1)));
        }
    }

    @Test
    void twoHundredAtOnce_areAllServed() throws Exception {
        ExecutorService dialling = Executors.newFixedThreadPool(50);
        try (TcpAcceptor acceptor = TcpAcceptor.listen(
                runtime,
                new InetSocketAddress(HERE, 0),
                TcpOptions.defaults(),
                mutual(),
                line -> line.open(new Echo(line)))) {
            SSLContext context = client.trusting(authority);
            List<CompletableFuture<SSLSocket>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String frame = String.format("%04x", i);
                all.add(CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                SSLSocket peer = dial(acceptor, context);
                                write(peer, frame);
                                assertThat(read(peer, 2)).isEqualTo(frame);
                                return peer;
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        dialling));
            }
            for (CompletableFuture<SSLSocket> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
            assertThat(acceptor.counts()).isEqualTo(new AcceptorCounts(200, 200, 0, 0, 0));
            for (CompletableFuture<SSLSocket> one : all) {
                one.join().close();
            }
            awaitCounts(acceptor, counts -> counts.connections() == 0);
        } finally {
            dialling.shutdownNow();
        }
    }

    /** Says what it hears. */
    private static final class Echo extends Ear {
        private final ByteLine line;

        Echo(ByteLine line) {
            super(line.loop());
            this.line = line;
        }

        @Override
        public synchronized void received(ByteBuffer received) {
            line.send(received.duplicate());
            super.received(received);
        }
    }
}
