package dev.openaxis.core.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AxisException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryBusTest {
    /** Ten bits at 9,600 bits per second, rounded up. */
    private static final Duration ONE_BYTE = Duration.ofNanos(1_041_667);

    private final VirtualLoop loop = new VirtualLoop();
    private final MemoryBus bus = new MemoryBus(loop, LineModel.perfect(9_600));
    private final ByteLine panel = bus.attach("panel");
    private final ByteLine reader = bus.attach("reader");
    private final ByteLine other = bus.attach("other reader");
    private final Ear panelEar = Ear.on(panel);
    private final Ear readerEar = Ear.on(reader);
    private final Ear otherEar = Ear.on(other);

    MemoryBusTest() {
        loop.advance(Duration.ZERO);
    }

    private void send(ByteLine end, String hex) {
        end.send(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    private void model(LineModel.Builder model) {
        bus.model(model.build());
    }

    private LineModel.Builder like() {
        return bus.model().toBuilder();
    }

    private void settle() {
        loop.advance(Duration.ofSeconds(10));
    }

    @Test
    void whatOneEndSends_allOthersHear_whenItsLastBitHasPassed() {
        send(panel, "53000800");

        loop.advance(Duration.ofMillis(1));
        assertThat(bus.counts().busy()).isEqualTo(Duration.ofMillis(1));

        loop.advance(ONE_BYTE.multipliedBy(4).minusNanos(4).minusMillis(1));
        assertThat(readerEar.told()).containsExactly("opened");

        loop.advance(Duration.ofNanos(4));
        assertThat(readerEar.told()).containsExactly("opened", "53000800");
        assertThat(otherEar.told()).containsExactly("opened", "53000800");
        assertThat(panelEar.told()).containsExactly("opened");
        assertThat(bus.counts()).isEqualTo(new BusCounts(1, 4, 0, 0, 0, 0, 0, Duration.ofNanos(4_166_666)));
    }

    @Test
    void anEchoIsHeardByTheSenderToo() {
        model(like().echo(true));
        send(panel, "53");
        settle();

        assertThat(panelEar.told()).containsExactly("opened", "53");
    }

    @Test
    void piecesComeWhenTheirLastByteHasPassed() {
        model(like().pieces(2));
        send(panel, "0102030405");

        loop.advance(ONE_BYTE.multipliedBy(2));
        assertThat(readerEar.told()).containsExactly("opened", "0102");
        loop.advance(ONE_BYTE.multipliedBy(2));
        assertThat(readerEar.told()).containsExactly("opened", "0102", "0304");
        loop.advance(ONE_BYTE);
        assertThat(readerEar.told()).containsExactly("opened", "0102", "0304", "05");
    }

    @Test
    void aRepetitionIsWhole_alsoAfterPieces() {
        model(like().pieces(2));
        bus.disturb(panel, Disturbance.none().repeat());
        send(panel, "010203");
        settle();

        assertThat(readerEar.told()).containsExactly("opened", "0102", "03", "010203");
    }

    @Test
    void anEndThatIsStillSending_sendsTheNextBytesAfterThat() {
        send(panel, "0102");
        loop.advance(ONE_BYTE);
        send(panel, "03");

        loop.advance(ONE_BYTE.multipliedBy(2).minusNanos(3));
        assertThat(readerEar.told()).containsExactly("opened", "0102");
        loop.advance(Duration.ofNanos(3));
        assertThat(readerEar.told()).containsExactly("opened", "0102", "03");
        assertThat(bus.counts().collisions()).isZero();
    }

    @Test
    void delayAddsToTheTimeOfTheBits_andLeavesTheWireFree() {
        model(like().delay(Duration.ofMillis(40)));
        send(panel, "01");

        loop.advance(Duration.ofMillis(41));
        assertThat(readerEar.told()).containsExactly("opened");
        loop.advance(Duration.ofMillis(1));
        assertThat(readerEar.told()).containsExactly("opened", "01");
        assertThat(bus.counts().busy()).isEqualTo(Duration.ofNanos(1_041_666));
    }

    @Test
    void sendsThatOverlapGarbleEachOther_byteByByte() {
        send(panel, "0102030405");
        loop.advance(ONE_BYTE.multipliedBy(3));
        send(reader, "a1a2a3a4a5");
        settle();

        assertThat(otherEar.told()).hasSize(3);
        assertThat(readerEar.told().get(1)).startsWith("010203").doesNotEndWith("05");
        byte[] answer = panelEar.bytes();
        assertThat(answer).hasSize(5);
        assertThat(answer[0]).isNotEqualTo((byte) 0xa1);
        assertThat(answer[1]).isNotEqualTo((byte) 0xa2);
        assertThat(HexFormat.of().formatHex(answer)).endsWith("a4a5");
        assertThat(bus.counts().collisions()).isEqualTo(1);
        // Two of the first send; of the second those and the one in which the first ended.
        assertThat(bus.counts().garbledBytes()).isBetween(4L, 5L);
        assertThat(bus.counts().busy()).isBetween(ONE_BYTE.multipliedBy(8).minusNanos(8), ONE_BYTE.multipliedBy(8));
    }

    @Test
    void anAnswerRightAfterTheLastBit_meetsNothing() {
        reader.close();
        loop.advance(Duration.ZERO);
        reader.open(new Ear(loop) {
            @Override
            public void received(ByteBuffer received) {
                send(reader, "ff");
            }
        });
        loop.advance(Duration.ZERO);
        send(panel, "010203");
        settle();

        assertThat(panelEar.told()).containsExactly("opened", "ff");
        assertThat(bus.counts().collisions()).isZero();
    }

    @Test
    void whatIsToldToHappenToASend_happensToThatOne() {
        bus.disturb(panel, Disturbance.none().drop());
        bus.disturb(panel, Disturbance.none());
        bus.disturb(panel, Disturbance.none().garble(1, 9).dropBytes(0));
        bus.disturb(panel, Disturbance.none().repeat());
        bus.disturb(reader, Disturbance.none().delay(Duration.ofSeconds(3)));
        for (int i = 1; i <= 5; i++) {
            send(panel, "0" + i + "f" + i);
            settle();
        }

        List<String> heard = readerEar.told();
        assertThat(heard.get(1)).isEqualTo("02f2");
        assertThat(heard.get(2)).hasSize(2).isNotEqualTo("f3");
        assertThat(heard.subList(3, heard.size())).containsExactly("04f4", "04f4", "05f5");
        assertThat(otherEar.told()).isEqualTo(heard);
        assertThat(bus.counts())
                .usingRecursiveComparison()
                .ignoringFields("busy")
                .isEqualTo(new BusCounts(5, 10, 0, 1, 1, 1, 1, Duration.ZERO));

        send(reader, "aa");
        loop.advance(Duration.ofSeconds(3));
        assertThat(panelEar.told()).containsExactly("opened");
        loop.advance(ONE_BYTE);
        assertThat(panelEar.told()).containsExactly("opened", "aa");
    }

    @Test
    void aSendThatIsLongerUnderWay_isNotOvertaken() {
        bus.disturb(panel, Disturbance.none().delay(Duration.ofSeconds(1)));
        send(panel, "01");
        send(panel, "02");
        loop.advance(Duration.ofMillis(900));
        assertThat(readerEar.told()).containsExactly("opened");
        settle();

        assertThat(readerEar.told()).containsExactly("opened", "01", "02");
    }

    @Test
    void whatIsTold_takesThePlaceOfChance() {
        model(like().lostSends(1).repeatedSends(1).noise(1));
        bus.disturb(panel, Disturbance.none());
        send(panel, "01");
        send(panel, "02");
        settle();

        assertThat(readerEar.told()).containsExactly("opened", "01");
    }

    @Test
    void chanceGoesOnWithAnotherModel_andStartsAgainWithAnotherSeed() {
        for (long seed : new long[] {1, 1, 2, 1}) {
            model(like().noise(1).seed(seed));
            send(panel, "00000000000000000000000000000000");
            settle();
        }

        List<String> heard = readerEar.told();
        assertThat(heard.get(2)).isNotEqualTo(heard.get(1));
        assertThat(heard.get(3)).isNotEqualTo(heard.get(2));
        assertThat(heard.get(4)).isEqualTo(heard.get(1));
    }

    @Test
    void whatWasSentIsNotKept() {
        reader.close();
        other.close();
        loop.advance(Duration.ZERO);
        byte[] large = new byte[1 << 20];
        for (int i = 0; i < 1_200; i++) {
            panel.send(ByteBuffer.wrap(large));
            loop.runUntil(() -> loop.waiting() == 0, Duration.ofHours(1));
        }

        assertThat(bus.counts().bytes()).isEqualTo(1_200L << 20);
    }

    @Test
    void faultsCanChangeWhileItRuns() {
        model(like().lostSends(1));
        send(panel, "01");
        settle();
        model(like().lostSends(0).noise(1));
        send(panel, "0000");
        settle();
        model(like().noise(0).lostBytes(1));
        send(panel, "03");
        settle();
        model(like().lostBytes(0).repeatedSends(1));
        send(panel, "04");
        settle();

        assertThat(readerEar.told()).hasSize(4).endsWith("04", "04");
        assertThat(readerEar.bytes()[0]).isNotZero();
        assertThat(readerEar.bytes()[1]).isNotZero();
        assertThat(bus.counts())
                .usingRecursiveComparison()
                .ignoringFields("busy")
                .isEqualTo(new BusCounts(4, 5, 0, 2, 1, 1, 1, Duration.ZERO));
    }

    @Test
    void anEndThatIsUnplugged_hearsNothing_andNothingItSendsLeaves() {
        bus.unplug(reader);
        send(panel, "01");
        send(reader, "a1");
        settle();
        assertThat(readerEar.told()).containsExactly("opened");
        assertThat(panelEar.told()).containsExactly("opened");
        assertThat(otherEar.told()).containsExactly("opened", "01");
        assertThat(bus.counts().collisions()).isZero();
        assertThat(bus.counts().lostSends()).isEqualTo(1);

        bus.plug(reader);
        send(panel, "02");
        settle();
        send(reader, "a2");
        settle();
        assertThat(readerEar.told()).containsExactly("opened", "02");
        assertThat(panelEar.told()).containsExactly("opened", "a2");
    }

    @Test
    void unpluggedWhileItSends_anEndLosesTheRest_andTheWireIsFree() {
        send(panel, "0102030405");
        send(panel, "06");
        loop.advance(ONE_BYTE.multipliedBy(2));
        bus.unplug(panel);
        send(reader, "a1");
        settle();

        assertThat(otherEar.told()).containsExactly("opened", "0102", "a1");
        assertThat(bus.counts().collisions()).isZero();
        assertThat(bus.counts().lostBytes()).isEqualTo(4);
        assertThat(bus.counts().busy()).isEqualTo(Duration.ofNanos(3_125_000));
    }

    @Test
    void pluggedInAgain_anEndSendsAtOnce() {
        send(panel, "0102030405");
        loop.advance(ONE_BYTE);
        bus.unplug(panel);
        bus.plug(panel);
        send(panel, "ff");
        loop.advance(ONE_BYTE);

        assertThat(readerEar.told()).containsExactly("opened", "01", "ff");
    }

    @Test
    void anEndThatIsClosedAndOpenedWhileOthersHear_hearsNothingBeforeItIsOpenAgain() {
        Ear again = new Ear(loop);
        panel.close();
        loop.advance(Duration.ZERO);
        ByteLine first = bus.attach("first");
        reader.close();
        loop.advance(Duration.ZERO);
        first.open(new Ear(loop) {
            @Override
            public void received(ByteBuffer received) {
                reader.close();
                reader.open(again);
            }
        });
        reader.open(readerEar);
        panel.open(panelEar);
        loop.advance(Duration.ZERO);
        send(panel, "01");
        loop.advance(ONE_BYTE);
        send(other, "02");
        loop.advance(Duration.ofMillis(1));

        assertThat(readerEar.told()).containsExactly("opened", "closed", "opened", "closed");
        assertThat(again.told()).containsExactly("opened");
    }

    @Test
    void closedWhileItSends_anEndLosesTheRest_andHearsNothingMore() {
        send(panel, "0102");
        loop.advance(ONE_BYTE);
        panel.close();
        panel.close();
        settle();
        send(panel, "03");
        send(reader, "a1");
        settle();

        assertThat(readerEar.told()).containsExactly("opened", "01");
        assertThat(panelEar.told()).containsExactly("opened", "closed");
        assertThat(panelEar.cause()).isNull();
    }

    @Test
    void anEndCanBeOpenedAgain_alsoByTheListenerThatHearsOfItsEnd() {
        List<String> told = new ArrayList<>();
        panel.close();
        loop.advance(Duration.ZERO);
        panel.open(new Ear(loop) {
            @Override
            public void closed(@Nullable AxisException cause) {
                told.add("closed");
                panel.open(panelEar);
            }
        });
        panel.close();
        loop.advance(Duration.ZERO);
        send(reader, "a1");
        settle();

        assertThat(told).containsExactly("closed");
        assertThat(panelEar.told()).containsExactly("opened", "closed", "opened", "a1");
    }

    @Test
    void anEndThatIsClosedBeforeItWasOpen_isNeverOpened() {
        ByteLine fourth = bus.attach("fourth");
        Ear ear = Ear.on(fourth);
        fourth.close();
        settle();

        assertThat(ear.told()).containsExactly("closed");
        assertThat(loop.waiting()).isZero();
    }

    @Test
    void closingWithinAListener_isToldAfterwards() {
        List<String> told = new ArrayList<>();
        ByteLine fourth = bus.attach("fourth");
        fourth.open(new Ear(loop) {
            @Override
            public void received(ByteBuffer received) {
                told.add("in");
                fourth.close();
                told.add("out");
            }

            @Override
            public void closed(@Nullable AxisException cause) {
                told.add("closed");
            }
        });
        model(like().pieces(1));
        loop.advance(Duration.ZERO);
        send(panel, "0102");
        settle();

        assertThat(told).containsExactly("in", "out", "closed");
    }

    @Test
    void aListenerThatFails_keepsNoOtherFromHearing_andTheBusGoesOn() {
        ByteLine faulty = bus.attach("faulty");
        faulty.open(new Ear(loop) {
            @Override
            public void received(ByteBuffer received) {
                throw new IllegalStateException("a fault of the host's");
            }
        });
        ByteLine faultyToo = bus.attach("faulty, too");
        faultyToo.open(new Ear(loop) {
            @Override
            public void received(ByteBuffer received) {
                throw new IllegalStateException("another fault");
            }
        });
        ByteLine last = bus.attach("last");
        Ear lastEar = Ear.on(last);
        loop.advance(Duration.ZERO);
        send(panel, "01");
        send(panel, "02");

        assertThatThrownBy(this::settle).hasMessage("a fault of the host's");
        assertThatThrownBy(this::settle).hasMessage("a fault of the host's");
        settle();
        assertThat(lastEar.told()).containsExactly("opened", "01", "02");
    }

    @Test
    void whoHearsBytes_cannotChangeThemForOthers() {
        ByteLine fourth = bus.attach("fourth");
        fourth.open(new Ear(loop) {
            @Override
            public void received(ByteBuffer received) {
                received.put(0, (byte) 9);
            }
        });
        loop.advance(Duration.ZERO);
        send(panel, "01");

        assertThatThrownBy(this::settle).isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void anEndWithAnotherRate_hearsOtherBytesOrFewer_untilItsRateIsTheSame() {
        assertThat(reader.changeBaudRate(115_200)).isTrue();
        assertThat(other.changeBaudRate(1_200)).isTrue();
        send(panel, "530008000460aa55");
        settle();

        assertThat(readerEar.bytes()).isNotEqualTo(HexFormat.of().parseHex("530008000460aa55"));
        assertThat(otherEar.bytes()).hasSizeLessThan(2);

        panel.changeBaudRate(115_200);
        send(panel, "5300");
        loop.advance(Duration.ofNanos(173_611));
        assertThat(readerEar.told()).endsWith("5300");
        assertThat(panel.baudRate()).isEqualTo(115_200);
    }

    @Test
    void aLineThatIsLowForTooLong_isNoCharacter() {
        panel.changeBaudRate(300);
        send(panel, "00");
        settle();

        assertThat(readerEar.told()).containsExactly("opened");
    }

    @Test
    void aRateOneHundredthOff_isHeardRight() {
        reader.changeBaudRate(9_700);
        send(panel, "00ff55aa530008");
        settle();

        assertThat(readerEar.told()).containsExactly("opened", "00ff55aa530008");
    }

    @Test
    void onlyTheLoopSendsAndChangesRates_andEndsOfOthersAreRefused() {
        assertThatThrownBy(() ->
                        CompletableFuture.runAsync(() -> send(panel, "01")).get(20, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> CompletableFuture.runAsync(() -> panel.changeBaudRate(9_600))
                        .get(20, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> panel.changeBaudRate(299)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> panel.changeBaudRate(460_801)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> panel.open(panelEar)).isInstanceOf(IllegalStateException.class);
        MemoryBus another = new MemoryBus(loop, LineModel.perfect(9_600));
        assertThatThrownBy(() -> another.unplug(panel)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void otherThreadsMayDisturbIt_soon() throws Exception {
        CompletableFuture.runAsync(() -> bus.unplug(reader)).get(20, TimeUnit.SECONDS);
        send(panel, "01");
        settle();

        assertThat(readerEar.told()).containsExactly("opened");
        assertThat(otherEar.told()).containsExactly("opened", "01");
    }

    @Test
    void modelsAndDisturbancesOutOfRange_areRefused() {
        assertThatThrownBy(() -> LineModel.perfect(100)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model(like().noise(1.01))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model(like().lostBytes(Double.NaN))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model(like().lostSends(-0.1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model(like().delay(Duration.ofNanos(-1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model(like().jitter(Duration.ofHours(2))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model(like().pieces(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Disturbance.none().garble(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Disturbance.none().delay(Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
