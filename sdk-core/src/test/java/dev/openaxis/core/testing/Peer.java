package dev.openaxis.core.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The server's end of one connection. */
public final class Peer {
    private final Socket socket;
    private final int number;
    private final List<Request> log;
    private final InputStream in;
    private final OutputStream out;

    Peer(Socket socket, int number, List<Request> log) throws IOException {
        this.socket = socket;
        this.number = number;
        this.log = log;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Which connection this is, counted from 1. */
    public int number() {
        return number;
    }

    /** Reads one request; an {@link EOFException} says that the client closed. */
    public Request read() throws IOException {
        return read(true);
    }

    /** Reads the head of a request and leaves its body. */
    public Request head() throws IOException {
        return read(false);
    }

    private Request read(boolean withBody) throws IOException {
        String[] first = line().split(" ", -1);
        if (first.length != 3 || !first[2].equals("HTTP/1.1")) {
            throw new AssertionError("not a request line: " + String.join(" ", first));
        }
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new AssertionError("not a header: " + line);
            }
            String name = line.substring(0, colon);
            String value = line.substring(colon + 1).trim();
            headers.add(Map.entry(name, value));
            if (name.equalsIgnoreCase("Content-Length")) {
                length = Integer.parseInt(value);
            }
        }
        byte[] body = withBody ? in.readNBytes(length) : new byte[0];
        if (withBody && body.length < length) {
            throw new EOFException();
        }
        Request request = new Request(number, first[0], first[1], headers, body);
        log.add(request);
        return request;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Sends exactly these characters, each as one byte. */
    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends exactly these bytes. */
    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** A complete answer with its length; headers as whole lines without line ends. */
    public void answer(int status, String body, String... headers) throws IOException {
        write(complete(status, body, headers));
    }

    /** The text of a complete answer. */
    public static String complete(int status, String body, String... headers) {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " Reason\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return text.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    /** Reads exactly so many bytes. */
    public byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    /** Whether the client sends nothing for so long. */
    public boolean quietFor(Duration time) throws IOException {
        in.mark(1);
        socket.setSoTimeout((int) time.toMillis());
        try {
            boolean ended = in.read() < 0;
            in.reset();
            return ended;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(0);
        }
    }

    /** Reads until the client closes; returns what it sent meanwhile. */
    public byte[] untilClosed() throws IOException {
        return in.readAllBytes();
    }

    /** Ends the connection with a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Ends the connection. */
    public void close() throws IOException {
        socket.close();
    }
}
