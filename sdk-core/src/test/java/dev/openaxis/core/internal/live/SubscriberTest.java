package dev.openaxis.core.internal.live;

import static dev.openaxis.core.internal.live.TestEvent.moment;
import static dev.openaxis.core.internal.live.TestEvent.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.TlsTrustException;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.core.testing.Log;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What one subscriber may do without harm to others: be slow, late, throw, leave, ask for nothing. */
class SubscriberTest extends LiveTestBase {
    /** A subscriber that stands still inside its first item until it is let go. */
    private static final class Slow extends Recorder {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch go = new CountDownLatch(1);

        @Override
        public void onItem(LiveItem item) {
            super.onItem(item);
            entered.countDown();
            try {
                go.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Slow stuck() throws InterruptedException {
        Slow slow = new Slow();
        stream.subscribe(slow);
        assertThat(slow.entered.await(5, TimeUnit.SECONDS)).isTrue();
        return slow;
    }

    @Test
    void slowSubscriber_getsTheLatestStatesAndDelaysNobody() throws Exception {
        ScriptedFeed.Opening opening = live(state("a", 0));
        Slow slow = stuck();
        for (int i = 1; i <= 500; i++) {
            opening.events(state("a", i), state("b", i));
        }

        await().atMost(SECONDS)
                .until(() -> recorder.items.size() > 1
                        && "500".equals(recorder.values().get("b")));
        assertThat(slow.items).hasSize(1);
        slow.go.countDown();
        slow.awaitTexts("a=0", "a=500", "b=500");
        recorder.sound();
    }

    @Test
    void momentsBeyondTheRow_becomeAGapForTheSlowSubscriberOnly() throws Exception {
        ScriptedFeed.Opening opening = live(state("a", 0));
        Slow slow = stuck();
        int total = Lane.MAX_STATELESS + 300;
        Recorder other = new Recorder();
        stream.subscribe(other);
        for (int i = 0; i < total; i++) {
            opening.events(moment(i));
            if (i % 100 == 0) {
                int heard = i;
                await().atMost(SECONDS).until(() -> other.items.size() == heard + 2);
            }
        }

        await().atMost(SECONDS).until(() -> other.items.size() == total + 1);
        slow.go.countDown();
        await().atMost(SECONDS).until(() -> slow.texts().contains("!" + (total - 1)));
        assertThat(other.gaps()).isEmpty();
        assertThat(slow.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.cause()).isEqualTo(Gap.Cause.SLOW_SUBSCRIBER);
            assertThat(gap.stateless()).isEqualTo(300);
            assertThat(gap.changed()).isEmpty();
        });
        assertThat(slow.items).hasSize(1 + 1 + Lane.MAX_STATELESS);
        assertThat(slow.texts().subList(1, 4)).containsExactly("GAP", "!300", "!301");
        slow.sound();
        other.sound();
    }

    @Test
    void severalGapsForASlowSubscriber_stayInFrontOfWhatIsNewer() throws Exception {
        ScriptedFeed.Opening opening = live(state("a", 0), state("b", 0));
        Demanding slow = new Demanding();
        stream.subscribe(slow);
        slow.subscription.request(2);
        await().atMost(SECONDS).until(() -> slow.items.size() == 2);
        opening.lose();
        ScriptedFeed.Opening second = again(state("a", 1), state("b", 0));
        await().atMost(SECONDS).until(() -> recorder.gaps().size() == 1 && stream.live());
        second.events(moment("between"));
        settle();
        second.lose();
        ScriptedFeed.Opening third = again(state("a", 1), state("b", 1));
        await().atMost(SECONDS).until(() -> recorder.gaps().size() == 2 && stream.live());
        third.events(moment("after"));
        settle();

        slow.subscription.request(Long.MAX_VALUE);

        await().atMost(SECONDS).until(() -> slow.texts().contains("!after"));
        slow.sound();
        assertThat(slow.values()).containsExactlyInAnyOrderEntriesOf(Map.of("a", "1", "b", "1"));
        assertThat(slow.texts().indexOf("GAP")).isLessThan(slow.texts().indexOf("a=1"));
        assertThat(slow.gaps()).isNotEmpty();
        recorder.sound();
    }

    @Test
    void lateSubscriber_getsThePresentStatesFirst() {
        ScriptedFeed.Opening opening = live(state("a", 0), state("b", 0));
        opening.events(state("a", 1), moment("before"));
        recorder.awaitTexts("a=0", "b=0", "a=1", "!before");

        Recorder late = new Recorder();
        stream.subscribe(late);
        await().atMost(SECONDS).until(() -> late.items.size() == 2);
        opening.events(state("b", 1), moment("after"));

        await().atMost(SECONDS).until(() -> late.texts().contains("!after"));
        assertThat(late.texts().subList(0, 2)).containsExactlyInAnyOrder("a=1", "b=0");
        assertThat(late.texts().subList(2, 4)).containsExactly("b=1", "!after");
        late.sound();
        assertThat(feed.opened).hasValue(1);
    }

    @Test
    void subscribersThatComeAndGoUnderTraffic_allConverge() throws Exception {
        ScriptedFeed.Opening opening = live(state("a", 0));
        for (int i = 1; i <= 200; i++) {
            Recorder each = new Recorder();
            Subscription subscription = stream.subscribe(each);
            opening.events(state("a", i));
            String now = Integer.toString(i);
            await().pollInterval(Duration.ofMillis(1))
                    .atMost(SECONDS)
                    .until(() -> now.equals(each.values().get("a")));
            each.sound();
            subscription.close();
        }
        recorder.sound();
    }

    @Test
    void listenerThatThrows_getsTheNextItemAllTheSame() {
        List<LiveItem> heard = new CopyOnWriteArrayList<>();
        ScriptedFeed.Opening opening = live(state("a", 0));
        stream.subscribe(item -> {
            heard.add(item);
            throw new IllegalStateException("a mistake of the host");
        });
        opening.events(moment(1), moment(2));

        await().atMost(SECONDS).until(() -> heard.size() == 3);
        recorder.awaitTexts("a=0", "!1", "!2");
    }

    @Test
    void listenerThatFailsWithAnError_getsTheNextItemAllTheSame() {
        List<LiveItem> heard = new CopyOnWriteArrayList<>();
        ScriptedFeed.Opening opening = live(state("a", 0));
        stream.subscribe(item -> {
            heard.add(item);
            throw new NoClassDefFoundError("a mistake of the host");
        });
        opening.events(moment(1), moment(2));

        await().atMost(SECONDS).until(() -> heard.size() == 3);
        recorder.awaitTexts("a=0", "!1", "!2");
    }

    @Test
    void closedSubscription_hearsNothingMore() {
        ScriptedFeed.Opening opening = live(state("a", 0));
        Recorder leaving = new Recorder();
        Subscription subscription = stream.subscribe(leaving);
        await().atMost(SECONDS).until(() -> leaving.items.size() == 1);
        assertThat(subscription.active()).isTrue();

        subscription.close();
        subscription.close();
        opening.events(moment(1));

        recorder.awaitTexts("a=0", "!1");
        assertThat(subscription.active()).isFalse();
        assertThat(leaving.items).hasSize(1);
        assertThat(opening.closed).isFalse();
    }

    @Test
    void subscriptionClosedFromItsOwnListener_ends() {
        ScriptedFeed.Opening opening = live(state("a", 0));
        AtomicInteger heard = new AtomicInteger();
        Subscription[] own = new Subscription[1];
        CountDownLatch known = new CountDownLatch(1);
        own[0] = stream.subscribe(item -> {
            try {
                known.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            heard.incrementAndGet();
            own[0].close();
        });
        opening.events(moment(1), moment(2));
        known.countDown();

        recorder.awaitTexts("a=0", "!1", "!2");
        await().atMost(SECONDS).until(() -> !own[0].active());
        assertThat(heard).hasValue(1);
    }

    @Test
    void withoutSubscribers_theFeedIsClosedAndOpenedAgainForTheNext() {
        Subscription only = stream.subscribe(recorder);
        ScriptedFeed.Opening first = again(state("a", 0));
        recorder.awaitTexts("a=0");

        only.close();
        await().atMost(SECONDS).until(() -> first.closed);
        assertThat(stream.points()).isEmpty();
        assertThat(feed.opensWithin(150)).isFalse();

        Recorder next = new Recorder();
        stream.subscribe(next);
        again(state("a", 1));
        next.awaitTexts("a=1");
        assertThat(next.gaps()).isEmpty();
    }

    /** A listener that runs on the loop itself, and closes its own subscription when the predicate says so. */
    private Subscription[] leavingInline(LiveStream inline, Predicate<LiveItem> when) throws Exception {
        Subscription[] own = new Subscription[1];
        loop.submit(() -> {
                    own[0] = inline.subscribe(item -> {
                        if (when.test(item)) {
                            own[0].close();
                        }
                    });
                })
                .get(20, TimeUnit.SECONDS);
        return own;
    }

    private void nextSubscriberIsServed(LiveStream inline) {
        assertThat(inline.live()).isFalse();
        assertThat(inline.points()).isEmpty();
        Recorder next = new Recorder();
        inline.subscribe(next);
        again(state("a", 7));
        next.awaitTexts("a=7");
        await().atMost(SECONDS).until(inline::live);
        inline.close();
    }

    @Test
    void lastSubscriptionClosedOnTheLoopWhileTheGapIsTold_leavesAStreamThatStartsAnew() throws Exception {
        LiveStream inline = new LiveStream(feed, loop, Runnable::run, TIMING);
        Subscription[] own = leavingInline(inline, Gap.class::isInstance);
        ScriptedFeed.Opening first = again(state("a", 0));
        await().atMost(SECONDS).until(inline::live);
        first.lose();
        ScriptedFeed.Opening second = feed.opening();
        second.events(state("a", 1));
        second.succeed();
        feed.reading().answer(state("a", 1), state("b", 1));

        await().atMost(SECONDS).until(() -> !own[0].active() && second.closed);
        settle();
        nextSubscriberIsServed(inline);
    }

    @Test
    void lastSubscriptionClosedOnTheLoopWhileStatesAreTold_leavesAStreamThatStartsAnew() throws Exception {
        LiveStream inline = new LiveStream(feed, loop, Runnable::run, TIMING);
        Subscription[] own = leavingInline(inline, item -> true);
        ScriptedFeed.Opening first = again(state("a", 0), state("b", 0), state("c", 0));

        await().atMost(SECONDS).until(() -> !own[0].active() && first.closed);
        settle();
        nextSubscriberIsServed(inline);
    }

    @Test
    void lastSubscriptionClosedOnTheLoopWhenInterrupted_leavesAStreamThatStartsAnew() throws Exception {
        LiveStream inline = new LiveStream(feed, loop, Runnable::run, TIMING);
        Subscription[] own = new Subscription[1];
        LiveListener leaving = new LiveListener() {
            @Override
            public void onItem(LiveItem item) {}

            @Override
            public void onInterrupted(AxisException cause) {
                own[0].close();
            }
        };
        for (boolean up : new boolean[] {false, true}) {
            loop.submit(() -> {
                        own[0] = inline.subscribe(leaving);
                    })
                    .get(20, TimeUnit.SECONDS);
            if (up) {
                ScriptedFeed.Opening opening = again(state("a", 0));
                await().atMost(SECONDS).until(inline::live);
                opening.lose();
            } else {
                feed.opening().fail(ScriptedFeed.connection());
            }
            await().atMost(SECONDS).until(() -> !own[0].active());
            assertThat(feed.opensWithin(150)).isFalse();
        }
        nextSubscriberIsServed(inline);
    }

    @Test
    void subscriptionMadeOnTheLoopWhileTheEndIsTold_isServed() {
        LiveStream inline = new LiveStream(feed, loop, Runnable::run, TIMING);
        Recorder next = new Recorder();
        inline.subscribe(new LiveListener() {
            @Override
            public void onItem(LiveItem item) {}

            @Override
            public void onEnd(AxisException cause) {
                inline.subscribe(next);
            }
        });
        feed.opening().fail(new TlsTrustException(Failure.of("test", "events", "a reason"), "ab"));
        again(state("a", 1));

        next.awaitTexts("a=1");
        inline.close();
    }

    @Test
    void feedThatOpensAfterTheLastSubscriberLeft_isClosed() {
        Subscription only = stream.subscribe(recorder);
        ScriptedFeed.Opening opening = feed.opening();
        only.close();
        settle();
        opening.succeed();

        await().atMost(SECONDS).until(() -> opening.closed);
        assertThat(feed.readsWithin(100)).isFalse();
    }

    @Test
    void closedStream_endsItsSubscriptionsAndTheFeed() {
        ScriptedFeed.Opening opening = live(state("a", 0));
        Demanding flow = new Demanding();
        stream.subscribe(flow);
        flow.subscription.request(1);
        settle();
        stream.close();

        await().atMost(SECONDS).until(() -> opening.closed && flow.completed.get() == 1);
        assertThat(recorder.ends).isEmpty();
        assertThat(flow.errors).isEmpty();
        Demanding late = new Demanding();
        stream.subscribe(late);
        await().atMost(SECONDS).until(() -> late.completed.get() + late.errors.size() == 1);
        assertThat(feed.opened).hasValue(1);
    }

    @Test
    void losses_areToldWhenTheyHappenAndOnceEach() {
        List<String> heard = new CopyOnWriteArrayList<>();
        LiveListener listener = kindsInto(heard);
        ScriptedFeed.Opening opening = live(state("a", 0));
        stream.subscribe(listener);
        await().atMost(SECONDS).until(() -> heard.size() == 1);
        opening.events(moment(1));
        opening.lose();
        opening.lose();
        await().atMost(SECONDS).until(() -> heard.equals(List.of("item", "item", "interrupted")));
        feed.opening().fail(ScriptedFeed.connection());
        again(state("a", 1));

        await().atMost(SECONDS)
                .untilAsserted(() -> assertThat(heard).containsExactly("item", "item", "interrupted", "gap", "item"));
    }

    @Test
    void deviceThatIsNotThere_isToldOncePerOutage() {
        AxisException first = ScriptedFeed.connection();
        stream.subscribe(recorder);
        feed.opening().fail(first);
        feed.opening().fail(ScriptedFeed.connection());
        feed.opening().lose();
        await().atMost(SECONDS).until(() -> !recorder.interruptions.isEmpty());
        assertThat(stream.live()).isFalse();

        ScriptedFeed.Opening up = again(state("a", 0));
        recorder.awaitTexts("a=0");
        assertThat(recorder.interruptions).containsExactly(first);
        await().atMost(SECONDS).until(stream::live);

        up.lose();
        feed.opening().fail(ScriptedFeed.connection());
        again(state("a", 0));
        recorder.awaitTexts("a=0", "GAP");
        assertThat(recorder.interruptions).hasSize(2);
        assertThat(recorder.ends).isEmpty();
    }

    @Test
    void subscriberThatComesDuringAnOutage_isToldOfItAfterTheLastKnownStates() {
        List<String> heard = new CopyOnWriteArrayList<>();
        LiveListener late = kindsInto(heard);
        live(state("a", 0)).lose();
        await().atMost(SECONDS).until(() -> recorder.interruptions.size() == 1);
        stream.subscribe(late);

        await().atMost(SECONDS).until(() -> heard.equals(List.of("item", "interrupted")));
        again(state("a", 1));
        await().atMost(SECONDS).until(() -> heard.equals(List.of("item", "interrupted", "gap", "item")));
    }

    @Test
    void outageThatIsOverBeforeASlowSubscriberCouldBeTold_isNotTold() throws Exception {
        BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
        LiveStream queued = new LiveStream(feed, loop, tasks::add, TIMING);
        queued.subscribe(recorder);
        feed.opening().fail(ScriptedFeed.connection());
        again(state("a", 0));
        await().atMost(SECONDS).until(queued::live);
        settle();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }

        recorder.awaitTexts("a=0");
        assertThat(recorder.interruptions).isEmpty();
        queued.close();
    }

    @Test
    void gapsWithoutNumberForASlowSubscriber_areBoundedAndSound() {
        ScriptedFeed.Opening current = live(state("a", 0));
        Demanding slow = new Demanding();
        stream.subscribe(slow);
        for (int i = 1; i <= 20; i++) {
            int gaps = i;
            current.lose();
            current = again(state("a", i));
            await().atMost(SECONDS).until(() -> recorder.gaps().size() == gaps && stream.live());
            current.events(moment(i));
            settle();
        }

        slow.subscription.request(Long.MAX_VALUE);
        await().atMost(SECONDS).until(() -> slow.texts().contains("!20"));
        slow.sound();
        recorder.sound();
        assertThat(slow.values()).containsEntry("a", "20");
        assertThat(slow.gaps()).hasSizeBetween(1, 20);
        // Nothing is uncovered: the first gap begins where the first connection was last proven.
        assertThat(slow.gaps().get(0).lastProof())
                .isEqualTo(recorder.gaps().get(0).lastProof());
        assertThat(slow.gaps().get(slow.gaps().size() - 1).restored())
                .isEqualTo(recorder.gaps().get(19).restored());
    }

    @Test
    void listenerThatDoesNotReturn_isReportedOnce() throws Exception {
        live(state("a", 0));
        String logged;
        try (Log log = Log.capture()) {
            Slow slow = stuck();
            await().atMost(SECONDS).until(() -> log.text().contains("has not returned"));
            slow.go.countDown();
            logged = log.text();
        }
        assertThat(logged.split("has not returned", -1)).hasSize(2);
    }

    private static void untilReported(Consumer<Runnable> blocking) {
        CountDownLatch go = new CountDownLatch(1);
        String logged;
        try (Log log = Log.capture()) {
            blocking.accept(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            await().atMost(SECONDS).until(() -> log.text().contains("has not returned"));
            logged = log.text();
        } finally {
            go.countDown();
        }
        assertThat(logged.split("has not returned", -1)).hasSize(2);
    }

    @Test
    void pointListenerThatDoesNotReturn_isReportedOnce() {
        live(state("a", 0));

        untilReported(blocked -> stream.pointSource().subscribe(point -> blocked.run()));
    }

    @Test
    void listenerOfAHubThatDoesNotReturn_isReportedOnce() {
        live(state("a", 0));
        PointHub hub = new PointHub(callbacks);
        hub.join(stream.pointSource());
        stream.watch(hub);

        untilReported(blocked -> hub.subscribe(point -> blocked.run()));
    }

    @Test
    void listenerToWhatIsDerived_thatDoesNotReturn_isReportedOnce() {
        live(state("a", 0));
        Derivation same = new Derivation() {
            private Output output;

            @Override
            public void begin(Output to) {
                output = to;
            }

            @Override
            public void happened(LiveItem.Happened item) {
                output.tell(item.epoch(), item.receivedAt(), item.origin(), item.event());
            }

            @Override
            public void gap(Gap gap) {}

            @Override
            public void interrupted() {}

            @Override
            public void ended() {}
        };

        untilReported(blocked -> stream.subscribe(item -> blocked.run(), same));
    }

    // ---- Flow ----

    /** A reactive subscriber that asks for nothing by itself and checks the order of its calls. */
    static final class Demanding extends Sequence implements Flow.Subscriber<LiveItem> {
        volatile Flow.Subscription subscription;
        final AtomicInteger completed = new AtomicInteger();
        final List<Throwable> errors = new CopyOnWriteArrayList<>();
        final List<String> mistakes = new CopyOnWriteArrayList<>();

        private void check() {
            if (subscription == null) {
                mistakes.add("called before onSubscribe");
            }
            if (completed.get() + errors.size() > 0) {
                mistakes.add("called after the end");
            }
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(LiveItem item) {
            check();
            take(item);
        }

        @Override
        public void onError(Throwable error) {
            check();
            errors.add(error);
        }

        @Override
        public void onComplete() {
            check();
            completed.incrementAndGet();
        }
    }

    @Test
    void demand_isHonoured() {
        ScriptedFeed.Opening opening = live(state("a", 0));
        Demanding flow = new Demanding();
        stream.subscribe(flow);
        opening.events(moment(1), moment(2), moment(3), moment(4));
        recorder.awaitTexts("a=0", "!1", "!2", "!3", "!4");
        assertThat(flow.items).isEmpty();

        flow.subscription.request(2);
        flow.awaitTexts("a=0", "!1");
        flow.subscription.request(1);
        flow.subscription.request(1);
        flow.awaitTexts("a=0", "!1", "!2", "!3");
        flow.subscription.request(Long.MAX_VALUE);
        flow.subscription.request(Long.MAX_VALUE);
        opening.events(moment(5));
        flow.awaitTexts("a=0", "!1", "!2", "!3", "!4", "!5");
        assertThat(flow.mistakes).isEmpty();
    }

    @Test
    void demandOfNothing_isAnErrorOnceAndEndsTheSubscription() {
        ScriptedFeed.Opening opening = live(state("a", 0));
        for (long wrong : new long[] {0, -1, Long.MIN_VALUE}) {
            Demanding flow = new Demanding();
            stream.subscribe(flow);
            flow.subscription.request(wrong);
            flow.subscription.request(wrong);
            flow.subscription.request(5);
            opening.events(moment(wrong));

            await().atMost(SECONDS).until(() -> !flow.errors.isEmpty());
            String text = "!" + wrong;
            await().atMost(SECONDS).until(() -> recorder.texts().contains(text));
            assertThat(flow.errors).singleElement().isInstanceOf(IllegalArgumentException.class);
            assertThat(flow.items).isEmpty();
            assertThat(flow.mistakes).isEmpty();
        }
    }

    @Test
    void demandAfterAWrongOne_bringsNoItems() throws Exception {
        BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
        LiveStream queued = new LiveStream(feed, loop, tasks::add, TIMING);
        queued.subscribe(recorder);
        again(state("a", 0));
        await().atMost(SECONDS).until(queued::live);
        CountDownLatch go = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                go.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        Demanding flow = new Demanding();
        queued.subscribe(flow);
        flow.subscription.request(0);
        flow.subscription.request(5);
        go.countDown();
        settle();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }

        assertThat(flow.errors).singleElement().isInstanceOf(IllegalArgumentException.class);
        assertThat(flow.items).isEmpty();
        assertThat(flow.mistakes).isEmpty();
        queued.close();
    }

    @Test
    void cancelledSubscription_hearsNothingMoreNotEvenOfAWrongDemand() {
        ScriptedFeed.Opening opening = live(state("a", 0));
        Demanding flow = new Demanding();
        stream.subscribe(flow);
        flow.subscription.cancel();
        flow.subscription.cancel();
        flow.subscription.request(3);
        flow.subscription.request(0);
        opening.events(moment(1));

        recorder.awaitTexts("a=0", "!1");
        assertThat(flow.items).isEmpty();
        assertThat(flow.errors).isEmpty();
        assertThat(flow.completed).hasValue(0);
    }

    @Test
    void subscriber_isToldOfItsSubscriptionBeforeAnythingElse() throws Exception {
        for (int i = 0; i < 10; i++) {
            LiveStream closed = new LiveStream(feed, loop, Runnable::run, TIMING);
            closed.close();
            settle();
            Demanding flow = new Demanding();
            loop.submit(() -> closed.subscribe(flow)).get(20, TimeUnit.SECONDS);

            await().atMost(SECONDS).until(() -> flow.completed.get() + flow.errors.size() == 1);
            assertThat(flow.mistakes).isEmpty();
        }
    }

    @Test
    void endIsTold_withoutAnyDemand() {
        live();
        Demanding flow = new Demanding();
        stream.subscribe(flow);
        stream.close();

        await().atMost(SECONDS).until(() -> flow.completed.get() == 1);
        assertThat(flow.mistakes).isEmpty();
    }

    @Test
    void callbackExecutorThatRefuses_endsTheSubscriptionQuietly() {
        LiveStream refused = new LiveStream(
                feed,
                loop,
                task -> {
                    throw new java.util.concurrent.RejectedExecutionException();
                },
                TIMING);
        Subscription subscription = refused.subscribe(recorder);
        ScriptedFeed.Opening opening = again(state("a", 0));

        await().atMost(SECONDS).until(() -> !subscription.active());
        await("nobody listens any more").atMost(SECONDS).until(() -> opening.closed);
        refused.close();
    }

    /** Writes down what kind of thing was told. */
    private static LiveListener kindsInto(List<String> heard) {
        return new LiveListener() {
            @Override
            public void onItem(LiveItem item) {
                heard.add(item instanceof Gap ? "gap" : "item");
            }

            @Override
            public void onInterrupted(AxisException cause) {
                heard.add("interrupted");
            }
        };
    }
}
