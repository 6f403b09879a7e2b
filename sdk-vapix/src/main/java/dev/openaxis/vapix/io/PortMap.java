package dev.openaxis.vapix.io;

import dev.openaxis.core.internal.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What an installer checked about one device's ports: which are relays and which terminal each is wired to. Where the
 * references only infer a mapping, the SDK drives nothing until the host accepted such a map. Export it with
 * {@link #toJson()}, keep it with the installation, load it with {@link #parse}.
 *
 * @param serial the device it was made for
 * @param topology fingerprint of the ports it was made for; other ports make it void
 * @param entries what was checked, by port
 */
public record PortMap(String serial, String topology, Map<PortId, Entry> entries) {

    /**
     * One checked port.
     *
     * @param relay whether it is a relay
     * @param terminal print of the terminal, possibly empty
     */
    public record Entry(boolean relay, String terminal) {}

    /** Makes the map immutable. */
    public PortMap {
        if (serial.isEmpty() || topology.isEmpty()) {
            throw new IllegalArgumentException("a port map names the device and the topology it was made for");
        }
        entries = Map.copyOf(entries);
    }

    /**
     * The same map with one more checked port.
     *
     * @param port which port
     * @param relay whether it is a relay
     * @param terminal print of the terminal, possibly empty
     * @return a copy
     */
    public PortMap with(PortId port, boolean relay, String terminal) {
        Map<PortId, Entry> more = new LinkedHashMap<>(entries);
        more.put(port, new Entry(relay, terminal));
        return new PortMap(serial, topology, more);
    }

    /**
     * The map as a JSON document.
     *
     * @return the document, readable by {@link #parse}
     */
    public String toJson() {
        List<Map<String, Object>> ports = new ArrayList<>();
        new TreeMap<>(entries).forEach((port, entry) -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("port", port.index());
            line.put("relay", entry.relay());
            line.put("terminal", entry.terminal());
            ports.add(line);
        });
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("serial", serial);
        document.put("topology", topology);
        document.put("ports", ports);
        return Json.write(document);
    }

    /**
     * Reads a map. Strict: a map with anything missing is not a map.
     *
     * @param json a document of {@link #toJson}
     * @return the map
     * @throws IllegalArgumentException if it is not one
     */
    public static PortMap parse(String json) {
        List<String> wrong = new ArrayList<>();
        try {
            Json document = Json.parse(json, wrong::add);
            if (!document.isText("serial") || !document.isText("topology") || !document.has("ports")) {
                throw new IllegalArgumentException("not a port map: serial, topology and ports belong in it");
            }
            Map<PortId, Entry> entries = new LinkedHashMap<>();
            for (Json line : document.objects("ports")) {
                OptionalLong port = line.integer("port");
                boolean complete = port.isPresent() && line.bool("relay").isPresent() && line.isText("terminal");
                if (!complete || port.getAsLong() < 0 || port.getAsLong() > 255) {
                    throw new IllegalArgumentException(
                            "a port map's entry has its port, whether it is a relay, and its terminal");
                }
                Entry entry = new Entry(line.bool("relay").orElseThrow(), line.text("terminal", ""));
                if (entries.put(PortId.of((int) port.getAsLong()), entry) != null) {
                    throw new IllegalArgumentException(
                            "a port map names every port once, not port " + port.getAsLong() + " twice");
                }
            }
            if (!wrong.isEmpty()) {
                throw new IllegalArgumentException("not a port map: " + wrong + " has a wrong type");
            }
            return new PortMap(document.text("serial", ""), document.text("topology", ""), entries);
        } catch (Json.NotJsonException e) {
            throw new IllegalArgumentException("not a port map: " + e.getMessage(), e);
        }
    }
}
