package dev.openaxis.benchmarks.upload;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The process that is uploaded to: a thread per connection that reads into a buffer and counts. Wants a digest log-in like a
 * device, but does not check it, and says {@code 100 Continue} to those who ask. Says its port on standard output, answers
 * {@code counts} with what it received since, and ends when standard input does.
 */
final class UploadServer {
    static final int BUFFER = 64 * 1024;

    private final Map<String, LongAdder> received = new ConcurrentHashMap<>();

    private UploadServer() {}

    /** The program. */
    public static void main(String[] arguments) throws IOException {
        new UploadServer().run();
        System.exit(0);
    }

    private void run() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 64, InetAddress.getLoopbackAddress())) {
            System.out.println(listening.getLocalPort());
            daemon(() -> accept(listening));
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            while (commands.readLine() != null) {
                System.out.println(counts());
            }
        }
    }

    /** Bodies that arrived, the most and the least bytes of one. */
    private String counts() {
        long most = received.values().stream().mapToLong(LongAdder::sum).max().orElse(0);
        long least = received.values().stream().mapToLong(LongAdder::sum).min().orElse(0);
        String line = received.size() + " " + most + " " + least;
        received.clear();
        return line;
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket socket = listening.accept();
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            System.err.println("the upload server accepts no more: " + e);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "upload-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket socket) {
        byte[] buffer = new byte[BUFFER];
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            OutputStream out = socket.getOutputStream();
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                String lower = head.toLowerCase(Locale.ROOT);
                if (!lower.contains("\r\nauthorization:")) {
                    write(
                            out,
                            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"AXIS_ACCC8E000001\","
                                    + " nonce=\"" + System.nanoTime() + "\", algorithm=MD5, qop=\"auth\"\r\n"
                                    + "Content-Length: 0\r\n\r\n");
                    continue;
                }
                if (lower.contains("\r\nexpect: 100-continue\r\n")) {
                    write(out, "HTTP/1.1 100 Continue\r\n\r\n");
                }
                long length = length(lower);
                if (length > 0) {
                    LongAdder count = received.computeIfAbsent(head.split(" ", 3)[1], target -> new LongAdder());
                    take(in, buffer, length, count);
                }
                write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        } catch (IOException e) {
            System.err.println("an upload broke: " + e);
        }
    }

    private static void take(InputStream in, byte[] buffer, long length, LongAdder count) throws IOException {
        for (long left = length; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("the body ended early");
            }
            count.add(read);
            left -= read;
        }
    }

    private static long length(String head) {
        int at = head.indexOf("\r\ncontent-length:");
        return at < 0
                ? 0
                : Long.parseLong(
                        head.substring(at + 17, head.indexOf("\r\n", at + 17)).trim());
    }

    /** A request's head with its blank line; empty at the end of the connection. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            head.append((char) c);
            if (c == '\n'
                    && head.length() > 3
                    && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
