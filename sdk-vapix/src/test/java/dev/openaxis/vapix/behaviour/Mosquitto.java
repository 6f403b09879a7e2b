package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.internal.json.Json;
import dev.openaxis.vapix.mqtt.MqttEventDecoder;
import dev.openaxis.vapix.mqtt.MqttMessage;
import dev.openaxis.vapix.mqtt.MqttQos;
import dev.openaxis.vapix.mqtt.MqttServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A real mosquitto on free ports of 127.0.0.1, with an account, a certificate and a configuration of its own, which forgets
 * everything when it ends. Its subscribers and publishers are mosquitto's, too.
 */
final class Mosquitto implements AutoCloseable {
    static final String HOST = "127.0.0.1";
    static final String USER = "device";
    static final String PASSWORD = "of-the-broker";
    private static final String PACKAGES = "mosquitto mosquitto-clients";
    /** Kept by the broker itself for everybody who subscribes. */
    private static final String VERSION_TOPIC = "$SYS/broker/version";

    /** How a device reaches it. */
    enum Way {
        TCP,
        TLS,
        WEB_SOCKET,
        SECURE_WEB_SOCKET;

        boolean encrypted() {
            return this == TLS || this == SECURE_WEB_SOCKET;
        }

        private String listener(int port, Authority authority) {
            boolean webSocket = this == WEB_SOCKET || this == SECURE_WEB_SOCKET;
            String plain = "listener " + port + " " + HOST + "\nprotocol " + (webSocket ? "websockets" : "mqtt") + "\n";
            return encrypted()
                    ? plain + "certfile " + authority.server() + "\nkeyfile " + authority.serverKey() + "\n"
                    : plain;
        }

        private MqttServer server(int port) {
            MqttServer server = switch (this) {
                case TCP -> MqttServer.tcp(HOST);
                case TLS -> MqttServer.tls(HOST);
                case WEB_SOCKET -> MqttServer.webSocket(HOST).basePath("/mqtt");
                case SECURE_WEB_SOCKET -> MqttServer.secureWebSocket(HOST).basePath("/mqtt");
            };
            return server.port(port);
        }
    }

    /**
     * A message as a subscriber of mosquitto's was given it.
     *
     * @param topic its topic
     * @param qos how it was delivered
     * @param retained whether the broker had kept it
     * @param payload what it says
     */
    record Delivered(String topic, int qos, boolean retained, String payload) {
        Optional<MqttMessage> decoded(MqttEventDecoder decoder) {
            return decoder.decode(topic, payload.getBytes(StandardCharsets.UTF_8), retained);
        }
    }

    private final Path folder;
    private final Path program;
    private final Authority authority;
    private final Map<Way, Integer> ports;
    private final List<Subscriber> subscribers = new ArrayList<>();
    private Process process;

    private Mosquitto(Path folder, Path program, Authority authority, Map<Way, Integer> ports) {
        this.folder = folder;
        this.program = program;
        this.authority = authority;
        this.ports = ports;
        this.process = run();
    }

    /**
     * Starts one.
     *
     * @param folder an empty directory
     */
    static Mosquitto start(Path folder) {
        Path program = ForeignPrograms.find("mosquitto", "mosquitto", PACKAGES);
        Authority authority = Authority.create(folder, "authority of the broker");
        String accounts =
                ForeignPrograms.find("mosquitto_passwd", "mosquitto", PACKAGES).toString();
        ForeignPrograms.run(folder, List.of(accounts, "-b", "-c", "accounts", USER, PASSWORD));
        try {
            Map<Way, Integer> ports = freePorts();
            StringBuilder configuration = new StringBuilder("""
                    log_dest stderr
                    persistence false
                    allow_anonymous false
                    """)
                    .append("password_file ")
                    .append(folder.resolve("accounts"))
                    .append('\n');
            if (System.getProperty("user.name").equals("root")) {
                // Else it becomes somebody who may not read this directory.
                configuration.append("user root\n");
            }
            ports.forEach((way, port) -> configuration.append(way.listener(port, authority)));
            Files.writeString(folder.resolve("mosquitto.conf"), configuration);
            Mosquitto broker = new Mosquitto(folder, program, authority, ports);
            broker.awaitListening();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Way, Integer> freePorts() throws IOException {
        Map<Way, Integer> ports = new EnumMap<>(Way.class);
        List<ServerSocket> sockets = new ArrayList<>();
        for (Way way : Way.values()) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            sockets.add(socket);
            ports.put(way, socket.getLocalPort());
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    private Process run() {
        Path log = folder.resolve("mosquitto.log");
        return ForeignPrograms.start(folder, log, log, List.of(program.toString(), "-c", "mosquitto.conf"));
    }

    private void awaitListening() {
        for (int port : ports.values()) {
            await().atMost(Clients.SOON).until(() -> listens(port) || !process.isAlive());
        }
        assertThat(process.isAlive()).as(log()).isTrue();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(HOST, port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where a device finds it. */
    MqttServer server(Way way) {
        return way.server(ports.get(way));
    }

    /** Who issued its certificate. */
    X509Certificate authority() {
        return authority.certificate();
    }

    /** What it wrote about itself up to now. */
    String log() {
        return ForeignPrograms.text(folder.resolve("mosquitto.log"));
    }

    /** Ends it; all its clients lose their connections. */
    void stop() {
        ForeignPrograms.end(process);
    }

    /** Starts it again on the same ports. */
    void startAgain() {
        process = run();
        awaitListening();
    }

    /** Publishes messages, none of them to be kept. */
    void publish(String topic, List<String> payloads, MqttQos qos) {
        List<String> command = client("mosquitto_pub", "publisher");
        command.addAll(List.of("-q", Integer.toString(qos.level()), "-t", topic, "-l"));
        ForeignPrograms.run(folder, command, payloads);
    }

    private List<String> client(String name, String id) {
        Path client = ForeignPrograms.find(name, "mosquitto", PACKAGES);
        return new ArrayList<>(List.of(
                client.toString(),
                "-h",
                HOST,
                "-p",
                Integer.toString(ports.get(Way.TCP)),
                "-u",
                USER,
                "-P",
                PASSWORD,
                "-V",
                "mqttv311",
                "-i",
                id));
    }

    /** Subscribes, with QoS 2; on return the broker delivers, and everything it had kept is delivered. */
    Subscriber subscribe(String... filters) {
        Subscriber subscriber = new Subscriber("subscriber-" + subscribers.size(), filters);
        subscribers.add(subscriber);
        subscriber.awaitDelivering();
        return subscriber;
    }

    @Override
    public void close() {
        subscribers.forEach(subscriber -> ForeignPrograms.kill(subscriber.process));
        ForeignPrograms.kill(process);
    }

    /** A {@code mosquitto_sub}, which writes a line of JSON for each message. */
    final class Subscriber {
        private final Path output;
        private final Path errors;
        private final Process process;

        private Subscriber(String id, String... filters) {
            output = folder.resolve(id + ".out");
            errors = folder.resolve(id + ".err");
            List<String> command = client("mosquitto_sub", id);
            command.addAll(List.of("-q", "2", "-F", "%j"));
            // Last, so that what the broker keeps for the other filters comes before it.
            Stream.concat(Stream.of(filters), Stream.of(VERSION_TOPIC))
                    .forEach(filter -> command.addAll(List.of("-t", filter)));
            process = ForeignPrograms.start(folder, output, errors, command);
        }

        private void awaitDelivering() {
            await().atMost(Clients.SOON)
                    .until(() -> !process.isAlive() || lines().anyMatch(line -> line.contains(VERSION_TOPIC)));
            assertThat(process.isAlive()).as(ForeignPrograms.text(errors)).isTrue();
        }

        private Stream<String> lines() {
            String text = ForeignPrograms.text(output);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines();
        }

        /** The messages up to now, in the order they came. */
        List<Delivered> delivered() {
            return lines().map(Subscriber::read)
                    .filter(message -> !message.topic().equals(VERSION_TOPIC))
                    .toList();
        }

        private static Delivered read(String line) {
            try {
                Json message = Json.parse(line, field -> {});
                return new Delivered(
                        message.text("topic").orElseThrow(),
                        Math.toIntExact(message.integer("qos").orElseThrow()),
                        message.integer("retain").orElseThrow() == 1,
                        message.text("payload").orElseThrow());
            } catch (Json.NotJsonException e) {
                throw new AssertionError("no message of mosquitto_sub: " + line, e);
            }
        }

        /** The payloads up to now. */
        List<String> payloads() {
            return delivered().stream().map(Delivered::payload).toList();
        }

        /** Waits for a message. */
        Delivered hears(Predicate<Delivered> wanted) {
            return await().atMost(Clients.SOON)
                    .until(() -> delivered().stream().filter(wanted).findFirst(), Optional::isPresent)
                    .orElseThrow();
        }
    }
}
