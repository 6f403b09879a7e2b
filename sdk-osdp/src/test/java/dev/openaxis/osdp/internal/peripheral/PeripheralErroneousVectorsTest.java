package dev.openaxis.osdp.internal.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.osdp.DefaultKey;
import dev.openaxis.osdp.internal.secure.PanelHandshake;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.peripheral.LinkState;
import dev.openaxis.osdp.peripheral.PeripheralFault;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import dev.openaxis.osdp.testing.Vectors;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a device says to frames that are bad on purpose. */
class PeripheralErroneousVectorsTest {
    private static final List<JsonNode> VECTORS =
            Vectors.list(Vectors.ERRONEOUS, "frames").toList();

    private static byte[] bytes(int n) {
        return Vectors.hex(VECTORS.get(n - 1), "hex");
    }

    private static Bench device(int n) {
        Bench bench = new Bench();
        bench.address = switch (n) {
            case 45, 46 -> 0;
            case 47 -> 0x65;
            default -> 1;
        };
        bench.installMode = Duration.ofMinutes(10);
        return bench;
    }

    /** A device that is asked once before, so that it knows which number comes next. */
    private static Bench asked(int n, int before) {
        Bench bench = device(n);
        assertThat(bench.ask(new Poll(), before)).isEqualTo("ACK");
        return bench;
    }

    private DynamicTest says(int n, String reply, PeripheralFault... faults) {
        return DynamicTest.dynamicTest(
                n + " " + VECTORS.get(n - 1).get("defect").asText(), () -> {
                    Bench bench = device(n);

                    assertThat(Bench.summary(bench.send(bytes(n)))).isEqualTo(reply);

                    assertThat(bench.faults).containsExactly(faults);
                });
    }

    @TestFactory
    Stream<DynamicTest> aLoneFrameIsAnsweredAsTheVectorsSay() {
        return Stream.of(
                says(1, "NAK 1", PeripheralFault.CHECK),
                says(2, "NAK 1", PeripheralFault.CHECK),
                says(3, "NAK 1", PeripheralFault.CHECK),
                says(4, ""),
                says(5, ""),
                says(6, ""),
                says(7, ""),
                says(8, ""),
                says(9, "ACK"),
                says(10, "ACK"),
                says(11, "ACK"),
                says(18, "NAK 3", PeripheralFault.UNSUPPORTED),
                says(19, "NAK 2", PeripheralFault.LENGTH),
                says(20, "NAK 2", PeripheralFault.LENGTH),
                says(21, "NAK 9", PeripheralFault.CONTENT),
                says(22, "NAK 9", PeripheralFault.CONTENT),
                says(23, "COM", PeripheralFault.CONTENT),
                says(24, "COM", PeripheralFault.CONTENT),
                says(32, "NAK 5", PeripheralFault.SECURITY_BLOCK),
                says(33, "NAK 5", PeripheralFault.SECURITY_BLOCK),
                says(34, "NAK 5", PeripheralFault.SECURITY_BLOCK),
                says(35, "NAK 6", PeripheralFault.NO_MAC),
                says(45, "NAK 1", PeripheralFault.CHECK),
                says(46, "NAK 1", PeripheralFault.CHECK),
                says(47, "NAK 5", PeripheralFault.NOT_PROTECTED),
                says(54, "NAK 2", PeripheralFault.LENGTH),
                says(55, "NAK 5", PeripheralFault.HANDSHAKE),
                says(56, "NAK 6", PeripheralFault.NO_SESSION));
    }

    @Test
    void whatIsNoFrameIsCounted() {
        Bench bench = device(0);
        for (int n : new int[] {4, 5, 6, 7, 8}) {
            bench.send(bytes(n));
            bench.pass(Duration.ofMillis(20));
        }

        assertThat(bench.count(PeripheralFault.TRUNCATED)).isEqualTo(2);
        assertThat(bench.count(PeripheralFault.FRAME_LENGTH)).isEqualTo(3);
    }

    @Test
    void anUnexpectedNumberIsRefused() {
        assertThat(Bench.summary(asked(17, 1).send(bytes(17)))).isEqualTo("NAK 4");
    }

    @Test
    void addressesAndRatesThatAreNotSupportedAreAnsweredWithThePresentOnes_orRefused() {
        for (int n : new int[] {23, 24}) {
            Bench bench = device(n);
            assertThat(bench.send(bytes(n))).startsWith("53810D0005540180250000");
            bench.pass(Duration.ofMillis(20));
            assertThat(bench.moves).isEmpty();

            Bench refusing = device(n).with(PeripheralVariant.NAK_FOR_UNSUPPORTED_COMSET);
            assertThat(Bench.summary(refusing.send(bytes(n)))).isEqualTo("NAK 9");
        }
    }

    /** A device in the session of the annex, at address 1, that expects number 2. */
    private static Panel session(Bench bench) {
        VectorReplay.Recorded device = new VectorReplay.Recorded();
        device.add(Vectors.hex("A0A1A2A3A4A5A6A7"));
        bench.random = device;
        VectorReplay.Recorded own = new VectorReplay.Recorded();
        own.add(Vectors.hex("B0B1B2B3B4B5B6B7"));
        Panel panel = new Panel(bench, new PanelHandshake(DefaultKey.forCommissioningOnly(), own));
        panel.connect();
        return panel;
    }

    @Test
    void aWrongCryptogramIsRefusedAsTheStandardSays_orWithANak() {
        for (boolean nak : new boolean[] {false, true}) {
            Bench bench = nak ? device(51).with(PeripheralVariant.NAK_FOR_WRONG_CRYPTOGRAM) : device(51);
            VectorReplay.Recorded random = new VectorReplay.Recorded();
            random.add(Vectors.hex("A0A1A2A3A4A5A6A7"));
            bench.random = random;
            VectorReplay.Recorded own = new VectorReplay.Recorded();
            own.add(Vectors.hex("B0B1B2B3B4B5B6B7"));
            new Panel(bench, new PanelHandshake(DefaultKey.forCommissioningOnly(), own)).challenge();

            String reply = bench.send(bytes(51));

            if (nak) {
                assertThat(Bench.summary(reply)).isEqualTo("NAK 5");
            } else {
                assertThat(reply).startsWith("53811B000D0314FF78" + "00".repeat(16));
            }
            assertThat(bench.faults).containsExactly(PeripheralFault.CRYPTOGRAM);
            assertThat(bench.engine().counts().sessions()).isZero();
        }
    }

    private DynamicTest endsTheSession(int n, boolean required, String reply, PeripheralFault... faults) {
        return DynamicTest.dynamicTest(
                n + " " + VECTORS.get(n - 1).get("defect").asText(), () -> {
                    Bench bench = device(n);
                    bench.required = required;
                    session(bench);
                    assertThat(bench.engine().link()).isEqualTo(LinkState.SECURED);

                    assertThat(Bench.summary(bench.send(bytes(n)))).isEqualTo(reply);

                    assertThat(bench.faults).containsExactly(faults);
                    assertThat(bench.engine().link()).isNotEqualTo(LinkState.SECURED);
                });
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotOfTheSessionEndsIt() {
        return Stream.of(
                endsTheSession(32, true, "NAK 5", PeripheralFault.SECURITY_BLOCK),
                endsTheSession(35, true, "NAK 6", PeripheralFault.NO_MAC),
                endsTheSession(56, true, "NAK 6", PeripheralFault.WRONG_MAC),
                endsTheSession(57, true, "NAK 6", PeripheralFault.CLEAR_IN_SESSION),
                endsTheSession(57, false, "NAK 6", PeripheralFault.CLEAR_IN_SESSION),
                endsTheSession(58, true, "NAK 6", PeripheralFault.REFUSED_IN_CLEAR),
                endsTheSession(58, false, "ACK"));
    }

    private DynamicTest isRefusedInTheSession(int n, NakCode reason, PeripheralFault... faults) {
        return DynamicTest.dynamicTest(
                n + " " + VECTORS.get(n - 1).get("defect").asText(), () -> {
                    Bench bench = device(n);
                    Panel panel = session(bench);
                    // The panel's own frame would be another; its chain moves as if it had sent the vector.
                    panel.sealedByOther(bytes(n));

                    assertThat(panel.open(bench.send(bytes(n)))).isEqualTo(Nak.of(reason));

                    assertThat(bench.faults).containsExactly(faults);
                    assertThat(bench.heard).isEmpty();
                    panel.next = 3;
                    assertThat(panel.ask(new Poll())).isEqualTo(new Ack());
                });
    }

    @TestFactory
    Stream<DynamicTest> badKeysAndStepsOfTheHandshakeAreRefusedInTheSession_whichGoesOn() {
        return Stream.of(
                isRefusedInTheSession(64, NakCode.RECORD, PeripheralFault.KEY_REFUSED, PeripheralFault.CONTENT),
                isRefusedInTheSession(65, NakCode.RECORD, PeripheralFault.KEY_REFUSED, PeripheralFault.CONTENT),
                isRefusedInTheSession(66, NakCode.RECORD, PeripheralFault.KEY_REFUSED),
                isRefusedInTheSession(67, NakCode.SECURITY_BLOCK, PeripheralFault.NOT_PROTECTED));
    }

    @Test
    void everyVectorForADeviceIsGivenToIt() {
        List<Integer> forDevices = VECTORS.stream()
                .filter(v -> !v.get("receiver").asText().equals("ACU"))
                .map(v -> v.get("n").asInt())
                .toList();

        assertThat(forDevices)
                .containsExactlyElementsOf(IntStream.of(
                                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 17, 18, 19, 20, 21, 22, 23, 24, 32, 33, 34, 35, 45,
                                46, 47, 51, 54, 55, 56, 57, 58, 64, 65, 66, 67)
                        .boxed()
                        .toList());
    }
}
