package dev.openaxis.vapix.io;

import dev.openaxis.core.internal.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static final int MODULE_IO = 8;
    private static final int MODULE_RELAYS = 4;

    /**
     * One checked port.
     *
     * @param relay whether it is a relay
     * @param terminal print of the terminal, possibly empty
     * @param module the expansion module it is on, empty for the device's own
     */
    public record Entry(boolean relay, String terminal, Optional<ModuleId> module) {
        @Override
        public String toString() {
            return module.map(id -> id + " ").orElse("") + terminal + (relay ? " (relay)" : "");
        }
    }

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
        more.put(port, new Entry(relay, terminal, Optional.empty()));
        return new PortMap(serial, topology, more);
    }

    /**
     * The same map with the twelve ports of an A9910: eight I/O, then four relays. Which module's they are, and that they
     * come in this order, is what the installer checked; for one module it was observed, for more it is not known.
     *
     * @param module which module
     * @param first the port of its I/O 1
     * @return a copy
     * @throws IllegalArgumentException if there is another entry for one of the ports, or the module is in the map already
     */
    public PortMap withModule(ModuleId module, PortId first) {
        Map<PortId, Entry> more = new LinkedHashMap<>(entries);
        if (more.values().stream().anyMatch(entry -> entry.module().equals(Optional.of(module)))) {
            throw new IllegalArgumentException(module + " is in the map already");
        }
        for (int i = 0; i < MODULE_IO + MODULE_RELAYS; i++) {
            PortId port = PortId.of(first.index() + i);
            boolean relay = i >= MODULE_IO;
            Entry entry =
                    new Entry(relay, relay ? relayTerminal(i - MODULE_IO + 1) : ioTerminal(i + 1), Optional.of(module));
            Entry other = more.put(port, entry);
            if (other != null) {
                throw new IllegalArgumentException(port + " is " + other + " in the map already");
            }
        }
        return new PortMap(serial, topology, more);
    }

    /**
     * The modules of the map.
     *
     * @return their ids in order
     */
    public List<ModuleId> modules() {
        return entries.values().stream()
                .flatMap(entry -> entry.module().stream())
                .distinct()
                .sorted()
                .toList();
    }

    Optional<PortId> port(ModuleId module, String terminal) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().module().equals(Optional.of(module))
                        && entry.getValue().terminal().equals(terminal))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    static String ioTerminal(int number) {
        return "I/O " + number;
    }

    static String relayTerminal(int number) {
        return "Relay " + number;
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
            entry.module().ifPresent(module -> line.put("module", module.number()));
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
                OptionalLong module = line.integer("module");
                boolean inRange = port.orElse(0) >= 0 && port.orElse(0) <= 255 && Math.abs(module.orElse(0)) <= 255;
                if (!complete || !inRange) {
                    throw new IllegalArgumentException(
                            "a port map's entry has its port, whether it is a relay, and its terminal");
                }
                Entry entry = new Entry(
                        line.bool("relay").orElseThrow(),
                        line.text("terminal", ""),
                        module.isPresent() ? Optional.of(ModuleId.of((int) module.getAsLong())) : Optional.empty());
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
