package dev.openaxis.core.internal.live;

import static dev.openaxis.core.internal.live.TestEvent.key;
import static dev.openaxis.core.internal.live.TestEvent.moment;
import static dev.openaxis.core.internal.live.TestEvent.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Subscribe, buffer, read, compare: what a subscriber is told around interruptions. */
class ResynchronisationTest extends LiveTestBase {
    @Test
    void firstSubscriber_getsThePresentStatesWithoutAGap() {
        live(state("0", 0), state("1", 1));

        recorder.awaitTexts("0=0", "1=1");
        assertThat(recorder.items)
                .allMatch(item -> item instanceof LiveItem.Happened happened
                        && happened.origin() == LiveItem.Origin.READ
                        && happened.epoch() == 1);
    }

    @Test
    void event_winsOverAReadSentBeforeIt() {
        stream.subscribe(recorder);
        ScriptedFeed.Opening opening = feed.opening();
        opening.succeed();
        ScriptedFeed.Reading reading = feed.reading();
        opening.events(state("0", "new"));
        settle();
        reading.answer(state("0", "old"), state("1", "x"));

        recorder.awaitTexts("0=new", "1=x");
    }

    @Test
    void read_winsOverAnEventThatCameBeforeItWasSent() {
        stream.subscribe(recorder);
        ScriptedFeed.Opening opening = feed.opening();
        opening.events(state("0", "old"));
        settle();
        opening.succeed();
        feed.reading().answer(state("0", "new"));

        // The older value may have been replaced before it was delivered.
        await().atMost(SECONDS).until(() -> recorder.values().equals(Map.of("0", "new")));
        recorder.sound();
    }

    @Test
    void event_winsOverAReadSentBeforeItAlsoAfterAGap() {
        live(state("0", "before")).lose();
        ScriptedFeed.Opening second = feed.opening();
        second.events(state("1", "initial"));
        settle();
        second.succeed();
        ScriptedFeed.Reading reading = feed.reading();
        second.events(state("0", "new"));
        settle();
        reading.answer(state("0", "before"), state("1", "read"));

        await().atMost(SECONDS).until(() -> recorder.values().equals(Map.of("0", "new", "1", "read")));
        recorder.sound();
        assertThat(recorder.texts().get(1)).isEqualTo("GAP");
        assertThat(recorder.gaps().get(0).changed()).containsExactlyInAnyOrder(key("0"), key("1"));
    }

    @Test
    void repeatedRead_fillsOnlyWhatNoEventToldMeanwhile() {
        ScriptedFeed.Opening opening = live(state("0", 0), state("1", 0));
        stream.reread();
        ScriptedFeed.Reading reading = feed.reading();
        opening.events(state("0", 1));
        settle();
        reading.answer(state("0", 0), state("1", 1));

        recorder.awaitTexts("0=0", "1=0", "0=1", "1=1");
    }

    @Test
    void repeatedStates_areNotToldTwice() {
        ScriptedFeed.Opening opening = live(state("0", 0));
        opening.events(state("0", 0), state("0", 1), state("0", 1), moment("a"), moment("a"));

        recorder.awaitTexts("0=0", "0=1", "!a", "!a");
    }

    @Test
    void aPointOfWhichAnotherItemChanges_isTold() {
        ScriptedFeed.Opening opening = live();
        opening.events(supervised("0"));
        await().atMost(SECONDS).until(() -> recorder.items.size() == 1);

        opening.events(supervised("0"), supervised("1"), moment("end"));

        recorder.awaitTexts("2=closed", "2=closed", "!end");
    }

    private static TestEvent supervised(String tampered) {
        return new TestEvent(
                "Device/IO/SupervisedPort", Map.of("port", "2"), Map.of("state", "closed", "tampered", tampered), true);
    }

    @Test
    void aStateThatNobodyCouldTell_isToldWhenItIsHeardAgain_thoughItIsAsBefore() {
        TestEvent casing = new TestEvent("Device/Casing/Open", Map.of(), Map.of("state", "0"), true);
        ScriptedFeed.Opening first = live(state("0", 0));
        first.events(casing);
        await().atMost(SECONDS).until(() -> recorder.items.size() == 2);
        first.lose();
        ScriptedFeed.Opening second = again(state("0", 0));
        recorder.awaitGap();
        assertThat(recorder.gaps().get(0).notReadable()).containsExactly(casing.key());
        await().atMost(SECONDS).until(stream::live);
        Recorder later = new Recorder();
        stream.subscribeOnLoop(later);
        settle();
        settle();
        assertThat(later.texts()).as("the present states").containsExactly("0=0");

        second.events(casing, casing, moment("end"));

        recorder.awaitTexts("0=0", "null=0", "GAP", "null=0", "!end");
        later.awaitTexts("0=0", "null=0", "!end");
    }

    @Test
    void olderConnections_areNotListenedTo() {
        ScriptedFeed.Opening first = live(state("0", 0));
        first.lose();
        ScriptedFeed.Opening second = again(state("0", 0));
        recorder.awaitGap();
        await().atMost(SECONDS).until(stream::live);

        first.events(state("0", "late"), moment("late"));
        first.lose();
        second.events(state("0", 1));

        recorder.awaitTexts("0=0", "GAP", "0=1");
        assertThat(feed.opensWithin(150)).isFalse();
    }

    @Test
    void readOfAnOlderConnection_isDropped() {
        stream.subscribe(recorder);
        ScriptedFeed.Opening first = feed.opening();
        first.succeed();
        ScriptedFeed.Reading late = feed.reading();
        first.lose();
        ScriptedFeed.Opening second = feed.opening();
        second.succeed();
        ScriptedFeed.Reading reading = feed.reading();
        late.answer(state("0", "late"));
        settle();
        reading.answer(state("0", "fresh"));

        await().atMost(SECONDS).until(stream::live);
        await().atMost(SECONDS).until(() -> recorder.values().equals(Map.of("0", "fresh")));
        assertThat(recorder.texts()).doesNotContain("0=late");
        recorder.sound();
    }

    @Test
    void gap_saysWhatChangedWhatMayHaveAndWhatNobodyKnows() {
        ScriptedFeed.Opening first = live(state("same", 1), state("other", 0), state("gone", 1));
        Instant proof = Instant.now().minusSeconds(7);
        first.lastProof = proof;
        Instant before = Instant.now();
        first.lose();
        ScriptedFeed.Opening second = feed.opening();
        second.succeed();
        feed.reading().answer(state("same", 1), state("other", 1), state("added", 1));
        recorder.awaitGap();
        second.events(state("same", 0));

        await().atMost(SECONDS).until(() -> recorder.values().get("same").equals("0"));
        Gap gap = recorder.gaps().get(0);
        assertThat(gap.lastProof()).isEqualTo(proof);
        assertThat(gap.restored()).isAfterOrEqualTo(before).isBeforeOrEqualTo(Instant.now());
        assertThat(gap.cause()).isEqualTo(Gap.Cause.CONNECTION_LOST);
        assertThat(gap.changed()).containsExactlyInAnyOrder(key("other"), key("added"));
        assertThat(gap.unchangedButUnproven()).containsExactly(key("same"));
        assertThat(gap.notReadable()).containsExactly(key("gone"));
        assertThat(gap.stateless()).isEqualTo(-1);
        assertThat(gap.epoch()).isEqualTo(2);
        assertThat(recorder.texts().subList(3, 4)).containsExactly("GAP");
        assertThat(recorder.values())
                .containsAllEntriesOf(Map.of("same", "0", "other", "1", "added", "1", "gone", "1"));
        recorder.sound();
    }

    @Test
    void gap_beginsAtTheLastProofBeforeTheFirstOfSeveralLosses() {
        ScriptedFeed.Opening first = live(state("0", 0));
        Instant proof = Instant.now().minusSeconds(60);
        first.lastProof = proof;
        first.lose();
        for (int i = 0; i < 3; i++) {
            ScriptedFeed.Opening next = feed.opening();
            next.succeed();
            feed.reading();
            next.lose();
        }
        again(state("0", 1));

        recorder.awaitTexts("0=0", "GAP", "0=1");
        assertThat(recorder.gaps().get(0).lastProof()).isEqualTo(proof);
    }

    @Test
    void momentsHeardWhileStatesAreCompared_comeBehindTheGap() {
        live(state("0", 0)).lose();
        ScriptedFeed.Opening second = feed.opening();
        second.events(moment("early"));
        second.succeed();
        second.events(moment("later"));
        feed.reading().answer(state("0", 0));

        recorder.awaitTexts("0=0", "GAP", "!early", "!later");
    }

    private ScriptedFeed.Opening boot(String id) {
        ScriptedFeed.Opening opening = feed.opening();
        opening.bootId = Optional.of(id);
        opening.succeed();
        feed.reading().answer(state("0", 0));
        return opening;
    }

    @Test
    void restart_isNamedAsTheCause() {
        stream.subscribe(recorder);
        ScriptedFeed.Opening current = boot("a");
        await().atMost(SECONDS).until(stream::live);
        for (String id : List.of("b", "b", "c")) {
            int gaps = recorder.gaps().size();
            current.lose();
            current = boot(id);
            await().atMost(SECONDS).until(() -> recorder.gaps().size() == gaps + 1 && stream.live());
        }

        assertThat(recorder.gaps())
                .extracting(Gap::cause)
                .containsExactly(Gap.Cause.DEVICE_RESTARTED, Gap.Cause.CONNECTION_LOST, Gap.Cause.DEVICE_RESTARTED);
    }

    @Test
    void restartWhileNobodyListened_isNoCauseOfALaterGap() {
        Subscription subscription = stream.subscribe(new Recorder());
        ScriptedFeed.Opening first = boot("a");
        await().atMost(SECONDS).until(stream::live);
        subscription.close();
        await().atMost(SECONDS).until(() -> first.closed);

        stream.subscribe(recorder);
        ScriptedFeed.Opening second = boot("b");
        await().atMost(SECONDS).until(stream::live);
        second.lose();
        boot("b");

        recorder.awaitGap();
        assertThat(recorder.gaps().get(0).cause()).isEqualTo(Gap.Cause.CONNECTION_LOST);
    }

    // ---- lost before it was up ----

    @Test
    void firstConnectionRefusedAfterEvents_beginsAGapAtTheLastOfThem() {
        stream.subscribe(recorder);
        ScriptedFeed.Opening first = feed.opening();
        first.events(state("0", 1), moment("early"));
        recorder.awaitTexts("0=1", "!early");
        Instant heard = recorder.items.get(1) instanceof LiveItem.Happened happened ? happened.receivedAt() : null;
        // The order in which a socket that closes before its filter was answered tells it.
        first.fail(ScriptedFeed.connection());
        first.lose();
        again(state("0", 1));

        recorder.awaitTexts("0=1", "!early", "GAP");
        Gap gap = recorder.gaps().get(0);
        assertThat(gap.lastProof()).isEqualTo(heard);
        assertThat(gap.unchangedButUnproven()).containsExactly(key("0"));
    }

    @Test
    void firstConnectionLostAfterAMomentOnly_beginsAGapToo() {
        stream.subscribe(recorder);
        ScriptedFeed.Opening first = feed.opening();
        first.events(moment("early"));
        first.lose();
        again(state("0", 1));

        recorder.awaitTexts("!early", "GAP", "0=1");
    }

    @Test
    void firstConnectionRefusedWithoutEvents_needsNoGap() {
        stream.subscribe(recorder);
        ScriptedFeed.Opening first = feed.opening();
        first.fail(ScriptedFeed.connection());
        settle();
        first.events(state("0", 0), moment("late"));
        first.lose();
        again(state("0", 1));

        recorder.awaitTexts("0=1");
    }

    @Test
    void eventsOfAnEarlierSubscription_areNoReasonForAGap() {
        Subscription subscription = stream.subscribe(new Recorder());
        ScriptedFeed.Opening first = feed.opening();
        first.events(state("0", 0));
        settle();
        subscription.close();
        settle();
        stream.subscribe(recorder);
        feed.opening().fail(ScriptedFeed.connection());
        again(state("0", 1));

        recorder.awaitTexts("0=1");
    }

    // ---- quiet ----

    @Test
    void gap_isToldOnlyAfterAQuietPeriod() throws Exception {
        live(state("0", 0)).lose();
        ScriptedFeed.Opening second = feed.opening();
        second.succeed();
        feed.reading().answer(state("0", 0));
        for (int i = 0; i < 4; i++) {
            int number = i;
            loop.schedule(() -> second.events(moment(number)), 25L * i, TimeUnit.MILLISECONDS);
        }
        Instant lastEvent = loop.schedule((Callable<Instant>) Instant::now, 75, TimeUnit.MILLISECONDS)
                .get(20, TimeUnit.SECONDS);
        recorder.awaitGap();

        assertThat(recorder.gaps().get(0).restored())
                .isAfterOrEqualTo(lastEvent.plus(TIMING.quiet()).minusMillis(5));
        recorder.awaitTexts("0=0", "GAP", "!0", "!1", "!2", "!3");
    }

    @Test
    void gap_isToldInTheEndEvenIfThereIsNeverQuiet() {
        live(state("0", 0)).lose();
        ScriptedFeed.Opening second = feed.opening();
        second.succeed();
        feed.reading().answer(state("0", 0));
        ScheduledFuture<?> traffic =
                loop.scheduleAtFixedRate(() -> second.events(moment("x")), 0, 10, TimeUnit.MILLISECONDS);
        long start = System.nanoTime();
        try {
            recorder.awaitGap();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThan(TIMING.quiet())
                    .isLessThan(TIMING.atMost().plusSeconds(2));
        } finally {
            traffic.cancel(false);
        }
        recorder.sound();
    }

    // ---- reads that fail, hints, floods ----

    @Test
    void readThatFails_leavesTheStatesUnreadableAndIsRepeated() {
        live(state("0", 0), state("1", 0)).lose();
        ScriptedFeed.Opening second = feed.opening();
        second.succeed();
        ScriptedFeed.Reading failing = feed.reading();
        second.events(state("1", 1));
        settle();
        failing.fail();

        recorder.awaitGap();
        assertThat(recorder.gaps().get(0).notReadable()).containsExactly(key("0"));
        assertThat(recorder.gaps().get(0).changed()).containsExactly(key("1"));
        feed.reading().answer(state("0", 1), state("1", 1));
        recorder.awaitTexts("0=0", "1=0", "GAP", "1=1", "0=1");
    }

    @Test
    void firstReadThatFails_isRepeatedToo() {
        stream.subscribe(recorder);
        feed.opening().succeed();
        feed.reading().fail();
        feed.reading().fail();
        feed.reading().answer(state("0", 1));

        recorder.awaitTexts("0=1");
    }

    @Test
    void hintDuringARead_leadsToAnotherRead() {
        live(state("0", 0));
        stream.reread();
        ScriptedFeed.Reading old = feed.reading();
        stream.reread();
        settle();
        old.answer(state("0", 0));
        feed.reading().answer(state("0", 1));

        recorder.awaitTexts("0=0", "0=1");
    }

    @Test
    void hintWhileStatesAreCompared_leadsToAnotherRead() {
        live(state("0", 0)).lose();
        feed.opening().succeed();
        ScriptedFeed.Reading old = feed.reading();
        stream.reread();
        settle();
        old.answer(state("0", 0));
        feed.reading().answer(state("0", 1));

        await().atMost(SECONDS).until(() -> "1".equals(recorder.values().get("0")));
        recorder.sound();
    }

    @Test
    void hintsWithoutEnd_doNotKeepTheGapFromBeingTold() {
        live(state("0", 0)).lose();
        feed.opening().succeed();
        long start = System.nanoTime();
        int reads = 0;
        while (!stream.live() && System.nanoTime() - start < SECONDS.toNanos()) {
            ScriptedFeed.Reading reading = feed.reading();
            reads++;
            stream.reread();
            settle();
            reading.answer(state("0", 1));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SECONDS);
        recorder.awaitTexts("0=0", "GAP", "0=1");
        assertThat(reads).isGreaterThan(1);
        // What the hints asked for is still read.
        feed.reading().answer(state("0", 2));
        recorder.awaitTexts("0=0", "GAP", "0=1", "0=2");
    }

    @Test
    void hintsWithoutEnd_doNotKeepTheFirstConnectionFromBeingLive() {
        stream.subscribe(recorder);
        feed.opening().succeed();
        long start = System.nanoTime();
        while (!stream.live() && System.nanoTime() - start < SECONDS.toNanos()) {
            ScriptedFeed.Reading reading = feed.reading();
            stream.reread();
            settle();
            reading.answer(state("0", 1));
        }

        await().atMost(SECONDS).until(stream::live);
        recorder.awaitTexts("0=1");
    }

    @Test
    void readThatIsNotAnsweredAfterAHint_doesNotHoldUpTheGap() {
        live(state("0", 0)).lose();
        feed.opening().succeed();
        ScriptedFeed.Reading first = feed.reading();
        stream.reread();
        settle();
        first.answer(state("0", 1));
        ScriptedFeed.Reading slow = feed.reading();

        recorder.awaitTexts("0=0", "GAP", "0=1");
        slow.answer(state("0", 2));
        recorder.awaitTexts("0=0", "GAP", "0=1", "0=2");
    }

    @Test
    void manyHints_leadToFewReads() throws Exception {
        live(state("0", 0));
        int before = feed.reads.get();
        long start = System.nanoTime();
        long answered = 0;
        while (System.nanoTime() - start
                < TIMING.betweenReads().multipliedBy(10).toNanos()) {
            for (int i = 0; i < 100; i++) {
                stream.reread();
            }
            settle();
            ScriptedFeed.Reading reading = feed.reading();
            if (answered != 0) {
                assertThat(Duration.ofNanos(reading.at - answered)).isGreaterThanOrEqualTo(TIMING.betweenReads());
            }
            for (int i = 0; i < 100; i++) {
                stream.reread();
            }
            settle();
            answered = System.nanoTime();
            reading.answer(state("0", 0));
            settle();
        }

        assertThat(feed.reads.get() - before).isBetween(2, 11);
    }

    @Test
    void readThatFailsAfterAHint_doesNotBringBackAnOlderState() {
        live(state("0", "before")).lose();
        ScriptedFeed.Opening second = feed.opening();
        second.succeed();
        ScriptedFeed.Reading first = feed.reading();
        second.events(state("0", "new"));
        stream.reread();
        settle();
        first.answer(state("0", "old"));
        feed.reading().fail();

        await().atMost(SECONDS).until(() -> "new".equals(recorder.values().get("0")));
        feed.reading().answer(state("0", "new"));
        await().atMost(SECONDS).until(stream::live);
        settle();
        assertThat(recorder.texts()).doesNotContain("0=old");
        recorder.sound();
    }

    @Test
    void floodOfMomentsWhileStatesAreCompared_doesNotLoseAState() {
        live(state("0", "before")).lose();
        ScriptedFeed.Opening second = feed.opening();
        second.succeed();
        ScriptedFeed.Reading reading = feed.reading();
        for (int i = 0; i < 5000; i++) {
            second.events(moment(i));
        }
        second.events(state("0", "after"));
        settle();
        reading.answer(state("0", "before"));

        recorder.awaitGap();
        await().atMost(SECONDS).until(stream::live);
        await().atMost(SECONDS)
                .untilAsserted(() -> assertThat(recorder.values()).containsEntry("0", "after"));
    }

    @Test
    void connectionLostBeforeItWasUp_isMadeAgain() {
        stream.subscribe(recorder);
        ScriptedFeed.Opening first = feed.opening();
        first.lose();
        settle();
        first.succeed();

        again(state("0", 1));
        await().atMost(SECONDS).until(() -> recorder.values().equals(Map.of("0", "1")));
        assertThat(first.closed).isTrue();
        recorder.sound();
    }

    @Test
    void connectionLostTwice_isMadeAgainOnce() {
        ScriptedFeed.Opening first = live(state("0", 0));
        first.lose();
        first.lose();
        again(state("0", 1));

        recorder.awaitTexts("0=0", "GAP", "0=1");
        assertThat(feed.opensWithin(200)).isFalse();
        assertThat(first.closed).isTrue();
    }
}
