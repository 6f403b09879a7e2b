package dev.openaxis.benchmarks.fleet;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a client has to know about the devices.
 *
 * @param devices how many there are
 * @param ports TCP port per mode, the same on every address
 * @param pins SHA-256 fingerprints of the certificates that the devices share
 */
public record Fleet(int devices, Map<Mode, Integer> ports, List<String> pins) {
    /** Account of every device. */
    public static final String USER = "bench";

    /** Its password. */
    public static final String PASSWORD = "loopback only";

    /** Request target of every request. */
    public static final String TARGET = "/axis-cgi/basicdeviceinfo.cgi";

    /** Body of every request. */
    public static final String BODY = "{\"apiVersion\":\"1.0\",\"method\":\"getAllProperties\"}";

    private static final int PER_NET = 250;

    /** The certificates and ports, in lines for another process. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        pins.forEach(pin -> lines.add("pin " + pin));
        StringBuilder last = new StringBuilder("ready");
        ports.forEach(
                (mode, port) -> last.append(' ').append(mode.wire()).append('=').append(port));
        lines.add(last.toString());
        return lines;
    }

    /** Reads {@link #lines}. */
    public static Fleet read(int devices, Supplier<String> next) {
        List<String> pins = new ArrayList<>();
        String line = next.get();
        for (; line.startsWith("pin "); line = next.get()) {
            pins.add(line.substring(4));
        }
        Map<Mode, Integer> ports = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            ports.put(mode, (int) ServedCounts.number(line, mode.wire()));
        }
        return new Fleet(devices, ports, pins);
    }

    /** The same with fewer devices. */
    public Fleet atMost(int count) {
        return new Fleet(Math.min(devices, count), ports, pins);
    }

    /** Address of a device: {@code 127.1.0.1}, {@code 127.1.0.2} and so on. */
    public String host(int device) {
        return "127.1." + device / PER_NET + "." + (device % PER_NET + 1);
    }

    /** Address and port as they stand in a {@code Host} header. */
    public String authority(int device, Mode mode) {
        return host(device) + ":" + port(mode);
    }

    /** The complete address of the resource that is read. */
    public String url(int device, Mode mode) {
        return origin(device, mode) + TARGET;
    }

    /** Scheme, host and port. */
    public String origin(int device, Mode mode) {
        return (mode == Mode.TLS ? "https://" : "http://") + authority(device, mode);
    }

    /** Port of a mode. */
    public int port(Mode mode) {
        return ports.getOrDefault(mode, 0);
    }

    /** Fingerprint of a device's certificate. */
    public String pin(int device) {
        return pins.get(device % pins.size());
    }

    /** The device that an address belongs to, as {@link #host} makes them. */
    static int device(InetAddress address) {
        byte[] octets = address.getAddress();
        return (octets[2] & 0xff) * PER_NET + (octets[3] & 0xff) - 1;
    }

    /** Serial number of a device: twelve hex digits, as in its realm. */
    static String serial(int device) {
        return String.format(Locale.ROOT, "ACCC8E%06X", device);
    }
}
