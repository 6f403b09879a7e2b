package dev.openaxis.core.testing;

import dev.openaxis.core.DeviceAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A server on the loopback address whose connections follow a script. Plain sockets, so that no HTTP library repairs what
 * the script sends or hides what the client sent.
 */
public final class ScriptedServer implements AutoCloseable {
    /** What one connection does. Ending the script closes the connection. */
    public interface Script {
        void run(Peer peer) throws Exception;
    }

    private final ServerSocket listening;
    private final boolean secure;
    private final Script script;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private volatile boolean closed;

    private ScriptedServer(ServerSocket listening, boolean secure, Script script) {
        this.listening = listening;
        this.secure = secure;
        this.script = script;
        daemon(this::accept, "scripted-server");
    }

    /** Clear text; the script runs once for every connection, each in a thread of its own. */
    public static ScriptedServer start(Script script) throws IOException {
        return new ScriptedServer(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), false, script);
    }

    /** TLS. */
    public static ScriptedServer startTls(SSLContext context, Script script) throws IOException {
        return startTls(context, script, "TLSv1.2", "TLSv1.3");
    }

    /** TLS with these versions only. */
    public static ScriptedServer startTls(SSLContext context, Script script, String... versions) throws IOException {
        javax.net.ssl.SSLServerSocket socket = (javax.net.ssl.SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 200, InetAddress.getLoopbackAddress());
        socket.setEnabledProtocols(versions);
        return new ScriptedServer(socket, true, script);
    }

    /** Answers every request with 200 and the given body. */
    public static Script always(String body) {
        return peer -> {
            while (true) {
                peer.read();
                peer.answer(200, body);
            }
        };
    }

    public DeviceAddress address() {
        return new DeviceAddress(secure, "127.0.0.1", listening.getLocalPort());
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Every request read so far, in order of arrival. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The targets of every request read so far. */
    public List<String> targets() {
        return requests.stream().map(Request::target).toList();
    }

    /** How many requests for this target were read so far. */
    public long count(String target) {
        return requests.stream()
                .filter(request -> request.target().equals(target))
                .count();
    }

    /** How many connections were ever accepted. */
    public int accepted() {
        return accepted.get();
    }

    /** How many connections the client has not ended yet (or the script has not). */
    public int open() {
        return open.get();
    }

    /** The most connections that were open at one time. */
    public int mostOpen() {
        return mostOpen.get();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = listening.accept();
                sockets.add(socket);
                int number = accepted.incrementAndGet();
                mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
                daemon(() -> serve(socket, number), "scripted-connection-" + number);
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            socket.setTcpNoDelay(true);
            script.run(new Peer(socket, number, requests));
        } catch (IOException | InterruptedException e) {
            // The client went away, or the test is over.
        } catch (Throwable e) {
            failures.add(e);
        } finally {
            open.decrementAndGet();
        }
    }

    private static void daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("the script failed", failures.get(0));
        }
    }
}
