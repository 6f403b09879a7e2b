package dev.openaxis.core.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.ConnectionException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class TcpServerTest extends TcpTestBase {
    private TcpServer listen(TcpOptions options) {
        return TcpServer.listen(runtime, new InetSocketAddress(HERE, 0), options);
    }

    private TcpServer listen() {
        return TcpServer.listen(runtime, new InetSocketAddress(HERE, 0));
    }

    @Test
    void aConverterDialsIn_andBytesGoBothWays() throws Exception {
        try (TcpServer server = listen()) {
            ByteLine line = server.line();
            Ear ear = Ear.on(line);
            onLoop(line, () -> {});
            assertThat(ear.told()).isEmpty();

            try (Socket converter = dial(server.address(), "127.0.0.1")) {
                awaitTold(ear, "opened");
                write(converter, "53");
                awaitTold(ear, "opened", "53");
                send(line, "5380");
                assertThat(read(converter, 2)).isEqualTo("5380");
            }
            awaitTold(ear, "opened", "53", "lost");
            assertThat(line.name())
                    .isEqualTo("tcp port 127.0.0.1:" + server.address().getPort());
        }
    }

    @Test
    void whoDialsBeforeTheLineIsOpen_waits_andLosesNoByte() throws Exception {
        try (TcpServer server = listen();
                Socket converter = dial(server.address(), "127.0.0.1")) {
            write(converter, "0102");
            onLoop(server.line(), () -> {});
            Ear ear = Ear.on(server.line());

            awaitTold(ear, "opened", "0102");
        }
    }

    @Test
    void ofThoseWhoWait_theLatestIsTaken() throws Exception {
        try (TcpServer server = listen();
                Socket first = dial(server.address(), "127.0.0.1");
                Socket second = dial(server.address(), "127.0.0.2")) {
            assertThat(read(first, 1)).isEmpty();
            Ear ear = Ear.on(server.line());
            write(second, "02");

            awaitTold(ear, "opened", "02");
        }
    }

    @Test
    void aConverterThatDialsAnew_takesItsLineOver() throws Exception {
        try (TcpServer server = listen();
                Socket lost = dial(server.address(), "127.0.0.1")) {
            Ear ear = Ear.on(server.line());
            awaitTold(ear, "opened");

            try (Socket anew = dial(server.address(), "127.0.0.1")) {
                awaitTold(ear, "opened", "lost");
                assertThat(ear.cause())
                        .isInstanceOf(ConnectionException.class)
                        .hasMessageContaining("127.0.0.1 dialled in anew");
                assertThat(read(lost, 1)).isEmpty();

                Ear again = Ear.on(server.line());
                write(anew, "02");
                awaitTold(again, "opened", "02");
            }
        }
    }

    @Test
    void somebodyElse_isTurnedAway_whileTheFirstIsHeard() throws Exception {
        try (TcpServer server = listen();
                Socket converter = dial(server.address(), "127.0.0.1")) {
            Ear ear = Ear.on(server.line());
            awaitTold(ear, "opened");
            try (Socket other = dial(server.address(), "127.0.0.2")) {
                assertThat(read(other, 1)).isEmpty();
            }
            write(converter, "01");
            awaitTold(ear, "opened", "01");
        }
    }

    @Test
    void onlyPeersThatAreNamed_mayDialIn() throws Exception {
        try (TcpServer server = listen(TcpOptions.defaults().withPeers(InetAddress.getByName("127.0.0.2")))) {
            Ear ear = Ear.on(server.line());
            try (Socket stranger = dial(server.address(), "127.0.0.1")) {
                assertThat(read(stranger, 1)).isEmpty();
                assertThat(ear.told()).isEmpty();
            }
            try (Socket named = dial(server.address(), "127.0.0.2")) {
                write(named, "01");
                awaitTold(ear, "opened", "01");
            }
        }
    }

    @Test
    void aLineThatIsClosed_keepsListening_andCanBeOpenedForTheNext() throws Exception {
        try (TcpServer server = listen()) {
            Ear first = Ear.on(server.line());
            try (Socket one = dial(server.address(), "127.0.0.1")) {
                awaitTold(first, "opened");
                server.line().close();
                awaitTold(first, "opened", "closed");
                assertThat(read(one, 1)).isEmpty();
            }
            try (Socket next = dial(server.address(), "127.0.0.1")) {
                Ear second = Ear.on(server.line());
                write(next, "02");
                awaitTold(second, "opened", "02");
            }
        }
    }

    @Test
    void aLineThatIsClosedWhileItWaits_isToldSo() throws Exception {
        try (TcpServer server = listen()) {
            Ear ear = Ear.on(server.line());
            server.line().close();
            awaitTold(ear, "closed");
        }
    }

    @Test
    void closed_itGivesBackThePort_andWhoeverWaits() throws Exception {
        TcpServer server = listen();
        try (Socket waiting = dial(server.address(), "127.0.0.1")) {
            onLoop(server.line(), () -> {});
            server.close();
            server.close();
            assertThat(isEnded(waiting)).isTrue();
        }
        Ear ear = Ear.on(server.line());
        awaitTold(ear, "lost");
        assertThat(ear.cause()).isInstanceOf(ClosedException.class);
        new ServerSocket(server.address().getPort(), 1, HERE).close();
    }

    /** A connection that nobody had accepted yet is reset by the operating system. */
    private static boolean isEnded(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void closedWithAConnection_itClosesTheLine() throws Exception {
        TcpServer server = listen();
        Ear ear = Ear.on(server.line());
        try (Socket converter = dial(server.address(), "127.0.0.1")) {
            awaitTold(ear, "opened");
            server.close();
            awaitTold(ear, "opened", "closed");
            assertThat(read(converter, 1)).isEmpty();
        }
    }

    @Test
    void aClosedRuntime_hasClosedThePort() throws Exception {
        AxisRuntime own = AxisRuntime.create();
        TcpServer server = TcpServer.listen(own, new InetSocketAddress(HERE, 0));
        Ear ear = Ear.on(server.line());
        try (Socket converter = dial(server.address(), "127.0.0.1")) {
            awaitTold(ear, "opened");
            own.close();

            assertThat(ear.told()).containsExactly("opened", "lost");
            assertThat(ear.cause()).isInstanceOf(ClosedException.class);
            assertThat(read(converter, 1)).isEmpty();
        }
        new ServerSocket(server.address().getPort(), 1, HERE).close();
        assertThatThrownBy(() -> TcpServer.listen(own, new InetSocketAddress(HERE, 0)))
                .isInstanceOf(ClosedException.class);
        server.close();
    }

    @Test
    void aPortThatCannotBeHad_isToldAtOnce() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, HERE)) {
            InetSocketAddress address = new InetSocketAddress(HERE, taken.getLocalPort());

            assertThatThrownBy(() -> TcpServer.listen(runtime, address))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("line.listen: cannot listen");
        }
        assertThatThrownBy(() -> TcpServer.listen(runtime, InetSocketAddress.createUnresolved("nowhere", 0)))
                .isInstanceOf(ConnectionException.class);
    }

    @Test
    void itListensOnSixes() throws Exception {
        InetAddress six = InetAddress.getByName("::1");
        try (TcpServer server = TcpServer.listen(runtime, new InetSocketAddress(six, 0))) {
            Ear ear = Ear.on(server.line());
            try (Socket converter = dial(server.address(), "::1")) {
                write(converter, "01");
                awaitTold(ear, "opened", "01");
            }
            assertThat(server.line().name()).startsWith("tcp port [::1]:");
        }
    }
}
