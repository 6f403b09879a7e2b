package dev.openaxis.osdp.internal.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.DefaultKey;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.secure.HandshakeRefusal;
import dev.openaxis.osdp.internal.secure.Quirk;
import dev.openaxis.osdp.internal.secure.Verdict;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.CapabilitiesRequest;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.CommunicationChange;
import dev.openaxis.osdp.message.CommunicationReport;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.IdRequest;
import dev.openaxis.osdp.message.KeepActive;
import dev.openaxis.osdp.message.KeySet;
import dev.openaxis.osdp.message.Keypad;
import dev.openaxis.osdp.message.LocalStatusRequest;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.LinkState;
import dev.openaxis.osdp.peripheral.PeripheralFault;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import dev.openaxis.osdp.testing.Vectors;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may command a device, and when a session begins and ends. */
class SecurityRulesTest {
    private static final Scbk OTHER_KEY = Scbk.of(Vectors.hex("5A3C910F2768B4DE1370A946E28BF51D"));
    private static final DefaultKey DEFAULT = DefaultKey.forCommissioningOnly();
    private static final KeySet KEYSET = new KeySet(Octets.ofHex("5A3C910F2768B4DE1370A946E28BF51D"));
    private static final Answer PIN = Answer.of(new Keypad(0, Octets.ofHex("31")));

    private final Bench bench = new Bench().securityRequired().key(Bench.KEY);

    /** A frame with any code and no data. */
    private static byte[] bare(int code, int sequence) {
        byte[] out = {0x53, 1, 8, 0, (byte) (4 | sequence), (byte) code, 0, 0};
        FrameEncoder.finish(out, 0, out.length, true);
        return out;
    }

    @Test
    void withoutASession_onlyIdentityIsTold() {
        for (int code = 0; code < 256; code++) {
            String reply = Bench.summary(bench.send(bare(code, 0)));
            switch (code) {
                case CommandCode.ID -> assertThat(reply).isEqualTo("PDID");
                case CommandCode.CAP -> assertThat(reply).isEqualTo("PDCAP");
                case CommandCode.CHLNG, CommandCode.SCRYPT -> assertThat(reply).isEqualTo("NAK 5");
                default -> assertThat(reply).describedAs("%x", code).isEqualTo("NAK 6");
            }
        }
        assertThat(bench.links).isEmpty();
        assertThat(bench.count(PeripheralFault.REFUSED_IN_CLEAR)).isEqualTo(256 - 5);
    }

    @Test
    void aDeviceWithAKeyIsNotMovedInClear_oneWithoutIs() {
        CommunicationChange move = new CommunicationChange(new CommunicationSettings(9, 19_200));
        assertThat(bench.ask(move, 0)).isEqualTo("NAK 6");
        bench.engine().installMode(Duration.ofSeconds(1), bench.now);
        assertThat(bench.ask(move, 0)).isEqualTo("COM");

        assertThat(new Bench().securityRequired().ask(move, 0)).isEqualTo("COM");
        assertThat(new Bench()
                        .securityRequired()
                        .key(Bench.KEY)
                        .with(PeripheralVariant.CLEAR_COMSET_WHEN_PAIRED)
                        .ask(move, 0))
                .isEqualTo("COM");
    }

    @Test
    void inASessionCommandsAreCarriedOut_andReportsAreEncrypted() {
        Panel panel = Panel.connected(bench, Bench.KEY);
        bench.engine().report(PIN);

        String frame = bench.send(panel.sealed(new Poll()));

        assertThat(Panel.frame(frame).blockType()).isEqualTo(0x18);
        assertThat(panel.open(frame)).isEqualTo(new Keypad(0, Octets.ofHex("31")));
        assertThat(panel.ask(new Poll())).isEqualTo(new Ack());
        assertThat(bench.links).containsExactly(LinkState.SECURED);
        assertThat(bench.engine().counts().sessions()).isEqualTo(1);
    }

    @Test
    void aRepeatedSecuredCommandGetsTheSameBytes_andTheChainDoesNotMove() {
        Panel panel = Panel.connected(bench, Bench.KEY);
        bench.engine().report(PIN);
        byte[] poll = panel.sealed(new Poll());

        String first = bench.send(poll);
        assertThat(bench.send(poll)).isEqualTo(first);
        assertThat(bench.send(poll)).isEqualTo(first);

        panel.open(first);
        assertThat(panel.ask(new Poll())).isEqualTo(new Ack());
        assertThat(bench.executed(CommandCode.POLL)).isEqualTo(2);
    }

    @Test
    void theRepeatedProofGetsTheSameAnswer_andTheSessionStays() {
        Panel panel = new Panel(bench, Bench.KEY);
        panel.handshake.onReply(Panel.frame(panel.challenge()));
        String first = panel.prove();
        panel.next = 1;
        assertThat(panel.prove()).isEqualTo(first);
        panel.handshake.onReply(Panel.frame(first));
        panel.session = panel.handshake.session();

        assertThat(panel.ask(new Poll())).isEqualTo(new Ack());
    }

    @Test
    void theHandshakeMayGoOnInARunningCount() {
        bench.ask(IdRequest.STANDARD, 0);
        bench.ask(IdRequest.STANDARD, 1);
        Panel panel = new Panel(bench, Bench.KEY);
        panel.next = 2;
        panel.connect();

        assertThat(panel.ask(new Poll())).isEqualTo(new Ack());
    }

    @Test
    void anotherCommandInTheHandshakeEndsIt() {
        Panel panel = new Panel(bench, Bench.KEY);
        panel.handshake.onReply(Panel.frame(panel.challenge()));
        assertThat(bench.ask(CapabilitiesRequest.STANDARD, panel.counted())).isEqualTo("PDCAP");

        assertThat(Bench.summary(panel.prove())).isEqualTo("NAK 5");
        assertThat(bench.count(PeripheralFault.HANDSHAKE)).isEqualTo(1);
    }

    @Test
    void aNewHandshakeTakesThePlaceOfTheSession() {
        Panel first = Panel.connected(bench, Bench.KEY);
        Panel second = Panel.connected(bench, Bench.KEY);

        assertThat(second.ask(new Poll())).isEqualTo(new Ack());
        first.next = 3;
        assertThat(Bench.summary(bench.send(first.sealed(new Poll())))).isEqualTo("NAK 6");
    }

    @Test
    void aPanelWithAnotherKeyIsRefused() {
        Panel panel = new Panel(bench, OTHER_KEY);
        assertThat(panel.handshake.onReply(Panel.frame(panel.challenge()))).contains(HandshakeRefusal.WRONG_KEY);

        assertThat(Bench.summary(new Panel(bench, DEFAULT).challenge())).isEqualTo("NAK 5");
        assertThat(Bench.summary(new Panel(new Bench(), Bench.KEY).challenge())).isEqualTo("NAK 5");
        assertThat(Bench.summary(
                        new Panel(new Bench().with(PeripheralVariant.NAK_6_FOR_MISSING_KEY), Bench.KEY).challenge()))
                .isEqualTo("NAK 6");
    }

    @Test
    void aRecordedCommandEndsTheSession_andIsCountedAsRecorded() {
        Panel panel = Panel.connected(bench, Bench.KEY);
        byte[] old = panel.sealed(new Poll());
        panel.open(bench.send(old));
        panel.ask(new Poll());
        panel.ask(new LocalStatusRequest());
        assertThat(panel.next).isEqualTo(2);

        assertThat(Bench.summary(bench.send(old))).isEqualTo("NAK 6");

        assertThat(bench.faults).containsExactly(PeripheralFault.WRONG_MAC, PeripheralFault.REPLAY);
        assertThat(bench.executed(CommandCode.POLL)).isEqualTo(2);
        assertThat(bench.links).containsExactly(LinkState.SECURED, LinkState.OFFLINE);
    }

    @Test
    void inASessionTheMacTellsWhatTheSameNumberWithOtherBytesIs() {
        Panel panel = Panel.connected(bench, Bench.KEY);
        panel.ask(new Poll());
        panel.next = 2;

        assertThat(panel.ask(new LocalStatusRequest()).code()).isEqualTo(0x48);
    }

    @Test
    void anUnexpectedNumberEndsTheSession() {
        Panel panel = Panel.connected(bench, Bench.KEY);
        panel.next = 3;
        assertThat(Bench.summary(bench.send(panel.sealed(new KeepActive(Duration.ZERO)))))
                .isEqualTo("NAK 4");
        assertThat(bench.engine().link()).isEqualTo(LinkState.OFFLINE);
        assertThat(bench.heard).isEmpty();
    }

    @Test
    void silenceFor8SecondsEndsTheSession() {
        Panel panel = Panel.connected(bench, Bench.KEY);
        bench.engine().report(PIN);
        bench.pass(Duration.ofMillis(8001));

        assertThat(Bench.summary(bench.send(panel.sealed(new Poll())))).isEqualTo("NAK 6");
        assertThat(bench.discarded).containsExactly(PIN);
    }

    @Test
    void whatIsSaidInClearKeepsNoLinkAlive() {
        Panel panel = Panel.connected(bench, Bench.KEY);
        panel.ask(new Poll());
        bench.engine().report(PIN);
        for (int second = 0; second < 9; second++) {
            bench.ask(IdRequest.STANDARD, 0);
            bench.pass(Duration.ofSeconds(1));
        }

        assertThat(bench.discarded).containsExactly(PIN);
    }

    @Test
    void aCardReadWithoutAPanelIsDiscarded() {
        bench.engine().report(PIN);
        Panel panel = Panel.connected(bench, Bench.KEY);

        assertThat(panel.ask(new Poll())).isEqualTo(new Ack());
        assertThat(bench.discarded).containsExactly(PIN);
    }

    @Test
    void aFrameForAnotherDeviceNeverTouchesTheSession_exceptInALibosdpDevice() {
        byte[] foreign = Bench.clear(new Poll(), 2, 0);
        foreign[7] ^= 1;
        Panel panel = Panel.connected(bench, Bench.KEY);
        bench.send(foreign);
        assertThat(panel.ask(new Poll())).isEqualTo(new Ack());

        Bench libosdp = new Bench().key(Bench.KEY).with(PeripheralVariant.SESSION_ENDS_ON_FOREIGN_ERROR);
        Panel other = Panel.connected(libosdp, Bench.KEY);
        assertThat(libosdp.send(foreign)).isEmpty();
        assertThat(Bench.summary(libosdp.send(other.sealed(new Poll())))).isEqualTo("NAK 6");
        assertThat(libosdp.engine().counts().skipped()).isEqualTo(1);
    }

    private static Frame challengeReply(Panel panel) {
        return Panel.frame(panel.challenge());
    }

    @Test
    void outsideOfInstallModeALibosdpDeviceAnswersForItsOwnKey_whichAPanelRefuses() {
        bench.with(PeripheralVariant.OWN_KEY_FOR_DEFAULT_KEY);
        Panel panel = new Panel(bench, DEFAULT);
        Frame reply = challengeReply(panel);

        assertThat(reply.blockData()).isEqualTo(1);
        assertThat(panel.handshake.onReply(reply)).contains(HandshakeRefusal.SELECTOR);
        assertThat(Panel.connected(bench, Bench.KEY).ask(new Poll())).isEqualTo(new Ack());
    }

    @Test
    void inInstallModeALibosdpDeviceHasAKeyOfZeros_whichAPanelRefuses() {
        Bench empty = new Bench().with(PeripheralVariant.ZERO_KEY_WITHOUT_KEY);
        empty.installMode = Duration.ofMinutes(1);
        Panel panel = new Panel(empty, Bench.KEY);

        assertThat(panel.handshake.onReply(challengeReply(panel))).contains(HandshakeRefusal.ZERO_KEY);
        assertThat(Panel.connected(empty, DEFAULT).ask(new Poll())).isEqualTo(new Ack());
    }

    @Test
    void installModeTakesTheDefaultKeyForItsTimeOnly() {
        bench.engine().installMode(Duration.ofSeconds(5), bench.now);
        Panel panel = Panel.connected(bench, DEFAULT);
        assertThat(panel.ask(new Poll())).isEqualTo(new Ack());
        bench.pass(Duration.ofSeconds(5));

        assertThat(Bench.summary(bench.send(panel.sealed(new Poll())))).isEqualTo("NAK 6");
        assertThat(Bench.summary(new Panel(bench, DEFAULT).challenge())).isEqualTo("NAK 5");
        assertThat(bench.heard).containsExactly("install mode ended false");
    }

    @Test
    void aHandshakeThatInstallModeBeganEndsWithIt() {
        bench.engine().installMode(Duration.ofSeconds(5), bench.now);
        Panel panel = new Panel(bench, DEFAULT);
        panel.handshake.onReply(challengeReply(panel));
        bench.engine().installMode(Duration.ZERO, bench.now);

        assertThat(Bench.summary(panel.prove())).isEqualTo("NAK 5");
    }

    @Test
    void aPowerFailureEndsInstallMode() {
        bench.engine().installMode(Duration.ofSeconds(5), bench.now);
        bench.engine().restart();

        assertThat(Bench.summary(new Panel(bench, DEFAULT).challenge())).isEqualTo("NAK 5");
        assertThat(bench.heard).containsExactly("install mode ended false");
    }

    @Test
    void inInstallModeTheOwnKeyIsTakenAsWell_andItsSessionOutlivesIt() {
        bench.engine().installMode(Duration.ofSeconds(5), bench.now);
        Panel panel = Panel.connected(bench, Bench.KEY);
        bench.pass(Duration.ofSeconds(6));

        assertThat(panel.ask(new Poll())).isEqualTo(new Ack());
    }

    @Test
    void aKeyEndsInstallMode_itsSession_andTheOldKey() {
        List<Scbk> stored = new ArrayList<>();
        bench.keys = stored::add;
        bench.engine().installMode(Duration.ofMinutes(5), bench.now);
        Panel panel = Panel.connected(bench, DEFAULT);
        byte[] keySet = panel.sealed(KEYSET);

        String acknowledged = bench.send(keySet);

        assertThat(panel.open(acknowledged)).isEqualTo(new Ack());
        assertThat(stored).containsExactly(OTHER_KEY);
        assertThat(bench.heard).containsExactly("key", "install mode ended true");
        assertThat(bench.send(keySet)).isEqualTo(acknowledged);
        assertThat(stored).hasSize(1);
        assertThat(Bench.summary(bench.send(panel.sealed(new Poll())))).isEqualTo("NAK 6");
        assertThat(Bench.summary(new Panel(bench, DEFAULT).challenge())).isEqualTo("NAK 5");
        Panel old = new Panel(bench, Bench.KEY);
        assertThat(old.handshake.onReply(challengeReply(old))).contains(HandshakeRefusal.WRONG_KEY);
        assertThat(Panel.connected(bench, OTHER_KEY).ask(new Poll())).isEqualTo(new Ack());
    }

    @Test
    void withItsOwnKeyTheSessionGoesOnAfterANewOne_unlessTheDeviceEndsIt() {
        Panel panel = Panel.connected(bench, Bench.KEY);
        assertThat(panel.ask(KEYSET)).isEqualTo(new Ack());
        assertThat(panel.ask(new Poll())).isEqualTo(new Ack());

        Bench ending = new Bench().key(Bench.KEY).with(PeripheralVariant.SESSION_ENDS_AFTER_KEYSET);
        Panel other = Panel.connected(ending, Bench.KEY);
        assertThat(other.ask(KEYSET)).isEqualTo(new Ack());
        assertThat(Bench.summary(ending.send(other.sealed(new Poll())))).isEqualTo("NAK 6");
    }

    @Test
    void aSessionWithTheDefaultKeyMayGoOnAfterAKey() {
        bench.with(PeripheralVariant.SESSION_CONTINUES_AFTER_KEYSET).installMode = Duration.ofMinutes(1);
        Panel panel = Panel.connected(bench, DEFAULT);
        panel.ask(KEYSET);

        assertThat(panel.ask(new Poll())).isEqualTo(new Ack());
    }

    @Test
    void aKeyMayBeAcknowledgedInClear() {
        bench.with(PeripheralVariant.CLEAR_ACK_TO_KEYSET);
        Panel panel = Panel.connected(bench, Bench.KEY);
        byte[] keySet = panel.sealed(KEYSET);

        String reply = bench.send(keySet);

        assertThat(Panel.frame(reply).hasBlock()).isFalse();
        assertThat(Bench.summary(reply)).isEqualTo("ACK");
        assertThat(bench.send(keySet)).isEqualTo(reply);
        assertThat(Panel.connected(bench, OTHER_KEY).ask(new Poll())).isEqualTo(new Ack());
    }

    @Test
    void aKeyThatIsNotStoredIsRefused_andTheOldOneStays() {
        bench.keys = key -> {
            throw new IllegalStateException("the flash is worn");
        };
        Panel panel = Panel.connected(bench, Bench.KEY);

        assertThat(panel.ask(KEYSET)).isEqualTo(Nak.of(NakCode.RECORD));

        assertThat(bench.faults).containsExactly(PeripheralFault.KEY_NOT_STORED);
        assertThat(bench.count(PeripheralFault.HOST)).isEqualTo(1);
        assertThat(Panel.connected(bench, Bench.KEY).ask(new Poll())).isEqualTo(new Ack());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000000000000000000000000000",
                "303132333435363738393A3B3C3D3E3F",
                "0F0E0D0C0B0A09080706050403020100"
            })
    void aKeyThatCanBeGuessedIsRefused(String weak) {
        Panel panel = Panel.connected(bench, Bench.KEY);

        assertThat(panel.ask(new KeySet(Octets.ofHex(weak)))).isEqualTo(Nak.of(NakCode.RECORD));

        assertThat(bench.faults).containsExactly(PeripheralFault.KEY_REFUSED);
        assertThat(bench.heard).isEmpty();
    }

    @Test
    void aKeyUnderAMacThatEverybodyCanReadIsRefused() {
        Panel panel = Panel.connected(bench, Bench.KEY);
        byte[] frame = panel.readable(KEYSET.code(), Vectors.hex("01105A3C910F2768B4DE1370A946E28BF51D"));

        assertThat(panel.open(bench.send(frame))).isEqualTo(Nak.of(NakCode.SECURITY_CONDITIONS));

        assertThat(bench.faults).containsExactly(PeripheralFault.NOT_PROTECTED);
        assertThat(bench.executed(CommandCode.KEYSET)).isZero();
    }

    @Test
    void movingTheDeviceEndsTheSession_andTakesPlaceAfterTheReply() {
        Panel panel = Panel.connected(bench, Bench.KEY);
        CommunicationSettings there = new CommunicationSettings(9, 38_400);
        byte[] move = panel.sealed(new CommunicationChange(there));
        bench.engine().received(ByteBuffer.wrap(move), bench.now);
        assertThat(bench.moves).isEmpty();
        bench.pass(Duration.ofMillis(3));

        assertThat(panel.open(bench.sent.remove())).isEqualTo(new CommunicationReport(there));
        assertThat(bench.moves).containsExactly(there);
        assertThat(bench.heard).containsExactly("rate 38400");
        assertThat(bench.engine().communication()).isEqualTo(there);
        assertThat(bench.send(bench.clear(IdRequest.STANDARD, 0))).isEmpty();
        bench.address = 9;
        assertThat(Panel.connected(bench, Bench.KEY).ask(new Poll())).isEqualTo(new Ack());
    }

    @Test
    void stayingWhereItIsAlsoEndsTheSession_butARefusalDoesNot() {
        Panel panel = Panel.connected(bench, Bench.KEY);
        assertThat(panel.ask(new CommunicationChange(new CommunicationSettings(0x7F, 9600))))
                .isEqualTo(new CommunicationReport(new CommunicationSettings(1, 9600)));
        assertThat(panel.ask(new Poll())).isEqualTo(new Ack());

        panel.ask(new CommunicationChange(new CommunicationSettings(1, 9600)));
        assertThat(bench.engine().link()).isEqualTo(LinkState.OFFLINE);
        assertThat(bench.moves).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = PeripheralVariant.class,
            names = {"READABLE_REPLIES", "COMMAND_BLOCK_ON_STATUS", "EMPTY_ENCRYPTED_REPLIES"})
    void oddBlocksOfADeviceKeepTheChain(PeripheralVariant variant) {
        bench.with(variant);
        Panel panel = Panel.connected(bench, Bench.KEY);
        List<Quirk> quirks = new ArrayList<>();

        for (int i = 0; i < 4; i++) {
            panel.ask(i % 2 == 0 ? new Poll() : new LocalStatusRequest());
            if (panel.session.quirk() != null) {
                quirks.add(panel.session.quirk());
            }
        }

        Quirk quirk = switch (variant) {
            case READABLE_REPLIES -> Quirk.READABLE_DATA;
            case COMMAND_BLOCK_ON_STATUS -> Quirk.COMMAND_BLOCK;
            default -> Quirk.EMPTY_CIPHER;
        };
        assertThat(quirks).containsExactly(quirk, quirk);
    }

    @Test
    void anEncryptedCommandThatCannotBeReadEndsTheSession() {
        Panel panel = Panel.connected(bench, Bench.KEY);
        byte[] frame = panel.encrypted(CommandCode.KEEPACTIVE, new byte[17]);

        assertThat(Bench.summary(bench.send(frame))).isEqualTo("NAK 6");
        assertThat(bench.faults).containsExactly(PeripheralFault.CIPHER);
    }

    @Test
    void aDamagedFrameInASessionIsRefusedInClear_andTheSessionGoesOn() {
        Panel panel = Panel.connected(bench, Bench.KEY);
        byte[] poll = panel.sealed(new Poll());
        byte[] damaged = poll.clone();
        damaged[damaged.length - 1] ^= 1;

        String reply = bench.send(damaged);

        assertThat(Bench.summary(reply)).isEqualTo("NAK 1");
        assertThat(panel.session.open(Panel.frame(reply))).isEqualTo(Verdict.NOT_CARRIED_OUT);
        bench.pass(Duration.ofMillis(25));
        assertThat(panel.open(bench.send(poll))).isEqualTo(new Ack());
    }

    @Test
    void anotherDeviceInItsPlaceSaysSo() {
        bench.engine().impersonate(Octets.ofHex("1122334455667788"), bench.identification);
        Panel panel = new Panel(bench, Bench.KEY);
        panel.handshake.onReply(challengeReply(panel));

        assertThat(panel.handshake.clientId()).isEqualTo(Octets.ofHex("1122334455667788"));
    }
}
