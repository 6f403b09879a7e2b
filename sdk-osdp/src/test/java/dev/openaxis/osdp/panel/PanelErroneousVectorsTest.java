package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.Octets;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.event.CardPresented;
import dev.openaxis.osdp.event.KeysPressed;
import dev.openaxis.osdp.event.OtherReported;
import dev.openaxis.osdp.event.SecurityAlarm.Kind;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.SecurityBlock;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.FileType;
import dev.openaxis.osdp.message.Oui;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.PivDataRequest;
import dev.openaxis.osdp.message.PivObject;
import dev.openaxis.osdp.panel.Wiretap.Heard;
import dev.openaxis.osdp.testing.Vectors;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that are bad on purpose, as answers to this panel: file 11, as its vectors say what is expected. */
class PanelErroneousVectorsTest {
    private static final int ADDRESS = 1;

    private Bench bench = new Bench();
    private @Nullable Intruder intruder;
    private PeripheralDevice device;

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private static byte[] vector(int n) {
        return Vectors.hex(Vectors.list(Vectors.ERRONEOUS, "frames").toList().get(n - 1), "hex");
    }

    /** A device in clear, whose next command has number 1 as in the vectors, and somebody who answers in its place. */
    private Peripheral clearAndAtNumberOne() {
        device = bench.started(bench.builder("door", ADDRESS).securityRequired(false));
        Peripheral door = bench.online(
                PeripheralSettings.of("door", ADDRESS).allowingClear().pollEvery(Duration.ofSeconds(5)));
        bench.settle();
        while (last().sequence() != 3) {
            bench.result(door.async().localStatus());
        }
        return door;
    }

    private Heard last() {
        List<Heard> commands = bench.wire.commands();
        return commands.get(commands.size() - 1);
    }

    private void answerOnce(byte[] bytes) {
        bench.bus.unplug(bench.end("door"));
        intruder = Intruder.on(bench.bus.attach("intruder"), command -> {
            // Once: from now on the device answers again.
            bench.loop.schedule(Duration.ofMillis(40), () -> {
                intruder.leave();
                bench.bus.plug(bench.end("door"));
            });
            return bytes;
        });
        bench.loop.advance(Duration.ofMillis(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 13, 14, 44})
    void whatIsNoAnswer_isIgnored_andTheCommandRepeated(int n) {
        Peripheral door = clearAndAtNumberOne();
        answerOnce(vector(n));
        bench.wire.forget();

        assertThat(bench.result(door.async().inputs()).inputs()).hasSize(2);
        List<Heard> sent = bench.wire.commands(CommandCode.ISTAT);
        assertThat(sent)
                .hasSizeGreaterThan(1)
                .extracting(Heard::hex)
                .containsOnly(sent.get(0).hex());
        assertThat(sent.get(0).sequence()).isEqualTo(1);
        assertThat(door.health().wrongSequence()).isEqualTo(n == 14 ? 1 : 0);
    }

    @Test
    void numberZero_asksForANewBeginning() {
        Peripheral door = clearAndAtNumberOne();
        bench.loop.advance(Duration.ofSeconds(11));
        while (last().sequence() != 3) {
            bench.result(door.async().localStatus());
        }
        answerOnce(vector(15));
        bench.wire.forget();
        bench.result(door.async().inputs());

        assertThat(door.health().restartsAsked()).isEqualTo(1);
        assertThat(bench.wire.commands().get(1).sequence()).isZero();
        assertThat(door.online()).isTrue();
    }

    @Test
    void busyWithANumber_isBusy() {
        Peripheral door = clearAndAtNumberOne();
        answerOnce(vector(16));

        assertThat(bench.result(door.async().inputs()).inputs()).hasSize(2);
        assertThat(door.health().busy()).isEqualTo(1);
        assertThat(door.health().timeouts()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 26})
    void halfACard_isNone(int n) {
        Peripheral door = clearAndAtNumberOne();
        answerOnce(vector(n));
        bench.until(() -> door.health().malformed() == 1);
        bench.loop.advance(Duration.ofSeconds(2));

        assertThat(bench.events(CardPresented.class)).isEmpty();
        assertThat(bench.events(KeysPressed.class)).isEmpty();
        assertThat(bench.events(OtherReported.class)).isEmpty();
        assertThat(door.online()).isTrue();
    }

    private void assertMalformed(int n, Function<AsyncPeripheral, CompletableFuture<?>> call) {
        Peripheral door = clearAndAtNumberOne();
        answerOnce(vector(n));

        assertThat(bench.failure(call.apply(door.async()))).isInstanceOf(MalformedResponseException.class);
        assertThat(bench.result(door.async().inputs()).inputs()).hasSize(2);
    }

    @Test
    void capabilitiesThatMakeNoSense_areRejected() {
        assertMalformed(27, AsyncPeripheral::capabilities);
    }

    @Test
    void anIdentificationThatIsTooShort_isRejected() {
        assertMalformed(28, AsyncPeripheral::identification);
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 31})
    void partsThatDoNotFit_areDiscarded(int n) {
        assertMalformed(n, door -> door.pivData(new PivDataRequest(PivObject.CHUID, 0, 0, 1)));
        assertThat(bench.alarms()).containsExactly(Kind.BROKEN_MESSAGE);
        assertThat(bench.panel.find("door").orElseThrow().health().brokenMessages())
                .isEqualTo(1);
    }

    @Test
    void aFileStatusThatIsTooShort_endsTheTransfer() {
        Peripheral door = clearAndAtNumberOne();
        answerOnce(vector(29));

        assertThat(bench.failure(door.async().sendFile(FileType.OPAQUE, Octets.of(new byte[500]), taken -> {})))
                .isInstanceOf(RefusedException.class);
        bench.until(() -> !bench.wire.commands(CommandCode.ABORT).isEmpty());
    }

    /** A bring-up in which the device's capabilities make no sense: it does not come online. */
    @Test
    void aDeviceWhoseCapabilitiesMakeNoSense_isNotUsed() {
        Intruder.on(bench.bus.attach("intruder"), command -> switch (command.code()) {
            case CommandCode.CAP -> retold(vector(27), command);
            case CommandCode.ID -> Intruder.clear(new PdIdentification(new Oui(1), 1, 1, 1, 1, 1, 1), command);
            default -> Intruder.clear(new Ack(), command);
        });
        Peripheral door = bench.panel.add(PeripheralSettings.of("door", ADDRESS).allowingClear());
        bench.loop.advance(Duration.ofSeconds(20));

        assertThat(bench.wire.commands(CommandCode.CAP)).isNotEmpty();
        assertThat(door.online()).isFalse();
    }

    /** The same frame with the number of the command. */
    private static byte[] retold(byte[] frame, Frame command) {
        byte[] other = frame.clone();
        boolean crc = (frame[4] & 4) != 0;
        other[4] = (byte) ((other[4] & ~3) | command.sequence());
        FrameEncoder.finish(other, 0, other.length, crc);
        return other;
    }

    // ---- a device with a key ----

    @ParameterizedTest
    @ValueSource(ints = {68, 69, 70, 42})
    void aDeviceThatHasAKey_andDeniesIt_isAnAlarm_andGetsNothingInClear(int n) {
        bench.storeKey("door");
        byte[] answer = vector(n);
        answer[1] = (byte) (0x80 | ADDRESS);
        Intruder.on(bench.bus.attach("intruder"), command -> retold(answer, command));
        Peripheral door = bench.panel.add(PeripheralSettings.of("door", ADDRESS).allowingClear());
        bench.loop.advance(Duration.ofSeconds(30));

        assertThat(door.online()).isFalse();
        assertThat(bench.alarms()).contains(n == 69 ? Kind.DOWNGRADE : Kind.KEY_MISMATCH);
        assertThat(bench.wire.commands()).isNotEmpty().allSatisfy(command -> {
            assertThat(command.block()).isIn(SecurityBlock.CHALLENGE, SecurityBlock.SERVER_CRYPTOGRAM);
            assertThat(command.blockData()).isEqualTo(SecurityBlock.OWN_KEY);
        });
        assertThat(bench.wire.commands(CommandCode.SCRYPT)).isEmpty();
    }

    // ---- the handshake of the annex, byte by byte ----

    private static final class AnnexE extends SecureRandom {
        private static final long serialVersionUID = 1;

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(Vectors.hex("B0B1B2B3B4B5B6B7"), 0, bytes, 0, 8);
        }
    }

    private CompletableFuture<Void> installing(int toChallenge, int toProof) throws Exception {
        bench.close();
        bench = new Bench(LineModel.perfect(9_600), new AnnexE());
        bench.makes = () -> Bench.keyOf("door");
        Intruder.on(bench.bus.attach("intruder"), command -> switch (command.code()) {
            case CommandCode.CHLNG -> vector(toChallenge);
            case CommandCode.SCRYPT -> vector(toProof);
            default -> null;
        });
        Peripheral door = bench.panel.add(PeripheralSettings.of("door", ADDRESS));
        CompletableFuture<Void> call = door.async().installKey(Duration.ofSeconds(20));
        assertThat(bench.failure(call)).isInstanceOf(RefusedException.class);
        return call;
    }

    @ParameterizedTest
    @ValueSource(ints = {48, 49, 50})
    void aFirstAnswerThatProvesNothing_isRefused(int n) throws Exception {
        installing(n, 70);

        assertThat(bench.wire.commands(CommandCode.CHLNG)).isNotEmpty();
        assertThat(bench.wire.commands(CommandCode.SCRYPT)).isEmpty();
        assertThat(bench.alarms()).contains(Kind.KEY_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(ints = {52, 53})
    void aSecondAnswerThatProvesNothing_isRefused_andNoKeyIsSent(int n) throws Exception {
        installing(70, n);

        assertThat(bench.wire.commands(CommandCode.SCRYPT)).isNotEmpty();
        assertThat(bench.wire.commands(CommandCode.KEYSET)).isEmpty();
        assertThat(bench.alarms()).contains(n == 53 ? Kind.WRONG_PROOF : Kind.KEY_MISMATCH);
    }
}
