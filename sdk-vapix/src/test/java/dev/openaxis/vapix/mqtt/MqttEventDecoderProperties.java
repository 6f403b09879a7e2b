package dev.openaxis.vapix.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.vapix.recordings.Mangled;
import dev.openaxis.vapix.recordings.Recorded;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any bytes under any topic: a message or nothing, never an exception, and as few kinds of oddities as there are. */
class MqttEventDecoderProperties {
    private static final List<String> PAYLOADS = Stream.of(
                    "payload-Sensor-PIR-kane610",
                    "composed-payload-IO-Port",
                    "composed-payload-with-serial",
                    "composed-default-connect-payload",
                    "composed-default-lwt-payload")
            .map(name -> Recorded.text("mqtt/" + name + ".json"))
            .toList();

    private final MqttEventDecoder decoder = MqttEventDecoder.create();

    private void read(String topic, byte[] payload, boolean retained) {
        Optional<MqttMessage> message = decoder.decode(topic, payload, retained);

        message.ifPresent(told -> {
            assertThat(told.toString()).isNotNull();
            assertThat(told.serial()).isNotNull();
            assertThat(told.retained()).isEqualTo(retained);
            if (told instanceof MqttMessage.Event event) {
                assertThat(event.event().key().topic()).isEqualTo(event.event().topic());
            }
        });
        assertThat(decoder.oddities()).hasSizeLessThan(20);
    }

    @Property(tries = 500)
    void anyBytes(@ForAll String topic, @ForAll byte[] payload, @ForAll boolean retained) {
        read(topic, payload, retained);
    }

    @Property(tries = 500)
    void mangledRecordings(@ForAll("topics") String topic, @ForAll("payloads") String payload) {
        read(topic, payload.getBytes(StandardCharsets.UTF_8), true);
    }

    @Provide
    Arbitrary<String> topics() {
        return Arbitraries.of(
                "axis/ACCC8E000001/event/connection",
                "axis/ACCC8E000001/event/tns:onvif/Device/tns:axis/IO/Port/$source/port/1",
                "ACCC8E000001/event/connection",
                "site/door");
    }

    @Provide
    Arbitrary<String> payloads() {
        return Mangled.json(PAYLOADS);
    }
}
