package dev.openaxis.osdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Octets;
import dev.openaxis.osdp.card.CardFormat;
import dev.openaxis.osdp.card.KeypadKey;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.internal.secure.PanelHandshake;
import dev.openaxis.osdp.internal.secure.SecureSession;
import dev.openaxis.osdp.internal.secure.Verdict;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.CommunicationChange;
import dev.openaxis.osdp.message.CommunicationReport;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.IdRequest;
import dev.openaxis.osdp.message.InputState;
import dev.openaxis.osdp.message.InputStatus;
import dev.openaxis.osdp.message.KeySet;
import dev.openaxis.osdp.message.Keypad;
import dev.openaxis.osdp.message.LedColor;
import dev.openaxis.osdp.message.LedControl;
import dev.openaxis.osdp.message.LedSetting;
import dev.openaxis.osdp.message.LocalStatus;
import dev.openaxis.osdp.message.Oui;
import dev.openaxis.osdp.message.OutputStatus;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.PermanentLight;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.message.RawCardData;
import dev.openaxis.osdp.message.ReaderState;
import dev.openaxis.osdp.message.ReaderStatus;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.TemporaryControl;
import dev.openaxis.osdp.message.TemporaryLight;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.LightState;
import dev.openaxis.osdp.peripheral.LinkState;
import dev.openaxis.osdp.peripheral.PeripheralListener;
import dev.openaxis.osdp.peripheral.ReplyFault;
import dev.openaxis.osdp.peripheral.ReportOverflow;
import dev.openaxis.osdp.testing.HandLine;
import dev.openaxis.osdp.testing.Vectors;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A device as its host sees it. */
class PeripheralDeviceTest {
    private final HandLine line = new HandLine();
    private final Scbk key = Scbk.random(new SecureRandom());
    private final List<String> heard = new ArrayList<>();

    private final PeripheralListener listener = new PeripheralListener() {
        @Override
        public void linkChanged(LinkState state) {
            heard.add(state.name());
        }

        @Override
        public void lightChanged(LightState light) {
            heard.add("light " + light.on());
        }

        @Override
        public void keyChanged() {
            heard.add("key");
        }

        @Override
        public void communicationChanged(CommunicationSettings settings) {
            heard.add("moved to " + settings.address());
        }

        @Override
        public void lineClosed(@Nullable AxisException cause) {
            heard.add(cause == null ? "closed" : "lost");
        }
    };

    /** A panel at the other end of the line. */
    private final class Panel {
        private final @Nullable SecureSession session;
        private int sequence;

        Panel() {
            session = null;
        }

        Panel(BaseKey shared) {
            PanelHandshake handshake = new PanelHandshake(shared, new SecureRandom());
            assertThat(handshake.onReply(step(handshake, handshake.challenge())))
                    .isEmpty();
            assertThat(handshake.onReply(step(handshake, handshake.serverCryptogram())))
                    .isEmpty();
            session = handshake.session();
        }

        private Frame step(PanelHandshake handshake, Command command) {
            byte[] out = new byte[Layout.LARGEST];
            int length = FrameEncoder.handshake(command, handshake.selector(), 1, sequence++, true, out, 0);
            return Vectors.frame(Vectors.hex(line.give(Arrays.copyOf(out, length))));
        }

        byte[] frame(Command command) {
            byte[] out = new byte[Layout.LARGEST];
            int length = session == null
                    ? FrameEncoder.clear(command, 1, sequence, true, out, 0, out.length)
                    : session.seal(command, 1, sequence, true, out, 0, out.length);
            sequence = sequence % 3 + 1;
            return Arrays.copyOf(out, length);
        }

        Reply ask(Command command) {
            Frame frame = Vectors.frame(Vectors.hex(line.give(frame(command))));
            if (session == null) {
                return ReplyReader.read(frame.code(), frame.bytes(), frame.dataAt(), frame.dataLength());
            }
            assertThat(session.open(frame)).isEqualTo(Verdict.ACCEPTED);
            return ReplyReader.read(frame.code(), session.data(), session.dataAt(), session.dataLength());
        }
    }

    private PeripheralDevice started(PeripheralDeviceBuilder builder) {
        PeripheralDevice device = builder.start();
        line.loop.pass(Duration.ZERO);
        return device;
    }

    private PeripheralDeviceBuilder open() {
        return PeripheralDevice.builder(line).address(1).securityRequired(false).listener(listener);
    }

    @Test
    void aReaderShowsWhatThePanelSets_andTellsOfACard() {
        try (PeripheralDevice reader = PeripheralDevice.builder(line)
                .address(1)
                .key(key)
                .listener(listener)
                .start()) {
            Panel panel = new Panel(key);
            panel.ask(new LedControl(
                    List.of(new LedSetting(0, 0, TemporaryLight.UNCHANGED, PermanentLight.steady(LedColor.GREEN)))));

            reader.presentCard(CardFormat.H10301.write(123, 12345));

            RawCardData card = (RawCardData) panel.ask(new Poll());
            assertThat(card.data()).isEqualTo(Octets.ofHex("3D981CC0"));
            assertThat(card.bitCount()).isEqualTo(26);
            assertThat(reader.light(0, 0).on()).isEqualTo(LedColor.GREEN);
            assertThat(reader.link()).isEqualTo(LinkState.SECURED);
            assertThat(heard).containsExactly("SECURED", "light GREEN");
            assertThat(reader.counts().carriedOut(CommandCode.POLL)).isEqualTo(1);
        }
    }

    @Test
    void withoutAnythingSaid_onlyTheIdentityIsTold() {
        PeripheralDevice device = started(PeripheralDevice.builder(line).address(1));
        Panel panel = new Panel();

        assertThat(panel.ask(IdRequest.STANDARD)).isInstanceOf(PdIdentification.class);
        assertThat(panel.ask(new Poll()).code()).isEqualTo(0x41);
        assertThat(device.link()).isEqualTo(LinkState.OFFLINE);
    }

    @Test
    void aNewDeviceGetsItsKeyInInstallMode() {
        List<Scbk> stored = new ArrayList<>();
        PeripheralDevice device = started(PeripheralDevice.builder(line)
                .address(1)
                .keyStorage(stored::add)
                .listener(listener));
        device.installMode(Duration.ofMinutes(10));
        line.loop.pass(Duration.ZERO);
        new Panel(DefaultKey.forCommissioningOnly()).ask(new KeySet(Octets.of(key.toBytes())));

        assertThat(stored).containsExactly(key);
        assertThat(heard).containsExactly("SECURED", "key", "OFFLINE");
        assertThat(new Panel(key).ask(new Poll())).isEqualTo(new Ack());
    }

    @Test
    void installModeMayBeginWithTheStart_andEndsWithItsTime() {
        started(PeripheralDevice.builder(line)
                .address(1)
                .installMode(Duration.ofSeconds(30))
                .listener(listener));
        new Panel(DefaultKey.forCommissioningOnly());
        line.loop.pass(Duration.ofSeconds(30));

        assertThat(heard).containsExactly("SECURED", "OFFLINE");
    }

    @Test
    void whatTheHostSaysIsReported() {
        PeripheralDevice device = started(open());
        Panel panel = new Panel();
        panel.ask(new Poll());
        device.pressKeys(0, KeypadKey.DIGIT_1, KeypadKey.POUND);
        device.input(1, InputState.ACTIVE);
        device.reader(0, ReaderState.TAMPERED);
        device.output(0, true);
        device.tamper(true);
        device.powerFailure(true);
        device.report(Answer.pivData(Octets.ofHex("01")));

        assertThat(panel.ask(new Poll())).isEqualTo(new Keypad(0, Octets.ofHex("310D")));
        assertThat(panel.ask(new Poll())).isEqualTo(new InputStatus(List.of(InputState.INACTIVE, InputState.ACTIVE)));
        assertThat(panel.ask(new Poll())).isEqualTo(new ReaderStatus(List.of(ReaderState.TAMPERED)));
        assertThat(panel.ask(new Poll())).isInstanceOf(OutputStatus.class);
        assertThat(panel.ask(new Poll())).isEqualTo(new LocalStatus(1, 0));
        assertThat(panel.ask(new Poll())).isEqualTo(new LocalStatus(1, 1));
        assertThat(panel.ask(new Poll()).code()).isEqualTo(0x80);
        assertThat(device.isOutputActive(0)).isTrue();
    }

    @Test
    void theReplyLeavesAfterItsDelay_andNotBefore() {
        started(open().replyDelay(Duration.ofMillis(7)));
        byte[] poll = new Panel().frame(new Poll());
        line.loop.execute(() -> line.hear(poll));
        line.loop.pass(Duration.ofNanos(6_999_999));
        assertThat(line.sent).isEmpty();
        line.loop.pass(Duration.ofNanos(1));

        assertThat(line.sent).hasSize(1);
    }

    @Test
    void aLateReplyLeaves300MillisecondsLater() {
        PeripheralDevice device = started(open());
        device.misbehave(ReplyFault.LATE, 1);
        Panel panel = new Panel();

        assertThat(line.give(panel.frame(new Poll()))).isEmpty();
        line.loop.pass(Duration.ofMillis(292));
        assertThat(line.sent).isEmpty();
        line.loop.pass(Duration.ofMillis(2));
        assertThat(line.sent).hasSize(1);
    }

    @Test
    void faultsAreOverWhenTheHostSaysSo() {
        PeripheralDevice device = started(open());
        device.misbehave(ReplyFault.LOST, 5);
        Panel panel = new Panel();
        assertThat(line.give(panel.frame(new Poll()))).isEmpty();
        device.behave();

        assertThat(panel.ask(new Poll())).isEqualTo(new Ack());
    }

    @Test
    void movedByThePanel_theLineHasItsNewRate() {
        PeripheralDevice device = started(open());
        CommunicationSettings there = new CommunicationSettings(9, 38_400);
        assertThat(new Panel().ask(new CommunicationChange(there))).isEqualTo(new CommunicationReport(there));

        assertThat(line.baudRate).isEqualTo(38_400);
        assertThat(device.communication()).isEqualTo(there);
        assertThat(heard).containsExactly("ONLINE", "moved to 9");
    }

    @Test
    void aLineThatWasLostIsOpenedAgain_andThePanelIsGoneMeanwhile() {
        PeripheralDevice device = started(open().reopenAfter(Duration.ofSeconds(2)));
        Panel panel = new Panel();
        panel.ask(new Poll());
        device.presentCard(CardFormat.H10301.write(1, 1));
        line.lose();
        line.loop.pass(Duration.ofMillis(1999));
        assertThat(line.opened).isEqualTo(1);
        assertThat(heard).containsExactly("ONLINE", "OFFLINE", "lost");
        line.loop.pass(Duration.ofMillis(1));

        assertThat(line.opened).isEqualTo(2);
        assertThat(panel.ask(new Poll())).isEqualTo(new Ack());
        device.close();
        line.loop.pass(Duration.ofSeconds(9));
        assertThat(line.opened).isEqualTo(2);
        assertThat(heard).endsWith("closed");
    }

    @Test
    void aClosedDeviceLeavesNoTimer() {
        PeripheralDevice device = started(open());
        new Panel()
                .ask(new LedControl(List.of(new LedSetting(
                        0,
                        0,
                        new TemporaryLight(
                                TemporaryControl.SET,
                                Duration.ofSeconds(1),
                                Duration.ZERO,
                                LedColor.RED,
                                LedColor.RED,
                                Duration.ofMinutes(5)),
                        PermanentLight.UNCHANGED))));
        device.close();
        line.loop.pass(Duration.ZERO);

        assertThat(line.loop.waiting()).isZero();
    }

    @Test
    void manyPollsLeaveOneTimer() {
        started(open());
        Panel panel = new Panel();
        for (int i = 0; i < 100; i++) {
            panel.ask(new Poll());
        }

        assertThat(line.loop.waiting()).isEqualTo(1);
        line.loop.pass(Duration.ofSeconds(9));
        assertThat(heard).containsExactly("ONLINE", "OFFLINE");
        assertThat(line.loop.waiting()).isZero();
    }

    @Test
    void anotherDeviceInItsPlace_orTheSameAfterAPowerFailure() {
        PeripheralDevice device = started(open());
        PdIdentification other = new PdIdentification(new Oui(5), 1, 1, 1, 1, 1, 1);
        device.impersonate(Octets.ofHex("0102030405060708"), other);
        Panel panel = new Panel();
        assertThat(panel.ask(IdRequest.STANDARD)).isEqualTo(other);

        device.restart();
        line.loop.pass(Duration.ZERO);

        assertThat(heard).containsExactly("ONLINE", "OFFLINE");
    }

    @Test
    void whatCannotBeIsRefusedAtOnce() {
        PeripheralDevice device = started(open());
        assertThatThrownBy(() -> device.report(Answer.done())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> device.input(2, InputState.ACTIVE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> device.reader(1, ReaderState.NORMAL)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> device.output(2, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> device.light(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> device.impersonate(Octets.EMPTY, new PdIdentification(new Oui(5), 1, 1, 1, 1, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        PeripheralDeviceBuilder builder = PeripheralDevice.builder(line);
        assertThatThrownBy(() -> builder.address(127)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.replyDelay(Duration.ofMillis(201)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.clientId(Octets.EMPTY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.reports(0, ReportOverflow.DROP_NEWEST))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
