package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VariantTest {
    @Test
    void everyReadingAloneGivesAWorkingDevice() {
        for (Set<Variant> variants : Variant.oneAtATime()) {
            try (SimulatedDevice device =
                    SimulatedDevice.a9210().variants(variants).start()) {
                Client client = new Client(device);
                if (variants.contains(Variant.BASIC_EVERYWHERE) || variants.contains(Variant.BOTH_CHALLENGES)) {
                    assertThat(client.anonymous(client.request("/axis-cgi/usergroup.cgi"))
                                    .statusCode())
                            .isEqualTo(401);
                    continue;
                }
                assertThat(client.get("/axis-cgi/usergroup.cgi").statusCode())
                        .as(variants.toString())
                        .isEqualTo(200);
                assertThat(client.json(
                                        "/axis-cgi/io/portmanagement.cgi",
                                        "{\"apiVersion\":\"1.0\",\"method\":\"getPorts\"}")
                                .at("/data/numberOfPorts")
                                .asInt())
                        .isEqualTo(11);
                assertThat(client.get("/axis-cgi/io/port.cgi?action=1%3A%2F10%5C")
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void everyReadingIsImplementedAndTested() throws IOException {
        for (String folder : new String[] {"src/main/java", "src/test/java"}) {
            String code = source(Path.of(folder));
            for (Variant variant : Variant.all()) {
                assertThat(code).as(folder).contains("Variant." + variant.name());
            }
            for (EventVariant variant : EventVariant.values()) {
                assertThat(code).as(folder).contains("EventVariant." + variant.name());
            }
            for (PullPointVariant variant : PullPointVariant.values()) {
                assertThat(code).as(folder).contains("PullPointVariant." + variant.name());
            }
            for (RuleVariant variant : RuleVariant.values()) {
                assertThat(code).as(folder).contains("RuleVariant." + variant.name());
            }
            for (ShockVariant variant : ShockVariant.values()) {
                assertThat(code).as(folder).contains("ShockVariant." + variant.name());
            }
            for (SoapVariant variant : SoapVariant.values()) {
                assertThat(code).as(folder).contains("SoapVariant." + variant.name());
            }
            for (GpioVariant variant : GpioVariant.values()) {
                assertThat(code).as(folder).contains("GpioVariant." + variant.name());
            }
            for (MqttVariant variant : MqttVariant.values()) {
                assertThat(code).as(folder).contains("MqttVariant." + variant.name());
            }
            for (PortMonitorVariant variant : PortMonitorVariant.values()) {
                assertThat(code).as(folder).contains("PortMonitorVariant." + variant.name());
            }
            for (RtspVariant variant : RtspVariant.values()) {
                assertThat(code).as(folder).contains("RtspVariant." + variant.name());
            }
            for (SerialVariant variant : SerialVariant.values()) {
                assertThat(code).as(folder).contains("SerialVariant." + variant.name());
            }
        }
    }

    private static String source(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(VariantTest::read)
                    .collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readingsOfOneQuestionExcludeEachOtherAndAllHaveAReference() {
        assertThat(Variant.oneAtATime())
                .hasSize(Variant.all().size() + 1)
                .first()
                .isEqualTo(Set.of());
        List<Reading> readings = new ArrayList<>(Variant.all());
        readings.addAll(List.of(EventVariant.values()));
        readings.addAll(List.of(GpioVariant.values()));
        readings.addAll(List.of(MqttVariant.values()));
        readings.addAll(List.of(PortMonitorVariant.values()));
        readings.addAll(List.of(PullPointVariant.values()));
        readings.addAll(List.of(RtspVariant.values()));
        readings.addAll(List.of(RuleVariant.values()));
        readings.addAll(List.of(SerialVariant.values()));
        readings.addAll(List.of(ShockVariant.values()));
        readings.addAll(List.of(SoapVariant.values()));
        assertThat(Reading.oneAtATime(GpioVariant.class))
                .hasSize(GpioVariant.values().length + 1)
                .contains(Set.of(GpioVariant.SMALL_PAGES))
                .first()
                .isEqualTo(Set.of());
        assertThat(readings).extracting(Reading::name).doesNotHaveDuplicates();
        assertThat(readings).allSatisfy(variant -> {
            assertThat(variant.question()).isNotBlank();
            assertThat(variant.reference()).matches("0[1-7] §.*");
            assertThat(variant.mark()).isNotNull();
        });
    }
}
