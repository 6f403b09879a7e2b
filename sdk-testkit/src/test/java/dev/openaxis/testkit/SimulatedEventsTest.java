package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedEventsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TOPIC = "tnsaxis:Test/Load";

    @Test
    void anyEventIsToldOnEveryStream() throws InterruptedException {
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device = MqttTest.quick().withRtsp().start();
                RtspClient rtsp = RtspClient.playing(device, "&eventtopic=axis:Test//.")) {
            EventClient socket = EventClient.open(device);
            socket.configure("tnsaxis:Test//.");
            rtsp.document();
            MqttTest.call(
                    device,
                    "/axis-cgi/mqtt/event.cgi",
                    "configureEventPublication",
                    "{\"eventFilterList\":[{\"topicFilter\":\"axis:Test//.\",\"retain\":\"property\"}]}");
            MqttTest.connect(device, MqttTest.server("tcp", broker.tcpPort()));
            device.events().emit(SimulatedEvent.pulse(TOPIC, Map.of("n", "1"), Map.of("v", "a<\"b\">")));
            assertThat(socket.notification()).isEqualTo(TOPIC + " {\"n\":\"1\"} {\"v\":\"a<\\\"b\\\">\"}");
            assertThat(rtsp.event()).isEqualTo(TOPIC + "  {n=1} {v=a&lt;&quot;b&quot;&gt;}");
            assertThat(broker.takeMessage(SOON).retained()).isFalse();
            device.events().emit(SimulatedEvent.state(TOPIC, Map.of("n", "1"), Map.of("v", "0")));
            device.events().emit(SimulatedEvent.state(TOPIC, Map.of("n", "1"), Map.of("v", "0")));
            assertThat(rtsp.event()).isEqualTo(TOPIC + " Initialized {n=1} {v=0}");
            assertThat(rtsp.event()).isEqualTo(TOPIC + " Changed {n=1} {v=0}");
            assertThat(broker.takeMessage(SOON).retained()).isTrue();
            EventClient late = EventClient.open(device);
            late.configure("tnsaxis:Test//.");
            assertThat(late.notification()).isEqualTo(TOPIC + " {\"n\":\"1\"} {\"v\":\"0\"}");
            device.events().withdraw(TOPIC, Map.of("n", "1"));
            assertThat(rtsp.event()).isEqualTo(TOPIC + " Deleted {n=1} {v=0}");
            assertThat(late.isQuiet()).isTrue();
            assertThat(device.events().emitted()).isEqualTo(3);
            assertThat(device.events().streams())
                    .extracting(EventStreamCount::kind, EventStreamCount::events)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(EventStreamCount.Kind.RTSP, 4L),
                            org.assertj.core.groups.Tuple.tuple(EventStreamCount.Kind.WEB_SOCKET, 3L),
                            org.assertj.core.groups.Tuple.tuple(EventStreamCount.Kind.MQTT, 3L),
                            org.assertj.core.groups.Tuple.tuple(EventStreamCount.Kind.WEB_SOCKET, 1L));
            assertThat(device.events().streams().get(2).peer()).isEqualTo("127.0.0.1:" + broker.tcpPort());
            assertThat(device.events().streams().get(1).peer()).matches("127\\.0\\.0\\.1:[0-9]+");
        }
    }

    /** The event of a recorded document. */
    private static SimulatedEvent recorded(String document) {
        return SimulatedEvent.state(
                RtspClient.first(document, "<wsnt:Topic[^>]*>([^<]*)<"),
                RtspClient.items(RtspClient.first(document, "<tt:Source>(.*)</tt:Source>")),
                RtspClient.items(RtspClient.first(document, "<tt:Data>(.*)</tt:Data>")));
    }

    private static String masked(String document) {
        return document.replaceAll("uri://[^/]*/", "uri://device/").replaceAll("UtcTime=\"[^\"]*\"", "UtcTime=\"\"");
    }

    @Test
    void documentsOfOtherProductsAreWrittenAsRecorded() {
        try (SimulatedDevice device = SimulatedDevice.a9210().withRtsp().start();
                RtspClient rtsp = RtspClient.playing(
                        device, "&eventtopic=axis:Storage//.,onvif:RuleEngine//.,onvif:Device/axis:Sensor//.")) {
            rtsp.document();
            for (String name : List.of("storage-alert-init", "rule-engine-region-detector-init", "pir-change")) {
                String recorded = Recordings.stream("metadata/" + name + ".xml");
                device.events().emit(recorded(recorded));
                if (recorded.contains("\"Changed\"")) {
                    rtsp.document();
                    device.events().emit(recorded(recorded));
                }
                assertThat(masked(rtsp.document())).isEqualTo(masked(recorded));
            }
        }
    }

    @Test
    void whatIsEmittedIsDeclaredToo() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            assertThat(Declared.ask(device)
                            .get("tns1:Device/tnsaxis:MQTT/ClientStatus")
                            .isProperty())
                    .isTrue();
            device.events().emit(SimulatedEvent.state(TOPIC, Map.of("n", "1"), Map.of("v", "0")));
            Declared declared = Declared.ask(device).get(TOPIC);
            assertThat(declared.isProperty()).isTrue();
            assertThat(declared.items("DataInstance").get("v").getAttribute("Type"))
                    .isEqualTo("xsd:string");
        }
    }

    @Test
    void statesOfTheDeviceItselfAreLeftAlone() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            Map<String, String> port = Map.of("port", "1");
            assertThatThrownBy(() -> device.events()
                            .emit(SimulatedEvent.state("tns1:Device/tnsaxis:IO/Port", port, Map.of("state", "1"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("IO/Port");
            assertThatThrownBy(() -> device.events().withdraw("tns1:Device/tnsaxis:IO/Port", port))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> SimulatedEvent.pulse(" ", Map.of(), Map.of()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> device.events().load(0, n -> null)).isInstanceOf(IllegalArgumentException.class);
            assertThat(device.events().emitted()).isZero();
        }
    }

    @Test
    void everyEventOfALoadIsSent() {
        try (SimulatedDevice device = SimulatedDevice.a9210().withRtsp().start();
                RtspClient rtsp = RtspClient.playing(device, "&eventtopic=axis:Test//.")) {
            rtsp.document();
            EventLoad load = device.events()
                    .load(
                            500,
                            n -> SimulatedEvent.state(
                                    TOPIC, Map.of("port", Long.toString(n % 10)), Map.of("n", Long.toString(n))));
            await().pollInterval(Duration.ofMillis(5)).atMost(SOON).until(() -> load.emitted() >= 200);
            load.close();
            long emitted = load.emitted();
            assertThat(device.events().emitted()).isEqualTo(emitted);
            for (long n = 0; n < emitted; n++) {
                assertThat(rtsp.event()).endsWith(" {port=" + n % 10 + "} {n=" + n + "}");
            }
            assertThat(device.events().streams())
                    .extracting(EventStreamCount::events)
                    .containsExactly(emitted);
            assertThat(rtsp.request("GET_PARAMETER", rtsp.url()).status()).isEqualTo(200);
            assertThat(load.emitted()).isEqualTo(emitted);
        }
    }

    @Test
    void aLoadKeepsItsRate() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            long begin = System.nanoTime();
            try (EventLoad load = device.events()
                    .load(10_000, n -> SimulatedEvent.pulse(TOPIC, Map.of(), Map.of("n", Long.toString(n))))) {
                await().pollInterval(Duration.ofMillis(5)).atMost(SOON).until(() -> load.emitted() >= 5000);
                long emitted = load.emitted();
                double seconds = (System.nanoTime() - begin) / 1e9;
                assertThat(emitted / seconds).isLessThanOrEqualTo(10_000);
                assertThat(seconds).isGreaterThan(0.45);
            }
        }
    }

    @Test
    void aLoadThatFailsSaysSoWhenItIsClosed() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            EventLoad load = device.events().load(1000, n -> {
                throw new IllegalStateException("no event");
            });
            await().atMost(SOON)
                    .untilAsserted(() -> assertThatThrownBy(load::close)
                            .isInstanceOf(IllegalStateException.class)
                            .hasRootCauseMessage("no event"));
            assertThat(load.emitted()).isZero();
        }
    }

    @Test
    void aMonitorOfPortsIsCountedToo() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            Client client = new Client(device);
            client.getAsync("/axis-cgi/io/port.cgi?monitor=2,3");
            await().atMost(SOON)
                    .until(() -> device.events().streams().stream()
                            .map(EventStreamCount::events)
                            .toList()
                            .equals(List.of(2L)));
            assertThat(device.events().streams().get(0).kind()).isEqualTo(EventStreamCount.Kind.PORT_MONITOR);
        }
    }

    @Test
    void whatWasEmittedIsGoneAfterARestart() {
        try (SimulatedDevice device = MqttTest.quick().start()) {
            device.events().emit(SimulatedEvent.state(TOPIC, Map.of(), Map.of("v", "1")));
            device.restart(Duration.ofMillis(10));
            await().atMost(SOON).until(device::isReady);
            EventClient events = EventClient.open(device);
            events.configure(TOPIC);
            assertThat(events.isQuiet()).isTrue();
        }
    }
}
