package dev.openaxis.benchmarks.fleet;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What one device answers, and the nonce it gave out last. */
final class SimulatedDevice {
    private static final String HEAD =
            "Date: Sat, 21 Nov 2026 10:00:00 GMT\r\nServer: Apache/2.4.68 (Unix) OpenSSL/3.5.7\r\n";

    private static final String REFUSED = "{\"error\":\"401 Unauthorized\"}";

    private static final int LEAST_SLOW_MILLIS = 800;
    private static final int SLOW_SPREAD_MILLIS = 400;

    private final String serial;
    private final String realm;
    private final ByteBuf answer;
    private final Map<String, byte[]> ha1 = new HashMap<>();
    private final int slowMillis;
    private volatile String nonce = "";

    SimulatedDevice(int number) {
        serial = Fleet.serial(number);
        realm = "AXIS_" + serial;
        byte[] json = properties().getBytes(StandardCharsets.US_ASCII);
        String head = "HTTP/1.1 200 OK\r\n" + HEAD + "Cache-Control: no-cache\r\nContent-Length: " + json.length
                + "\r\nContent-Type: application/json\r\n\r\n";
        ByteBuf whole = Unpooled.directBuffer()
                .writeBytes(head.getBytes(StandardCharsets.US_ASCII))
                .writeBytes(json);
        answer = Unpooled.unreleasableBuffer(whole).asReadOnly();
        String account = Fleet.USER + ":" + realm + ":" + Fleet.PASSWORD;
        for (Mode mode : Mode.values()) {
            if (mode.logIn()) {
                ha1.computeIfAbsent(mode.algorithm(), name -> hex(DigestGate.algorithm(name), account));
            }
        }
        slowMillis = LEAST_SLOW_MILLIS + number % SLOW_SPREAD_MILLIS;
    }

    private String properties() {
        return "{\"apiVersion\":\"1.3\",\"data\":{\"propertyList\":{\"Architecture\":\"aarch64\",\"Brand\":\"AXIS\","
                + "\"BuildDate\":\"Feb 20 2026 18:19\",\"HardwareID\":\"9CF\",\"ProdFullName\":\"AXIS D4200-VE Network"
                + " Strobe Speaker\",\"ProdNbr\":\"D4200-VE\",\"ProdShortName\":\"AXIS D4200-VE\",\"ProdType\":\"Network"
                + " Strobe Speaker\",\"ProdVariant\":\"\",\"SerialNumber\":\"" + serial + "\",\"Soc\":\"i.MX8MN\","
                + "\"SocSerialNumber\":\"\",\"Version\":\"12.9.57\",\"WebURL\":\"https://www.axis.com\"}}}";
    }

    /** Upper-case hex serial number with its prefix. */
    String realm() {
        return realm;
    }

    /** Hash of account, realm and password, in hex. */
    byte[] ha1(String algorithm) {
        return ha1.getOrDefault(algorithm, new byte[0]);
    }

    /** How long this device takes for an answer in {@link Mode#SLOW}: 800 to 1,199 ms, not all the same. */
    int slowMillis() {
        return slowMillis;
    }

    /** The only nonce this device accepts at the moment. */
    String nonce() {
        return nonce;
    }

    /** The complete answer with status 200. */
    ByteBuf answer() {
        return answer.duplicate();
    }

    /** A new nonce in the complete answer with status 401. */
    ByteBuf challenge(MessageDigest sha1, Mode mode) {
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
        byte[] clock = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(micros)
                .array();
        sha1.update(clock);
        String made = Base64.getEncoder().encodeToString(clock)
                + HexFormat.of().formatHex(sha1.digest(ha1(mode.algorithm())));
        nonce = made;
        String text = "HTTP/1.1 401 Unauthorized\r\n" + HEAD + "WWW-Authenticate: Digest realm=\"" + realm
                + "\", nonce=\"" + made + "\", algorithm=" + mode.algorithm() + ", qop=\"auth\"\r\n"
                + "Content-Type: application/json; charset=utf-8\r\n"
                + (mode.chunkedRefusal()
                        ? "Transfer-Encoding: chunked\r\n\r\n1c\r\n" + REFUSED + "\r\n0\r\n\r\n"
                        : "Content-Length: " + REFUSED.length() + "\r\n\r\n" + REFUSED);
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    /** A hash as lower-case hex digits. */
    static byte[] hex(MessageDigest digest, String text) {
        return HexFormat.of()
                .formatHex(digest.digest(text.getBytes(StandardCharsets.US_ASCII)))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
