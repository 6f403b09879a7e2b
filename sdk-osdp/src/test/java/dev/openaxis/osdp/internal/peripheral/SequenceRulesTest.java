package dev.openaxis.osdp.internal.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.IdRequest;
import dev.openaxis.osdp.message.InputStatusRequest;
import dev.openaxis.osdp.message.KeepActive;
import dev.openaxis.osdp.message.Keypad;
import dev.openaxis.osdp.message.LocalStatusRequest;
import dev.openaxis.osdp.message.ManufacturerCommand;
import dev.openaxis.osdp.message.Oui;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.CommandHandler;
import dev.openaxis.osdp.peripheral.LinkState;
import dev.openaxis.osdp.peripheral.PeripheralFault;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The rules of sequence numbers, retransmission and BUSY, one by one. */
class SequenceRulesTest {
    private static final Poll POLL = new Poll();

    private final Bench bench = new Bench();

    private static Answer keys(String hex) {
        return Answer.of(new Keypad(0, Octets.ofHex(hex)));
    }

    private int sequenceOf(String reply) {
        return Panel.frame(reply).sequence();
    }

    @Test
    void everyNumberIsEchoed_andTheCountGoesFrom3To1() {
        for (int sequence : new int[] {0, 1, 2, 3, 1, 2, 3, 1}) {
            String reply = bench.send(bench.clear(POLL, sequence));

            assertThat(Bench.summary(reply)).isEqualTo("ACK");
            assertThat(sequenceOf(reply)).isEqualTo(sequence);
        }
        assertThat(bench.executed(CommandCode.POLL)).isEqualTo(8);
    }

    @Test
    void aRepeatedCommandGetsTheSameBytes_andIsNotCarriedOutAgain() {
        bench.ask(POLL, 0);
        bench.engine().report(keys("31"));
        bench.engine().report(keys("32"));
        byte[] poll = bench.clear(POLL, 1);

        String first = bench.send(poll);

        assertThat(Bench.summary(first)).isEqualTo("KEYPAD");
        assertThat(bench.send(poll)).isEqualTo(first);
        assertThat(bench.send(poll)).isEqualTo(first);
        assertThat(bench.executed(CommandCode.POLL)).isEqualTo(2);
        assertThat(bench.engine().counts().repeated()).isEqualTo(2);
        assertThat(bench.send(bench.clear(POLL, 2))).isNotEqualTo(first);
        assertThat(bench.ask(POLL, 3)).isEqualTo("ACK");
    }

    @Test
    void aCommandWithNumber0IsAlwaysCarriedOut() {
        bench.ask(POLL, 0);
        bench.ask(POLL, 0);

        assertThat(bench.executed(CommandCode.POLL)).isEqualTo(2);
        assertThat(bench.engine().counts().repeated()).isZero();
    }

    @Test
    void afterARestartTheOldCommandIsNotRemembered() {
        bench.ask(POLL, 0);
        byte[] first = bench.clear(POLL, 1);
        bench.send(first);
        bench.ask(POLL, 0);

        assertThat(Bench.summary(bench.send(first))).isEqualTo("ACK");

        assertThat(bench.engine().counts().repeated()).isZero();
    }

    @Test
    void theSameNumberWithOtherBytesIsUnexpected() {
        bench.ask(POLL, 0);
        bench.ask(POLL, 1);

        assertThat(bench.ask(new LocalStatusRequest(), 1)).isEqualTo("NAK 4");

        assertThat(bench.executed(CommandCode.LSTAT)).isZero();
        assertThat(bench.count(PeripheralFault.SEQUENCE)).isEqualTo(1);
    }

    @Test
    void forALibosdpDevice_theSameNumberAndCodeAreARepetition() {
        bench.with(PeripheralVariant.SAME_CODE_IS_REPETITION);
        bench.ask(POLL, 0);
        bench.ask(new KeepActive(Duration.ofMillis(1)), 1);

        assertThat(bench.ask(new KeepActive(Duration.ofMillis(2)), 1)).isEqualTo("ACK");
        assertThat(bench.ask(POLL, 1)).isEqualTo("NAK 4");

        assertThat(bench.heard).containsExactly("keep 1");
    }

    @Test
    void anyOtherNumberIsUnexpected_andChangesNothing() {
        bench.ask(POLL, 0);
        bench.ask(POLL, 1);

        assertThat(bench.ask(POLL, 3)).isEqualTo("NAK 4");
        assertThat(bench.ask(POLL, 2)).isEqualTo("ACK");
    }

    @Test
    void afterAnUnexpectedNumberTheLastCommandIsStillNotCarriedOutTwice() {
        bench.ask(POLL, 0);
        byte[] command = bench.clear(new KeepActive(Duration.ofMillis(7)), 1);
        String reply = bench.send(command);
        bench.ask(POLL, 3);

        assertThat(bench.send(command)).isEqualTo(reply);

        assertThat(bench.heard).containsExactly("keep 7");
    }

    @Test
    void afterAStartAnyNumberIsTaken() {
        assertThat(bench.ask(POLL, 2)).isEqualTo("ACK");
        assertThat(bench.ask(POLL, 3)).isEqualTo("ACK");
    }

    @Test
    void aStrictDeviceTakes0OnlyAfterAStart() {
        bench.with(PeripheralVariant.STRICT_FIRST_SEQUENCE);

        assertThat(bench.ask(POLL, 2)).isEqualTo("NAK 4");
        assertThat(bench.ask(POLL, 0)).isEqualTo("ACK");
        assertThat(bench.ask(POLL, 1)).isEqualTo("ACK");
    }

    @Test
    void refusalsCount_andAreRepeatedFromMemory() {
        bench.ask(POLL, 0);
        byte[] command = bench.clear(new ManufacturerCommand(new Oui(1), Octets.EMPTY), 1);

        String refusal = bench.send(command);

        assertThat(Bench.summary(refusal)).isEqualTo("NAK 3");
        assertThat(bench.send(command)).isEqualTo(refusal);
        assertThat(bench.count(PeripheralFault.UNSUPPORTED)).isEqualTo(1);
        assertThat(bench.ask(POLL, 2)).isEqualTo("ACK");
    }

    @Test
    void busyIsSaidWithNumber0_andTheRepetitionIsANewCommand() {
        bench.ask(POLL, 0);
        bench.engine().report(keys("31"));
        bench.engine().misbehave(ReplyFault.BUSY, 2);
        byte[] poll = bench.clear(POLL, 1);

        for (int i = 0; i < 2; i++) {
            String busy = bench.send(poll);
            assertThat(Bench.summary(busy)).isEqualTo("BUSY");
            assertThat(sequenceOf(busy)).isZero();
        }

        assertThat(Bench.summary(bench.send(poll))).isEqualTo("KEYPAD");
        assertThat(bench.executed(CommandCode.POLL)).isEqualTo(2);
        assertThat(bench.engine().counts().repeated()).isZero();
        assertThat(bench.ask(POLL, 2)).isEqualTo("ACK");
    }

    @Test
    void busyMakesTheCommandBeforeItForgotten() {
        bench.ask(POLL, 0);
        byte[] before = bench.clear(new InputStatusRequest(), 1);
        bench.send(before);
        bench.engine().misbehave(ReplyFault.BUSY, 1);
        bench.ask(POLL, 2);

        assertThat(Bench.summary(bench.send(before))).isEqualTo("NAK 4");
    }

    @Test
    void busyMayCarryTheNumber() {
        bench.with(PeripheralVariant.BUSY_WITH_SEQUENCE);
        bench.ask(POLL, 0);
        bench.engine().misbehave(ReplyFault.BUSY, 1);

        assertThat(sequenceOf(bench.send(bench.clear(POLL, 1)))).isEqualTo(1);
    }

    @Test
    void aHostThatIsBusyIsAskedAgain() {
        int[] asked = {0};
        bench.handler(new CommandHandler() {
            @Override
            public Answer manufacturer(ManufacturerCommand command) {
                return ++asked[0] < 3 ? Answer.busy() : Answer.done();
            }
        });
        bench.ask(POLL, 0);
        byte[] command = bench.clear(new ManufacturerCommand(new Oui(1), Octets.EMPTY), 1);

        assertThat(Bench.summary(bench.send(command))).isEqualTo("BUSY");
        assertThat(Bench.summary(bench.send(command))).isEqualTo("BUSY");
        assertThat(Bench.summary(bench.send(command))).isEqualTo("ACK");
        assertThat(Bench.summary(bench.send(command))).isEqualTo("ACK");

        assertThat(asked[0]).isEqualTo(3);
        assertThat(bench.executed(CommandCode.MFG)).isEqualTo(1);
    }

    private byte[] damaged(byte[] frame) {
        byte[] other = frame.clone();
        other[other.length - 1] ^= 1;
        return other;
    }

    @Test
    void damagedBytesAreAnsweredWithTheirNumber_andTheSameNumberOrTheNextIsTakenThen() {
        bench.ask(POLL, 0);

        String first = bench.send(damaged(bench.clear(POLL, 1)));
        assertThat(Bench.summary(first)).isEqualTo("NAK 1");
        assertThat(sequenceOf(first)).isEqualTo(1);
        assertThat(bench.ask(POLL, 1)).isEqualTo("ACK");

        bench.send(damaged(bench.clear(POLL, 2)));
        assertThat(bench.ask(POLL, 3)).isEqualTo("ACK");
        assertThat(bench.ask(POLL, 2)).isEqualTo("NAK 4");
        assertThat(bench.count(PeripheralFault.CHECK)).isEqualTo(2);
    }

    @Test
    void theReplyInMemorySurvivesDamagedBytes() {
        bench.ask(POLL, 0);
        bench.engine().report(keys("31"));
        byte[] poll = bench.clear(POLL, 1);
        String reply = bench.send(poll);

        bench.send(damaged(poll));

        assertThat(bench.send(poll)).isEqualTo(reply);
    }

    @Test
    void nothingIsSaidToDamagedBytesIfMoreFollow_orAtTheConfigurationAddress_orByASilentDevice() {
        bench.engine().received(ByteBuffer.wrap(damaged(bench.clear(POLL, 0))), bench.now);
        assertThat(Bench.summary(bench.send(bench.clear(POLL, 0)))).isEqualTo("ACK");
        assertThat(bench.sent).isEmpty();

        bench.engine().received(ByteBuffer.wrap(damaged(bench.clear(POLL, 1))), bench.now);
        assertThat(bench.send("FF")).isEmpty();

        assertThat(bench.send(damaged(Bench.clear(POLL, Layout.CONFIGURATION_ADDRESS, 1))))
                .isEmpty();

        Bench silent = new Bench().with(PeripheralVariant.SILENT_ON_WRONG_CHECK);
        assertThat(silent.send(damaged(silent.clear(POLL, 0)))).isEmpty();
        assertThat(silent.count(PeripheralFault.CHECK)).isEqualTo(1);
    }

    @Test
    void framesForOthersAreSkipped_whateverTheirCheckCharacters() {
        assertThat(bench.send(damaged(Bench.clear(POLL, 2, 0)))).isEmpty();
        assertThat(bench.send(Bench.clear(POLL, 2, 0))).isEmpty();

        assertThat(bench.engine().counts().skipped()).isEqualTo(2);
        assertThat(bench.faults).isEmpty();
    }

    @Test
    void theConfigurationAddressIsAnsweredAsSuch() {
        String reply = bench.send(Bench.clear(IdRequest.STANDARD, Layout.CONFIGURATION_ADDRESS, 0));

        assertThat(reply).startsWith("53FF");
        assertThat(Bench.summary(reply)).isEqualTo("PDID");
    }

    @Test
    void theReplyHasTheCheckCharactersOfTheCommand() {
        byte[] checksum = {0x53, 1, 7, 0, 0, 0x60, 0x45};

        assertThat(bench.send(checksum)).isEqualTo("5381070000" + "40" + "E5");
    }

    @Test
    void aCommandInPiecesIsTaken_unlessTheLineIsSilentBetweenThemForTooLong() {
        byte[] poll = bench.clear(POLL, 0);
        byte[] begin = Arrays.copyOf(poll, 5);
        byte[] end = Arrays.copyOfRange(poll, 5, poll.length);

        bench.send(begin);
        assertThat(Bench.summary(bench.send(end))).isEqualTo("ACK");

        bench.send(begin);
        bench.pass(Duration.ofMillis(15));
        assertThat(bench.send(end)).isEmpty();
        assertThat(bench.count(PeripheralFault.TRUNCATED)).isEqualTo(1);
        assertThat(bench.ask(POLL, 0)).isEqualTo("ACK");
    }

    @Test
    void aReplyComesAfterItsDelay_andNeverBeforeTwoCharacters() {
        bench.replyDelay = Duration.ofMillis(3);
        bench.engine().received(ByteBuffer.wrap(bench.clear(POLL, 0)), bench.now);
        bench.pass(Duration.ofNanos(2_999_999));
        assertThat(bench.sent).isEmpty();
        bench.pass(Duration.ofNanos(1));
        assertThat(bench.sent).hasSize(1);

        Bench hasty = new Bench();
        hasty.replyDelay = Duration.ZERO;
        hasty.engine().received(ByteBuffer.wrap(hasty.clear(POLL, 0)), hasty.now);
        hasty.pass(Duration.ofNanos(2_083_332));
        assertThat(hasty.sent).isEmpty();
        hasty.pass(Duration.ofNanos(1));
        assertThat(hasty.sent).hasSize(1);
    }

    @Test
    void after8SecondsOfSilenceTheDeviceIsOffline_andTakesAnyNumber() {
        bench.ask(POLL, 0);
        assertThat(bench.engine().link()).isEqualTo(LinkState.ONLINE);
        bench.engine().report(keys("31"));

        bench.pass(Duration.ofMillis(7989));
        assertThat(bench.engine().link()).isEqualTo(LinkState.ONLINE);
        bench.pass(Duration.ofMillis(2));

        assertThat(bench.links).containsExactly(LinkState.ONLINE, LinkState.OFFLINE);
        assertThat(bench.discarded).containsExactly(keys("31"));
        assertThat(bench.ask(POLL, 3)).isEqualTo("ACK");
    }

    @Test
    void aRepeatedCommandDoesNotKeepTheLinkAlive() {
        bench.ask(POLL, 0);
        byte[] poll = bench.clear(POLL, 1);
        for (int second = 0; second < 8; second++) {
            bench.send(poll);
            bench.pass(Duration.ofMillis(990));
        }
        bench.send(poll);

        assertThat(bench.links).containsExactly(LinkState.ONLINE, LinkState.OFFLINE, LinkState.ONLINE);
        assertThat(bench.executed(CommandCode.POLL)).isEqualTo(3);
    }
}
