package dev.openaxis.osdp.internal.peripheral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.internal.multipart.Assembly;
import dev.openaxis.osdp.internal.multipart.Fragmenter;
import dev.openaxis.osdp.internal.multipart.Prefix;
import dev.openaxis.osdp.internal.multipart.Reassembler;
import dev.openaxis.osdp.message.Abort;
import dev.openaxis.osdp.message.AuthenticationRequest;
import dev.openaxis.osdp.message.ChallengeAuthenticate;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.ExtendedIdentification;
import dev.openaxis.osdp.message.ExtendedIdentificationPart;
import dev.openaxis.osdp.message.Fragment;
import dev.openaxis.osdp.message.GeneralAuthenticate;
import dev.openaxis.osdp.message.IdRequest;
import dev.openaxis.osdp.message.Keypad;
import dev.openaxis.osdp.message.LocalStatusRequest;
import dev.openaxis.osdp.message.PanelReceiveSize;
import dev.openaxis.osdp.message.PivData;
import dev.openaxis.osdp.message.PivDataRequest;
import dev.openaxis.osdp.message.PivObject;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.CommandHandler;
import dev.openaxis.osdp.peripheral.PeripheralFault;
import dev.openaxis.osdp.peripheral.ReportOverflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages in parts, both ways, and reports that wait. */
class PartsAndReportsTest {
    private static final Octets LONG = Octets.of(new byte[300]);
    private static final PivDataRequest PIV = new PivDataRequest(PivObject.CHUID, 0, 0, 1);

    private final List<AuthenticationRequest> requests = new ArrayList<>();
    private final Bench bench = new Bench().handler(new CommandHandler() {
        @Override
        public Answer pivData(PivDataRequest request) {
            return Answer.pivData(LONG);
        }

        @Override
        public Answer generalAuthenticate(AuthenticationRequest request) {
            requests.add(request);
            return Answer.generalAuthentication(Octets.ofHex("AABB"));
        }

        @Override
        public Answer challengeAuthenticate(AuthenticationRequest request) {
            requests.add(request);
            return requests.size() % 2 == 1 ? Answer.busy() : Answer.done();
        }
    });
    private int sequence;

    private byte[] next(Command command) {
        sequence = sequence % 3 + 1;
        return bench.clear(command, sequence);
    }

    private String ask(Command command) {
        return Bench.summary(bench.send(next(command)));
    }

    private static Reply read(String hex) {
        var frame = Panel.frame(hex);
        return ReplyReader.read(frame.code(), frame.bytes(), frame.dataAt(), frame.dataLength());
    }

    private static Answer pin(int digit) {
        return Answer.of(new Keypad(0, Octets.of((byte) digit)));
    }

    @Test
    void aLongReplyComesInParts_ofWhichEachIsRepeatedFromMemory() {
        Reassembler panel = new Reassembler(1000, false);
        panel.take(((PivData) read(bench.send(next(PIV)))).fragment());
        assertThat(ask(new LocalStatusRequest())).isEqualTo("LSTATR");
        bench.engine().report(pin(1));
        byte[] poll = next(new Poll());
        String second = bench.send(poll);
        assertThat(bench.send(poll)).isEqualTo(second);
        assertThat(second).hasSize(2 * 128);
        panel.take(((PivData) read(second)).fragment());

        Assembly whole = panel.take(((PivData) read(bench.send(next(new Poll())))).fragment());

        assertThat(whole).isEqualTo(new Assembly.Complete(LONG, Prefix.NONE));
        assertThat(ask(new Poll())).isEqualTo("KEYPAD");
        assertThat(ask(new Poll())).isEqualTo("ACK");
    }

    @Test
    void partsAreAsLargeAsThePanelTakes_inASessionToo() {
        ask(new PanelReceiveSize(400));
        assertThat(((PivData) read(bench.send(next(PIV)))).fragment().size()).isEqualTo(300);

        bench.ask(new Poll(), 0);
        sequence = 0;
        assertThat(((PivData) read(bench.send(next(PIV)))).fragment().size()).isEqualTo(128 - 8 - 6);

        Bench secured = new Bench().key(Bench.KEY).handler(bench.handler);
        Panel panel = Panel.connected(secured, Bench.KEY);
        Fragment first = ((PivData) panel.ask(PIV)).fragment();
        assertThat(first.size()).isEqualTo(16 * ((128 - 14) / 16) - 1 - 6);
        Reassembler reassembler = new Reassembler(1000, false);
        Assembly assembly = reassembler.take(first);
        while (assembly instanceof Assembly.Incomplete) {
            assembly = reassembler.take(((PivData) panel.ask(new Poll())).fragment());
        }
        assertThat(assembly).isEqualTo(new Assembly.Complete(LONG, Prefix.NONE));
    }

    @Test
    void anAbortAndARestartEndAReplyInParts() {
        ask(PIV);
        ask(new Abort());
        assertThat(ask(new Poll())).isEqualTo("ACK");

        ask(PIV);
        sequence = 0;
        assertThat(bench.ask(new Poll(), 0)).isEqualTo("ACK");
        assertThat(ask(new Poll())).isEqualTo("ACK");
    }

    @Test
    void theLongIdentificationComesInParts() {
        bench.extended = new ExtendedIdentification(List.of(new ExtendedIdentification.Entry(0, LONG)));
        Reassembler panel = new Reassembler(1000, false);
        Assembly assembly =
                panel.take(((ExtendedIdentificationPart) read(bench.send(next(IdRequest.EXTENDED)))).fragment());
        while (assembly instanceof Assembly.Incomplete) {
            assembly = panel.take(((ExtendedIdentificationPart) read(bench.send(next(new Poll())))).fragment());
        }

        assertThat(ExtendedIdentification.read(((Assembly.Complete) assembly).message()))
                .contains(bench.extended);
        assertThat(bench.ask(IdRequest.STANDARD, 0)).isEqualTo("PDID");
    }

    private static final AuthenticationRequest REQUEST =
            new AuthenticationRequest(0x07, 0x9E, Octets.ofHex("000102030405060708090A0B0C0D0E0F"));

    private static List<Fragment> parts(Prefix prefix, int room) {
        Fragmenter fragmenter = new Fragmenter(REQUEST.toOctets(), prefix);
        List<Fragment> parts = new ArrayList<>();
        while (fragmenter.hasNext()) {
            parts.add(fragmenter.next(room));
        }
        return parts;
    }

    @ParameterizedTest
    @EnumSource(
            value = Prefix.class,
            names = {"COUNTED", "NOT_COUNTED"})
    void aLongCommandIsPutTogether_howeverItsBeginningIsCounted_andEachPartTakenOnce(Prefix prefix) {
        List<Fragment> parts = parts(prefix, 7);
        assertThat(parts).hasSize(3);
        for (Fragment part : parts.subList(0, 2)) {
            byte[] command = next(new GeneralAuthenticate(part));
            assertThat(Bench.summary(bench.send(command))).isEqualTo("ACK");
            assertThat(Bench.summary(bench.send(command))).isEqualTo("ACK");
        }

        assertThat(ask(new GeneralAuthenticate(parts.get(2)))).isEqualTo("GENAUTHR");

        assertThat(requests).containsExactly(REQUEST);
        assertThat(bench.faults).isEmpty();
    }

    @Test
    void theLastPartMayComeAgainWhenTheHostWasBusy() {
        List<Fragment> parts = parts(Prefix.NOT_COUNTED, 10);
        ask(new ChallengeAuthenticate(parts.get(0)));
        byte[] last = next(new ChallengeAuthenticate(parts.get(1)));

        assertThat(Bench.summary(bench.send(last))).isEqualTo("BUSY");
        assertThat(Bench.summary(bench.send(last))).isEqualTo("ACK");

        assertThat(requests).containsExactly(REQUEST, REQUEST);
    }

    @Test
    void partsOutOfOrderAreRefused_andEverythingBeforeForgotten() {
        List<Fragment> parts = parts(Prefix.NOT_COUNTED, 7);
        ask(new GeneralAuthenticate(parts.get(0)));
        assertThat(ask(new GeneralAuthenticate(parts.get(2)))).isEqualTo("NAK 9");
        assertThat(ask(new GeneralAuthenticate(parts.get(1)))).isEqualTo("NAK 9");
        ask(new GeneralAuthenticate(parts.get(0)));
        assertThat(ask(new ChallengeAuthenticate(parts.get(1)))).isEqualTo("NAK 9");

        assertThat(requests).isEmpty();
        assertThat(bench.faults)
                .containsExactly(
                        PeripheralFault.PART_ORDER,
                        PeripheralFault.PART_ORDER,
                        PeripheralFault.INCOMPLETE,
                        PeripheralFault.PART_ORDER);
    }

    @Test
    void aMessageThatIsTooLargeOrEndsEarlyIsForgotten() {
        assertThat(ask(new GeneralAuthenticate(new Fragment(1025, 0, 1, Octets.ofHex("00")))))
                .isEqualTo("NAK 9");

        ask(new GeneralAuthenticate(parts(Prefix.COUNTED, 7).get(0)));
        assertThat(ask(new GeneralAuthenticate(new Fragment(18, 18, 0, Octets.EMPTY))))
                .isEqualTo("ACK");
        ask(new GeneralAuthenticate(parts(Prefix.COUNTED, 7).get(0)));
        bench.pass(Duration.ofSeconds(9));

        assertThat(bench.count(PeripheralFault.INCOMPLETE)).isEqualTo(2);
        assertThat(bench.count(PeripheralFault.PART_ORDER)).isEqualTo(1);
        assertThat(ask(new GeneralAuthenticate(new Fragment(1, 0, 1, Octets.ofHex("07")))))
                .isEqualTo("NAK 9");
        assertThat(requests).isEmpty();
    }

    @Test
    void reportsComeInOrder_oneAtAPoll() {
        ask(new Poll());
        bench.engine().report(pin(1));
        bench.engine().tamper(true);
        bench.engine().report(Answer.pivData(Octets.ofHex("01")));
        bench.engine().report(pin(2));

        assertThat(ask(new Poll())).isEqualTo("KEYPAD");
        assertThat(ask(new Poll())).isEqualTo("LSTATR");
        assertThat(ask(new Poll())).isEqualTo("PIVDATAR");
        assertThat(ask(new Poll())).isEqualTo("KEYPAD");
        assertThat(ask(new Poll())).isEqualTo("ACK");
    }

    @Test
    void whenTooManyWait_theOldestOrTheNewestGivesWay() {
        for (ReportOverflow overflow : ReportOverflow.values()) {
            Bench small = new Bench();
            small.reports = 2;
            small.overflow = overflow;
            small.ask(new Poll(), 0);
            small.engine().report(pin(1));
            small.engine().report(pin(2));
            small.engine().report(pin(3));

            boolean oldest = overflow == ReportOverflow.DROP_OLDEST;
            assertThat(small.discarded).containsExactly(pin(oldest ? 1 : 3));
            assertThat(Optional.of(read(small.send(small.clear(new Poll(), 1)))))
                    .contains(((Answer.Single) pin(oldest ? 2 : 1)).reply());
        }
    }

    @Test
    void whenThePanelIsGone_onlyStatusWaitsForTheNext() {
        ask(new Poll());
        bench.engine().report(pin(1));
        bench.engine().tamper(true);
        bench.engine().report(Answer.pivData(LONG));
        bench.pass(Duration.ofSeconds(9));
        bench.engine().report(pin(2));
        bench.engine().power(true);

        assertThat(bench.discarded).containsExactly(pin(1), Answer.pivData(LONG), pin(2));
        assertThat(ask(new Poll())).isEqualTo("LSTATR");
        assertThat(ask(new Poll())).isEqualTo("LSTATR");
        assertThat(ask(new Poll())).isEqualTo("ACK");
    }

    @Test
    void onlyWhatTheStandardSendsInPartsIsMadeSo() {
        assertThatThrownBy(() -> new Answer.InParts(ReplyCode.RAW, LONG)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Answer.pivData(Octets.EMPTY)).isInstanceOf(IllegalArgumentException.class);
    }
}
