package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Node;

/** Packets and documents of the metadata stream. */
class RtspStreamTest {
    private static final String PORTS = "&eventtopic=onvif:Device/axis:IO/Port";
    private static final String STATUS = "&eventtopic=onvif:Device/axis:Status//.";
    private static final String PORT = "tns1:Device/tnsaxis:IO/Port";

    private static SimulatedDevice with(Reading... variants) {
        return SimulatedDevice.a9210().withRtsp().variant(variants).start();
    }

    private static List<String> events(RtspClient client, int count) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(client.event());
        }
        return events;
    }

    /** A document with the recorded values in place of its own. */
    private static String masked(String document) {
        return document.replaceAll("uri://[0-9a-f-]{36}/", "uri://uuid/")
                .replaceAll("UtcTime=\"[0-9-]{10}T[0-9:]{8}\\.[0-9]{6}Z\"", "UtcTime=\"\"")
                .replaceAll("Name=\"port\" Value=\"[0-9-]+\"", "Name=\"port\" Value=\"1\"");
    }

    @Test
    void theStreamBeginsWithTheEmptyDocumentAndThePresentStates() {
        try (SimulatedDevice device = with()) {
            device.input(1).close();
            try (RtspClient client = RtspClient.playing(device, PORTS)) {
                assertThat(client.document()).isEqualTo(Recordings.stream("metadata/first-message.xml"));
                String first = client.document();
                assertThat(masked(first).replace("Value=\"1\"/></tt:Data>", "Value=\"0\"/></tt:Data>"))
                        .isEqualTo(masked(Recordings.stream("metadata/port-0-init.xml")));
                assertThat(events(client, 7))
                        .contains(PORT + " Initialized {port=-1} {state=1}")
                        .contains(PORT + " Initialized {port=10} {state=0}");
                device.input(2).close();
                assertThat(client.event()).isEqualTo(PORT + " Changed {port=2} {state=1}");
                assertThat(device.rtsp().documentsSent()).isEqualTo(10);
            }
        }
    }

    @Test
    void aRelayAndAStateThatDisappearsAreTold() {
        try (SimulatedDevice device = with();
                RtspClient client = RtspClient.playing(
                        device, "&eventtopic=onvif:Device/Trigger/Relay,onvif:Device/axis:IO/Port")) {
            client.document();
            List<String> documents = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                documents.add(client.document());
            }
            String recorded =
                    masked(Recordings.stream("metadata/relay-init.xml")).replace("Value=\"3\"", "Value=\"0\"");
            assertThat(documents).extracting(RtspStreamTest::masked).contains(recorded);
            device.changeTopology(7, Direction.OUTPUT);
            assertThat(events(client, 2))
                    .containsExactlyInAnyOrder(
                            "tns1:Device/Trigger/Relay Initialized {RelayToken=7} {LogicalState=inactive}",
                            PORT + " Deleted {port=7} {state=0}");
        }
    }

    @Test
    void aPulseHasNoOperationAndIsNotRepeated() {
        String topic = "&eventtopic=onvif:Device/axis:Tampering//.";
        for (boolean withKey : List.of(false, true)) {
            SimulatedDevice.Builder builder =
                    SimulatedDevice.a9210().withRtsp().shockDetection().variant(ShockVariant.ON_FROM_THE_FACTORY);
            if (withKey) {
                builder.variant(RtspVariant.PULSES_WITH_KEY);
            }
            try (SimulatedDevice device = builder.start();
                    RtspClient client = RtspClient.playing(device, topic)) {
                client.document();
                device.shockDetection().strike();
                String document = client.document();
                assertThat(RtspClient.text(document))
                        .isEqualTo("tns1:Device/tnsaxis:Tampering/ShockDetected  {channel=1} {}");
                assertThat(document.contains("<tt:Key></tt:Key>")).isEqualTo(withKey);
                try (RtspClient late = RtspClient.playing(device, topic)) {
                    late.document();
                    late.request("GET_PARAMETER", late.url());
                    assertThat(device.rtsp().documentsSent()).isEqualTo(3);
                }
            }
        }
    }

    @Test
    void topicAndContentFiltersAreUnderstood() {
        String content = "&eventcontent=boolean(//SimpleItem[@Name=%22port%22%20and%20@Value=%222%22])";
        try (SimulatedDevice device = with();
                RtspClient client = RtspClient.playing(device, PORTS + content);
                RtspClient documented = RtspClient.playing(device, "&eventtopic=tns1:Device/tnsaxis:IO/Port")) {
            client.document();
            assertThat(client.event()).isEqualTo(PORT + " Initialized {port=2} {state=0}");
            documented.document();
            device.input(1).close();
            device.input(2).close();
            assertThat(client.event()).isEqualTo(PORT + " Changed {port=2} {state=1}");
            // Prefixes of filters are onvif: and axis:, others match nothing.
            documented.request("GET_PARAMETER", documented.url());
            assertThat(device.rtsp().documentsSent()).isEqualTo(4);
        }
    }

    @Test
    void packetsAreAsRecorded() {
        byte[] recorded = hex("rtsp/rtp-packet1-full.hex");
        try (SimulatedDevice device = with();
                RtspClient client = RtspClient.playing(device, STATUS)) {
            client.nextFrame();
            RtspClient.Frame frame = client.nextFrame();
            assertThat(frame.channel()).isZero();
            assertThat(frame.bytes()[0]).isEqualTo(recorded[0]);
            assertThat(frame.bytes()[1]).isEqualTo(recorded[1]);
            assertThat(tags(payload(frame.bytes()))).isEqualTo(tags(payload(recorded)));
        }
    }

    private static byte[] hex(String name) {
        return HexFormat.of().parseHex(Recordings.stream(name).replaceAll("\\s", ""));
    }

    private static String payload(byte[] packet) {
        return new String(packet, 12, packet.length - 12, StandardCharsets.UTF_8);
    }

    private static String tags(String document) {
        return document.replaceAll(">[^<\n]+<", "><").replaceAll("\"[^\"]*\"", "\"\"");
    }

    @Test
    void aLongDocumentIsCutIntoPacketsAsTheRecordedOneWas() {
        List<byte[]> recorded = List.of(hex("rtsp/rtp-packet2-fragment1.hex"), hex("rtsp/rtp-packet2-fragment2.hex"));
        assertThat(recorded.get(0)).hasSize(1400);
        try (SimulatedDevice device = SimulatedDevice.a9210()
                        .withRtsp(Duration.ofSeconds(60), 512)
                        .start();
                RtspClient client = RtspClient.playing(device, STATUS)) {
            RtspClient.Frame empty = client.nextFrame();
            List<RtspClient.Frame> packets = List.of(client.nextFrame(), client.nextFrame());
            assertThat(packets.get(0).bytes()).hasSize(512);
            for (int i = 0; i < 2; i++) {
                RtspClient.Frame packet = packets.get(i);
                RtspClient.Frame other = new RtspClient.Frame(0, recorded.get(i));
                assertThat(packet.bytes()[1]).isEqualTo(other.bytes()[1]);
                assertThat(packet.payloadType()).isEqualTo(98);
                assertThat(packet.number(2, 2)).isEqualTo((empty.number(2, 2) + 1 + i) & 0xFFFF);
                assertThat(packet.number(4, 4)).isEqualTo(packets.get(0).number(4, 4));
                assertThat(other.number(4, 4)).isEqualTo(new RtspClient.Frame(0, recorded.get(0)).number(4, 4));
                assertThat(packet.number(8, 4)).isEqualTo(empty.number(8, 4));
            }
            assertThat(packets.get(0).number(4, 4)).isNotEqualTo(empty.number(4, 4));
            assertThat(device.rtsp().packetsSent()).isEqualTo(3);
            assertThat(RtspClient.text(payload(packets.get(0).bytes())
                            + payload(packets.get(1).bytes())))
                    .isEqualTo("tns1:Device/tnsaxis:Status/SystemReady Initialized {} {ready=1}");
        }
    }

    @Test
    void packetsOfOneByteMakeWholeDocuments() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                        .withRtsp(Duration.ofSeconds(60), 13)
                        .start();
                RtspClient client = RtspClient.playing(device, STATUS)) {
            assertThat(client.document()).isEqualTo(Recordings.stream("metadata/first-message.xml"));
            assertThat(client.event()).startsWith("tns1:Device/tnsaxis:Status/SystemReady Initialized");
        }
    }

    /** Elements, attributes and text, whatever the white space between them. */
    private static String structure(String document) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            StringBuilder out = new StringBuilder();
            structure(
                    factory.newDocumentBuilder()
                            .parse(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)))
                            .getDocumentElement(),
                    out);
            return out.toString();
        } catch (Exception e) {
            throw new IllegalStateException(document, e);
        }
    }

    private static void structure(Node node, StringBuilder out) {
        if (node.getNodeType() == Node.TEXT_NODE) {
            out.append(node.getTextContent().isBlank() ? "" : "#text ");
            return;
        }
        out.append('<').append(node.getNodeName());
        for (int i = 0; i < node.getAttributes().getLength(); i++) {
            out.append(' ').append(node.getAttributes().item(i).getNodeName());
        }
        out.append('>');
        for (int i = 0; i < node.getChildNodes().getLength(); i++) {
            structure(node.getChildNodes().item(i), out);
        }
        out.append("</>");
    }

    @Test
    void documentsOfNewerFirmwareHaveLines() {
        String recorded = Recordings.stream("metadata/object-analytics-any-change.xml");
        try (SimulatedDevice device = with(RtspVariant.DOCUMENTS_IN_LINES);
                RtspClient client = RtspClient.playing(device, STATUS)) {
            client.document();
            String document = client.document();
            assertThat(tags(document).replaceAll("(<tt:SimpleItem[^\n]*\n)+", "ITEMS\n"))
                    .isEqualTo(tags(recorded).replaceAll("(<tt:SimpleItem[^\n]*\n)+", "ITEMS\n"));
            assertThat(structure(document))
                    .isEqualTo(structure(Recordings.stream("metadata/port-any-init.xml")
                            .replaceAll("<tt:Source>.*</tt:Source>", "<tt:Source></tt:Source>")));
        }
    }

    @Test
    void severalEventsMayComeInOneDocument() {
        try (SimulatedDevice device = with(RtspVariant.SEVERAL_EVENTS_IN_A_DOCUMENT);
                RtspClient client = RtspClient.playing(device, PORTS)) {
            client.document();
            String document = client.document();
            assertThat(document.split("<wsnt:NotificationMessage ", -1)).hasSize(9);
            assertThat(structure(document))
                    .startsWith("<tt:MetadataStream xmlns:tt><tt:Event><wsnt:NotificationMessage");
            device.input(3).close();
            assertThat(client.event()).isEqualTo(PORT + " Changed {port=5} {state=1}");
        }
        try (SimulatedDevice device = with(RtspVariant.SEVERAL_EVENTS_IN_A_DOCUMENT);
                RtspClient client = RtspClient.playing(device, "&eventtopic=axis:No/Such")) {
            client.document();
            client.request("GET_PARAMETER", client.url());
            assertThat(device.rtsp().documentsSent()).isEqualTo(1);
        }
    }

    @Test
    void reportsAndForeignFramesMayComeBetween() {
        try (SimulatedDevice device = with(RtspVariant.SENDER_REPORTS, RtspVariant.FRAMES_OF_OTHER_CHANNELS);
                RtspClient client = RtspClient.playing(device, STATUS)) {
            RtspClient.Frame report = client.nextFrame();
            assertThat(report.channel()).isEqualTo(1);
            assertThat(report.payloadType()).isEqualTo(200 & 0x7F);
            assertThat(report.bytes()).hasSize(28);
            assertThat(report.number(2, 2)).isEqualTo(6);
            assertThat(report.number(20, 4)).isZero();
            assertThat(client.nextFrame().channel()).isEqualTo(200);
            assertThat(client.document()).isEqualTo(Recordings.stream("metadata/first-message.xml"));
            assertThat(client.event()).startsWith("tns1:Device/tnsaxis:Status/SystemReady");
            RtspClient.Frame next = client.nextFrame();
            assertThat(next.channel()).isEqualTo(1);
            assertThat(next.number(20, 4)).isEqualTo(2);
            assertThat(next.number(4, 4)).isEqualTo(report.number(4, 4));
        }
    }

    @Test
    void answersComeBetweenTheFrames() {
        try (SimulatedDevice device = with();
                RtspClient client = RtspClient.playing(device, PORTS)) {
            for (int i = 0; i < 20; i++) {
                device.input(1).close();
                assertThat(client.request("GET_PARAMETER", client.url()).status())
                        .isEqualTo(200);
                device.input(1).open();
            }
            client.document();
            events(client, 8);
            // Both the input and the aggregate change.
            assertThat(events(client, 80)).allMatch(event -> event.startsWith(PORT + " Changed "));
        }
    }

    @Test
    void initialStatesCarryTheTimeOfTheLastChangeOrOfTheSubscription() {
        TestClock clock = new TestClock();
        try (SimulatedDevice device =
                SimulatedDevice.a9210().withRtsp().clock(clock).start()) {
            clock.advance(Duration.ofSeconds(5));
            try (RtspClient client = RtspClient.playing(device, STATUS)) {
                client.document();
                assertThat(client.document()).contains("UtcTime=\"2026-05-01T10:00:00.123456Z\"");
            }
        }
        TestClock later = new TestClock();
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .withRtsp()
                .clock(later)
                .variant(Variant.INITIAL_TIMESTAMP_OF_SUBSCRIPTION)
                .start()) {
            later.advance(Duration.ofSeconds(5));
            try (RtspClient client = RtspClient.playing(device, STATUS)) {
                client.document();
                assertThat(client.document()).contains("UtcTime=\"2026-05-01T10:00:05.123456Z\"");
            }
        }
    }

    @Test
    void mutedEventsAreLost() {
        try (SimulatedDevice device = with();
                RtspClient client = RtspClient.playing(device, PORTS)) {
            client.document();
            events(client, 8);
            device.faults().muteEvents(true);
            device.input(1).close();
            device.faults().muteEvents(false);
            device.input(2).close();
            assertThat(client.event()).isEqualTo(PORT + " Changed {port=2} {state=1}");
        }
    }
}
