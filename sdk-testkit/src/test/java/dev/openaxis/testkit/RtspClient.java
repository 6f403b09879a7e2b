package dev.openaxis.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A raw-socket RTSP client written for these tests, after RFC 2326 and RFC 3550. */
final class RtspClient implements AutoCloseable {
    private static final int WAIT_MILLIS = 20_000;

    private final SimulatedDevice device;
    private final String user;
    private final String password;
    private final Socket socket;
    private final DataInputStream in;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private String nonce = "";
    private int sequence;
    private String session = "";

    /**
     * An answer.
     *
     * @param text status line and headers as they came
     * @param status status
     * @param headers by lower-case name
     * @param body body
     */
    record Answer(String text, int status, Map<String, String> headers, String body) {
        String header(String lowerCaseName) {
            return headers.getOrDefault(lowerCaseName, "");
        }
    }

    /**
     * An interleaved frame.
     *
     * @param channel channel number
     * @param bytes payload
     */
    record Frame(int channel, byte[] bytes) {
        boolean marked() {
            return (bytes[1] & 0x80) != 0;
        }

        int payloadType() {
            return bytes[1] & 0x7F;
        }

        int number(int at, int length) {
            int value = 0;
            for (int i = at; i < at + length; i++) {
                value = value << 8 | bytes[i] & 0xFF;
            }
            return value;
        }
    }

    RtspClient(SimulatedDevice device, String user, String password) {
        this.device = device;
        this.user = user;
        this.password = password;
        try {
            this.socket =
                    new Socket(device.rtsp().uri().getHost(), device.rtsp().port());
            socket.setSoTimeout(WAIT_MILLIS);
            this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RtspClient(SimulatedDevice device) {
        this(device, SimulatedDevice.DEFAULT_USER, SimulatedDevice.DEFAULT_PASSWORD);
    }

    /** Plays a stream from the first request to the answer of PLAY. */
    static RtspClient playing(SimulatedDevice device, String filters) {
        RtspClient client = new RtspClient(device);
        client.play(filters);
        return client;
    }

    void play(String filters) {
        String url = device.rtsp().uri() + filters;
        Answer described = request("DESCRIBE", url);
        Answer setUp = request("SETUP", control(described), "Transport: RTP/AVP/TCP;unicast;interleaved=0-1");
        session = setUp.header("session").split(";")[0];
        expect(200, request("PLAY", url));
    }

    /** The control URL of the stream, the last one in the description. */
    static String control(Answer described) {
        expect(200, described);
        Matcher control = Pattern.compile("a=control:(\\S+)").matcher(described.body());
        String last = "";
        while (control.find()) {
            last = control.group(1);
        }
        return last;
    }

    private static void expect(int status, Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError(answer.text());
        }
    }

    String url() {
        return device.rtsp().uri().toString();
    }

    URI uri() {
        return device.rtsp().uri();
    }

    String session() {
        return session;
    }

    void session(String id) {
        session = id;
    }

    String nonce() {
        return nonce;
    }

    /** Sends with what credentials it has, and once more after a challenge. */
    Answer request(String method, String url, String... headers) {
        Answer answer = once(method, url, headers);
        Matcher challenge = Pattern.compile("nonce=\"([^\"]+)\"").matcher(answer.header("www-authenticate"));
        if (answer.status() != 401 || !challenge.find()) {
            return answer;
        }
        nonce = challenge.group(1);
        return once(method, url, headers);
    }

    Answer once(String method, String url, String... headers) {
        List<String> lines = new ArrayList<>(List.of(headers));
        if (!nonce.isEmpty()) {
            lines.add("Authorization: " + digest(method, url));
        }
        if (!session.isEmpty()) {
            lines.add("Session: " + session);
        }
        write(method + " " + url + " RTSP/1.0\r\nCSeq: " + sequence++ + "\r\n"
                + String.join("", lines.stream().map(line -> line + "\r\n").toList()) + "\r\n");
        return answer();
    }

    String digest(String method, String url) {
        String realm = "AXIS_" + device.serial();
        String response = Client.md5(
                Client.md5(user + ":" + realm + ":" + password) + ":" + nonce + ":" + Client.md5(method + ":" + url));
        return "Digest username=\"" + user + "\", realm=\"" + realm + "\", nonce=\"" + nonce + "\", uri=\"" + url
                + "\", response=\"" + response + "\"";
    }

    void write(String text) {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next answer; frames that come before it are kept. */
    Answer answer() {
        try {
            int first = in.read();
            while (first == '$') {
                frames.add(frame());
                first = in.read();
            }
            if (first < 0) {
                throw new AssertionError("The device has closed the connection");
            }
            StringBuilder head = new StringBuilder().append((char) first);
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            return parse(head.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer parse(String head) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        String[] lines = head.split("\r\n");
        for (int i = 1; i < lines.length; i++) {
            String[] parts = lines[i].split(": ", 2);
            headers.merge(parts[0].toLowerCase(java.util.Locale.ROOT), parts[1], (one, two) -> one + "\n" + two);
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        return new Answer(head, Integer.parseInt(lines[0].split(" ")[1]), headers, body);
    }

    private Frame frame() throws IOException {
        int channel = in.readUnsignedByte();
        return new Frame(channel, in.readNBytes(in.readUnsignedShort()));
    }

    Frame nextFrame() {
        if (!frames.isEmpty()) {
            return frames.removeFirst();
        }
        try {
            int first = in.read();
            if (first != '$') {
                throw new AssertionError("Not a frame but " + first);
            }
            return frame();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next document of channel 0, put together from its packets. */
    String document() {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        while (true) {
            Frame frame = nextFrame();
            if (frame.channel() == 0) {
                document.write(frame.bytes(), 12, frame.bytes().length - 12);
                if (frame.marked()) {
                    return document.toString(StandardCharsets.UTF_8);
                }
            }
        }
    }

    /** Topic, operation, source and data of the next document's only event. */
    String event() {
        return text(document());
    }

    static String text(String document) {
        return first(document, "<wsnt:Topic[^>]*>([^<]*)<") + " " + first(document, "PropertyOperation=\"(\\w+)\"")
                + " " + items(first(document, "(?s)<tt:Source>(.*)</tt:Source>")) + " "
                + items(first(document, "(?s)<tt:Data>(.*)</tt:Data>"));
    }

    static Map<String, String> items(String group) {
        Map<String, String> items = new LinkedHashMap<>();
        Matcher item = Pattern.compile("Name=\"([^\"]*)\" Value=\"([^\"]*)\"").matcher(group);
        while (item.find()) {
            items.put(item.group(1), item.group(2));
        }
        return items;
    }

    static String first(String text, String regex) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** What comes until the device closes. */
    String rest() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (java.net.SocketException reset) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True if nothing comes for a while; needs no answer of the device. */
    boolean isSilentFor(int millis) {
        try {
            socket.setSoTimeout(millis);
            in.readUnsignedByte();
            return false;
        } catch (java.net.SocketTimeoutException silent) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            restoreTimeout();
        }
    }

    private void restoreTimeout() {
        try {
            socket.setSoTimeout(WAIT_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
