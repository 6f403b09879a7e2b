package dev.openaxis.core.internal.live;

import static dev.openaxis.core.internal.live.TestEvent.moment;
import static dev.openaxis.core.internal.live.TestEvent.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.SetupNeededException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.live.Point;
import dev.openaxis.core.live.Point.Quality;
import dev.openaxis.core.live.PointId;
import dev.openaxis.core.live.PointListener;
import dev.openaxis.core.live.PointSource;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.core.testing.Log;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Points: the present picture first, then every change of a value or of how far it can be trusted. */
class PointsTest extends LiveTestBase {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final PointListener listener =
            point -> heard.add(point.id().wireId() + "=" + point.value() + " " + point.quality());

    private void awaitHeard(String... texts) {
        await().atMost(SECONDS).untilAsserted(() -> assertThat(heard).containsExactly(texts));
    }

    @Test
    void whatIsKnownComesFirst_thenChanges_andNothingTwice() {
        ScriptedFeed.Opening opening = live(state("a", 0), state("b", 0));

        stream.pointSource().subscribe(listener);
        await().atMost(SECONDS).until(() -> heard.size() == 2);
        opening.events(state("a", 1), state("a", 1), moment("x"), state("b", 0));

        awaitHeard("a=0 GOOD", "b=0 GOOD", "a=1 GOOD");
    }

    @Test
    void anOutage_changesTheQuality() {
        ScriptedFeed.Opening opening = live(state("a", 0));
        stream.pointSource().subscribe(listener);
        await().atMost(SECONDS).until(() -> heard.size() == 1);

        opening.lose();
        await().atMost(SECONDS).until(() -> heard.size() == 2);
        feed.opening().fail(ScriptedFeed.connection());
        await().atMost(SECONDS).until(() -> heard.size() == 3);
        again(state("a", 0));

        awaitHeard("a=0 GOOD", "a=0 STALE", "a=0 OFFLINE", "a=0 GOOD");
    }

    @Test
    void whatIsNotToldAnyMore_isUnknown_andComesBack() {
        ScriptedFeed.Opening opening = live(state("a", 0), state("b", 1));
        stream.pointSource().subscribe(listener);
        await().atMost(SECONDS).until(() -> heard.size() == 2);

        stream.reread();
        feed.reading().answer(state("a", 0));
        await().atMost(SECONDS).until(() -> heard.size() == 3);
        opening.events(state("b", 1));

        awaitHeard("a=0 GOOD", "b=1 GOOD", "b=1 UNKNOWN", "b=1 GOOD");
    }

    @Test
    void listeningKeepsTheStreamUp_andClosingEndsIt() {
        Subscription subscription = stream.pointSource().subscribe(listener);
        ScriptedFeed.Opening opening = feed.opening();
        opening.succeed();
        feed.reading().answer(state("a", 0));
        awaitHeard("a=0 GOOD");

        subscription.close();
        await().atMost(SECONDS).until(() -> opening.closed);
        opening.events(state("a", 1));
        settle();

        assertThat(heard).hasSize(1);
        assertThat(subscription.active()).isFalse();
    }

    @Test
    void aSlowListener_getsTheLatest_andOthersDoNotWait() throws Exception {
        ScriptedFeed.Opening opening = live(state("a", 0));
        CountDownLatch go = new CountDownLatch(1);
        List<Point> slow = new CopyOnWriteArrayList<>();
        stream.pointSource().subscribe(point -> {
            slow.add(point);
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        await().atMost(SECONDS).until(() -> slow.size() == 1);
        stream.pointSource().subscribe(listener);
        for (int i = 1; i <= 500; i++) {
            opening.events(state("a", i));
        }
        await().atMost(SECONDS).until(() -> heard.contains("a=500 GOOD"));

        go.countDown();

        await().atMost(SECONDS).until(() -> slow.get(slow.size() - 1).value().equals("500"));
        assertThat(slow).hasSize(2);
    }

    @Test
    void whoseStreamEnded_isToldOnlyWhatSomebodyElseKeepsUp() {
        stream.pointSource().subscribe(listener);
        feed.opening()
                .fail(new UnsupportedCapabilityException(Failure.of("test", "events", "no event stream"), "events"));
        settle();
        Subscription other = stream.subscribe(recorder);
        again(state("a", 0));
        awaitHeard("a=0 GOOD");

        other.close();

        awaitHeard("a=0 GOOD", "a=0 UNKNOWN");
    }

    // ---- ends ----

    private static final SetupNeededException GONE =
            new SetupNeededException(Failure.of("test", "events", "factory defaulted"));

    /** Writes down why its points end, too. */
    private final PointListener curious = new PointListener() {
        @Override
        public void onPoint(Point point) {
            listener.onPoint(point);
        }

        @Override
        public void onEnd(AxisException cause) {
            heard.add(cause.getClass().getSimpleName());
        }
    };

    private PointHub streamAnd(PointSource other) {
        PointHub outer = new PointHub(callbacks);
        PointHub inner = new PointHub(callbacks);
        inner.join(stream.pointSource());
        outer.join(inner);
        outer.join(other);
        return outer;
    }

    @Test
    void theEndOfAStream_isToldOnceWithItsCause_andOtherSourcesGoOn() {
        Sensors sensors = new Sensors();
        Subscription listening = streamAnd(sensors).subscribe(curious);
        ScriptedFeed.Opening opening = again(state("a", 0));
        awaitHeard("a=0 GOOD");

        opening.lose();
        await().atMost(SECONDS).until(() -> heard.size() == 2);
        feed.opening().fail(GONE);
        await().atMost(SECONDS).until(() -> heard.size() == 4);
        sensors.tell(Sensors.point("1", "20.5"));

        awaitHeard("a=0 GOOD", "a=0 STALE", "a=0 UNKNOWN", "SetupNeededException", "1=20.5 GOOD");
        assertThat(listening.active()).isTrue();
    }

    @Test
    void whoListensAnew_afterTheEnd_makesANewAttempt() {
        PointHub hub = streamAnd(new Sensors());
        Subscription first = hub.subscribe(curious);
        feed.opening().fail(GONE);
        awaitHeard("SetupNeededException");
        first.close();

        hub.subscribe(curious);
        again(state("a", 0));

        awaitHeard("SetupNeededException", "a=0 GOOD");
    }

    @Test
    void anEndWhoseListenerDoesNotTakeIt_isLogged() {
        try (Log log = Log.capture()) {
            streamAnd(new Sensors()).subscribe(listener);
            feed.opening().fail(GONE);

            await().atMost(SECONDS).until(() -> log.text().contains("factory defaulted"));
            assertThat(log.text()).contains("WARN");
        }
    }

    @Test
    void aPublisher_endsWithTheCause_afterThePointsThatWait() {
        PointHub hub = new PointHub(callbacks);
        Sensors sensors = new Sensors();
        hub.join(sensors);
        Flow.Subscription[] demand = new Flow.Subscription[1];
        subscribeTo(hub, demand);
        sensors.tell(Sensors.point("1", "20.5"));
        sensors.end(GONE);
        sensors.tell(Sensors.point("2", "7"));
        assertThat(heard).isEmpty();

        demand[0].request(1);

        awaitHeard("1=20.5 GOOD", "SetupNeededException");
        await().atMost(SECONDS).until(sensors.listeners::isEmpty);
    }

    private void subscribeTo(PointHub hub, Flow.Subscription[] demand) {
        hub.publisher().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                demand[0] = subscription;
            }

            @Override
            public void onNext(Point point) {
                listener.onPoint(point);
            }

            @Override
            public void onError(Throwable failure) {
                heard.add(failure.getClass().getSimpleName());
            }

            @Override
            public void onComplete() {
                heard.add("complete");
            }
        });
    }

    @Test
    void aHubThatIsClosed_tellsThatNothingIsKnown_andEndsItsSubscriptions() {
        PointHub hub = new PointHub(callbacks);
        Sensors sensors = new Sensors();
        hub.join(sensors);
        sensors.tell(Sensors.point("1", "20.5"));
        Subscription listening = hub.subscribe(curious);
        Flow.Subscription[] demand = new Flow.Subscription[1];
        awaitHeard("1=20.5 GOOD");

        hub.close();
        awaitHeard("1=20.5 GOOD", "1=20.5 UNKNOWN");
        subscribeTo(hub, demand);

        awaitHeard("1=20.5 GOOD", "1=20.5 UNKNOWN", ClosedException.class.getSimpleName());
        await().atMost(SECONDS).until(() -> !listening.active());
        assertThat(sensors.listeners).isEmpty();
    }

    /** Subscribes one that has not returned from its first point until the latch is open. */
    private void subscribeBusy(PointHub hub, Sensors sensors, CountDownLatch go) {
        sensors.tell(Sensors.point("1", "20.5"));
        hub.join(sensors);
        hub.subscribe(new PointListener() {
            @Override
            public void onPoint(Point point) {
                curious.onPoint(point);
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public void onEnd(AxisException cause) {
                curious.onEnd(cause);
            }
        });
        awaitHeard("1=20.5 GOOD");
    }

    @Test
    void whatASourceStillTellsWhenTheHubIsClosed_isNotHeard() {
        PointHub hub = new PointHub(callbacks);
        Sensors sensors = new Sensors();
        CountDownLatch go = new CountDownLatch(1);
        subscribeBusy(hub, sensors, go);
        PointListener heldOnTo = sensors.listeners.get(0);

        hub.close();
        heldOnTo.onPoint(Sensors.point("1", "21"));
        heldOnTo.onEnd(GONE);
        go.countDown();

        awaitHeard("1=20.5 GOOD", "1=20.5 UNKNOWN");
    }

    @Test
    void anEndThatIsToldTwiceMeanwhile_isHeardOnce_withItsLatestCause() {
        PointHub hub = new PointHub(callbacks);
        Sensors sensors = new Sensors();
        CountDownLatch go = new CountDownLatch(1);
        subscribeBusy(hub, sensors, go);

        sensors.end(GONE);
        sensors.end(new UnsupportedCapabilityException(Failure.of("test", "events", "none"), "events"));
        sensors.tell(Sensors.point("1", "21"));
        go.countDown();

        awaitHeard("1=20.5 GOOD", "UnsupportedCapabilityException", "1=21 GOOD");
    }

    @Test
    void aPublisherOfAHubThatIsClosed_completes() {
        PointHub hub = new PointHub(callbacks);
        Flow.Subscription[] demand = new Flow.Subscription[1];
        subscribeTo(hub, demand);

        hub.close();

        awaitHeard("complete");
    }

    // ---- several sources ----

    /** A source that tells what a test tells it. */
    private static final class Sensors implements PointSource {
        final List<PointListener> listeners = new CopyOnWriteArrayList<>();
        volatile List<Point> points = List.of();

        static Point point(String id, String value) {
            return new Point(new PointId("bus", "sensor", id, ""), value, Quality.GOOD, Instant.EPOCH);
        }

        void tell(Point point) {
            points = List.of(point);
            listeners.forEach(one -> one.onPoint(point));
        }

        void end(AxisException cause) {
            listeners.forEach(one -> one.onEnd(cause));
        }

        @Override
        public List<Point> known() {
            return points;
        }

        @Override
        public Subscription subscribe(PointListener one) {
            points.forEach(one::onPoint);
            listeners.add(one);
            return new Subscription() {
                @Override
                public boolean active() {
                    return listeners.contains(one);
                }

                @Override
                public void close() {
                    listeners.remove(one);
                }
            };
        }
    }

    @Test
    void sourcesJoinAndLeave_whileSomebodyListens() {
        PointHub hub = new PointHub(callbacks);
        Sensors first = new Sensors();
        Sensors second = new Sensors();
        first.tell(Sensors.point("1", "20.5"));
        hub.join(first);
        Subscription listening = hub.subscribe(listener);
        awaitHeard("1=20.5 GOOD");

        Subscription joined = hub.join(second);
        second.tell(Sensors.point("2", "7"));
        awaitHeard("1=20.5 GOOD", "2=7 GOOD");
        assertThat(hub.known()).hasSize(2);
        joined.close();
        second.tell(Sensors.point("2", "8"));
        first.tell(Sensors.point("1", "21"));
        awaitHeard("1=20.5 GOOD", "2=7 GOOD", "2=7 UNKNOWN", "1=21 GOOD");

        assertThat(joined.active()).isFalse();
        listening.close();
        assertThat(first.listeners).isEmpty();
    }

    @Test
    void whatAnotherSourceTellsToo_isNotUnknown_whenOneLeaves() {
        PointHub hub = new PointHub(callbacks);
        Sensors before = new Sensors();
        Sensors after = new Sensors();
        Subscription joined = hub.join(before);
        hub.subscribe(listener);
        before.tell(Sensors.point("1", "20.5"));
        hub.join(after);
        after.tell(Sensors.point("1", "20.5"));
        awaitHeard("1=20.5 GOOD");

        joined.close();
        after.tell(Sensors.point("2", "7"));
        awaitHeard("1=20.5 GOOD", "2=7 GOOD");
        after.tell(Sensors.point("1", "21"));

        awaitHeard("1=20.5 GOOD", "2=7 GOOD", "1=21 GOOD");
    }

    @Test
    void aSourceThatJoinsTwice_isListenedToOnce_untilBothHaveLeft() {
        PointHub hub = new PointHub(callbacks);
        Sensors sensors = new Sensors();
        Subscription before = hub.subscribe(listener);
        Subscription first = hub.join(sensors);
        Subscription second = hub.join(sensors);
        Subscription after = hub.subscribe(point -> {});
        sensors.tell(Sensors.point("1", "20.5"));
        awaitHeard("1=20.5 GOOD");
        assertThat(sensors.listeners).as("one for each subscriber").hasSize(2);
        assertThat(hub.known()).hasSize(1);

        first.close();
        first.close();
        assertThat(first.active()).isFalse();
        assertThat(second.active()).isTrue();
        sensors.tell(Sensors.point("1", "21"));
        awaitHeard("1=20.5 GOOD", "1=21 GOOD");
        second.close();

        awaitHeard("1=20.5 GOOD", "1=21 GOOD", "1=21 UNKNOWN");
        assertThat(sensors.listeners).isEmpty();
        assertThat(hub.known()).isEmpty();
        before.close();
        after.close();
    }

    /** As one does that takes a lock of its own, which another thread holds that uses the hub. */
    private static PointSource waitingFor(Runnable another, Sensors sensors) {
        return new PointSource() {
            @Override
            public List<Point> known() {
                return sensors.known();
            }

            @Override
            public Subscription subscribe(PointListener one) {
                CompletableFuture.runAsync(another)
                        .orTimeout(SECONDS.toSeconds(), TimeUnit.SECONDS)
                        .join();
                return sensors.subscribe(one);
            }
        };
    }

    @Test
    void aSourceMayWaitForSomebodyWhoUsesTheHub_whileItIsSubscribedTo() {
        PointHub hub = new PointHub(callbacks);
        Sensors sensors = new Sensors();
        Sensors other = new Sensors();
        sensors.tell(Sensors.point("1", "20.5"));
        hub.join(waitingFor(() -> hub.join(other), sensors));

        hub.subscribe(listener);
        other.tell(Sensors.point("2", "7"));

        awaitHeard("1=20.5 GOOD", "2=7 GOOD");
    }

    @Test
    void whoLeavesWhileTheSourceIsSubscribedTo_leavesNothingBehind() {
        PointHub hub = new PointHub(callbacks);
        Sensors sensors = new Sensors();
        Subscription[] joined = new Subscription[1];
        sensors.tell(Sensors.point("1", "20.5"));
        joined[0] = hub.join(waitingFor(() -> joined[0].close(), sensors));

        hub.subscribe(listener);

        // Of what happened so soon before, the listener hears the latest.
        await().atMost(SECONDS)
                .until(() -> !heard.isEmpty() && heard.get(heard.size() - 1).equals("1=20.5 UNKNOWN"));
        assertThat(sensors.listeners).isEmpty();
    }

    @Test
    void aHubThatIsClosedWhileASourceJoins_leavesNothingBehind() {
        PointHub hub = new PointHub(callbacks);
        Sensors sensors = new Sensors();
        Subscription listening = hub.subscribe(listener);

        hub.join(waitingFor(hub::close, sensors));

        await().atMost(SECONDS).until(() -> !listening.active());
        assertThat(sensors.listeners).isEmpty();
    }

    @Test
    void aPublisher_givesWhatIsRequested() {
        PointHub hub = new PointHub(callbacks);
        Sensors sensors = new Sensors();
        hub.join(sensors);
        Flow.Subscription[] demand = new Flow.Subscription[1];
        subscribeTo(hub, demand);
        sensors.tell(Sensors.point("1", "1"));
        sensors.tell(Sensors.point("1", "2"));
        assertThat(heard).isEmpty();

        demand[0].request(1);
        awaitHeard("1=2 GOOD");
        sensors.tell(Sensors.point("1", "3"));
        demand[0].request(0);

        assertThat(heard).containsExactly("1=2 GOOD", "IllegalArgumentException");
        assertThat(sensors.listeners).isEmpty();
    }
}
