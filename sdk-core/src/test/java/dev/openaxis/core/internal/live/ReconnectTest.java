package dev.openaxis.core.internal.live;

import static dev.openaxis.core.internal.live.TestEvent.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.BlockedException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.SetupNeededException;
import dev.openaxis.core.TlsTrustException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.live.Point;
import dev.openaxis.core.live.Point.Quality;
import dev.openaxis.core.live.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attempts to connect, the end of them, and how far points can be trusted meanwhile. */
class ReconnectTest extends LiveTestBase {
    private static final Failure WHY = Failure.of("test", "events", "a reason");

    private static AuthenticationException refused() {
        return new AuthenticationException(WHY);
    }

    @Test
    void attempts_becomeRarerUpToALimitAndNeverStop() {
        stream.subscribe(recorder);
        long last = 0;
        for (int i = 0; i < 12; i++) {
            ScriptedFeed.Opening opening = feed.opening();
            if (i > 0) {
                long pause = opening.at - last;
                assertThat(Duration.ofNanos(pause)).as("pause %d", i).isGreaterThanOrEqualTo(Duration.ofMillis(9));
                // The limit is 80 ms; the rest is for a busy machine.
                assertThat(Duration.ofNanos(pause)).as("pause %d", i).isLessThan(Duration.ofSeconds(2));
            }
            if (i > 5) {
                assertThat(Duration.ofNanos(opening.at - last))
                        .as("pause %d", i)
                        .isGreaterThanOrEqualTo(TIMING.lastDelay().dividedBy(2).minusMillis(1));
            }
            last = System.nanoTime();
            opening.fail(ScriptedFeed.connection());
        }
        again(state("0", 1));
        recorder.awaitTexts("0=1");
        assertThat(recorder.ends).isEmpty();
    }

    @Test
    void blockedClient_waitsAsLongAsTheDeviceBlocks() {
        stream.subscribe(recorder);
        long start = System.nanoTime();
        feed.opening().fail(new BlockedException(WHY, Duration.ofMillis(400)));

        ScriptedFeed.Opening next = feed.opening();
        assertThat(Duration.ofNanos(next.at - start)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    static Stream<AxisException> refusals() {
        return Stream.of(new AuthenticationException(WHY), new AuthorizationException(WHY));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void accountRefusedThreeTimes_endsTheSubscriptions(AxisException refusal) {
        SubscriberTest.Demanding flow = new SubscriberTest.Demanding();
        Subscription subscription = stream.subscribe(recorder);
        stream.subscribe(flow);
        settle();
        for (int i = 0; i < 3; i++) {
            assertThat(recorder.ends).isEmpty();
            feed.opening().fail(refusal);
        }

        await().atMost(SECONDS).until(() -> recorder.ends.size() == 1 && flow.errors.size() == 1);
        assertThat(recorder.ends).containsExactly(refusal);
        assertThat(flow.errors).containsExactly(refusal);
        await().atMost(SECONDS).until(() -> !subscription.active());
        assertThat(feed.opensWithin(200)).isFalse();
    }

    /** Many attempts fit into the longest delay, as by default. */
    private static final LiveTiming PATIENT = new LiveTiming(
            TIMING.quiet(),
            TIMING.atMost(),
            TIMING.betweenReads(),
            Duration.ofMillis(4),
            Duration.ofSeconds(1),
            TIMING.blockedAfter());

    private LiveStream ofADeviceThatMayBeStarting() {
        feed.mayBeStarting = true;
        LiveStream patient = stream(PATIENT);
        patient.subscribe(recorder);
        return patient;
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void accountRefusedByADeviceThatMayBeStarting_isTriedForAsLongAsTheLongestDelay(AxisException refusal) {
        long start = System.nanoTime();
        LiveStream patient = ofADeviceThatMayBeStarting();
        int attempts = 0;
        while (attempts < 100 && attemptOrEnd(attempts)) {
            feed.opening().fail(refusal);
            attempts++;
        }

        assertThat(recorder.ends).containsExactly(refusal);
        assertThat(attempts).isGreaterThan(3);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(PATIENT.lastDelay());
        assertThat(feed.opensWithin(1_200)).isFalse();
        patient.close();
    }

    private boolean attemptOrEnd(int attempts) {
        await().atMost(SECONDS).until(() -> feed.opened.get() > attempts || !recorder.ends.isEmpty());
        return recorder.ends.isEmpty();
    }

    @Test
    void accountRefusedByADeviceThatMayBeStarting_isTakenWhenItHasStarted() {
        LiveStream patient = ofADeviceThatMayBeStarting();
        for (int i = 0; i < 4; i++) {
            feed.opening().fail(refused());
        }
        again(state("0", 1));

        recorder.awaitTexts("0=1");
        assertThat(recorder.ends).isEmpty();
        patient.close();
    }

    @Test
    void refusalsInterruptedByASuccess_areCountedAnew() {
        stream.subscribe(recorder);
        feed.opening().fail(refused());
        feed.opening().fail(refused());
        again(state("0", 0)).lose();
        feed.opening().fail(refused());
        feed.opening().fail(ScriptedFeed.connection());
        feed.opening().fail(refused());
        feed.opening().fail(refused());
        again(state("0", 0));

        await().atMost(SECONDS).until(stream::live);
        assertThat(recorder.ends).isEmpty();
    }

    static Stream<AxisException> hopeless() {
        return Stream.of(
                new TlsTrustException(WHY, "ab"),
                new SetupNeededException(WHY),
                new UnsupportedCapabilityException(WHY, "events"));
    }

    @ParameterizedTest
    @MethodSource("hopeless")
    void whatWaitingCannotMend_endsTheSubscriptionsAtOnce(AxisException cause) {
        stream.subscribe(recorder);
        feed.opening().fail(cause);

        await().atMost(SECONDS).until(() -> recorder.ends.equals(List.of(cause)));
        assertThat(feed.opensWithin(150)).isFalse();
    }

    private static UnsupportedCapabilityException missing() {
        return new UnsupportedCapabilityException(WHY, "events");
    }

    @Test
    void streamThatIsMissingWhileTheDeviceBoots_isTriedAgain() {
        live(state("0", 0)).lose();
        feed.opening().fail(missing());
        feed.opening().fail(missing());
        again(state("0", 1));

        recorder.awaitTexts("0=0", "GAP", "0=1");
        assertThat(recorder.ends).isEmpty();
    }

    @Test
    void streamThatStaysAway_endsTheSubscriptions() {
        live(state("0", 0)).lose();
        long start = System.nanoTime();
        int attempts = 0;
        while (recorder.ends.isEmpty() && attempts < 50) {
            feed.opening().fail(missing());
            attempts++;
            settle();
            if (stream.points().isEmpty()) {
                // Given up; the listener is told on another thread.
                await().atMost(SECONDS).until(() -> !recorder.ends.isEmpty());
            }
        }

        assertThat(recorder.ends).singleElement().isInstanceOf(UnsupportedCapabilityException.class);
        assertThat(attempts).isGreaterThanOrEqualTo(3);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(TIMING.lastDelay());
        assertThat(feed.opensWithin(150)).isFalse();
    }

    @Test
    void streamThatIsMissingForTheNextSubscriber_endsAtOnce() {
        Subscription first = stream.subscribe(new Recorder());
        again(state("0", 0));
        await().atMost(SECONDS).until(stream::live);
        first.close();
        settle();
        stream.subscribe(recorder);
        feed.opening().fail(missing());

        await().atMost(SECONDS).until(() -> recorder.ends.size() == 1);
        assertThat(feed.opensWithin(150)).isFalse();
    }

    @Test
    void nextSubscriberAfterAnEnd_makesANewAttempt() {
        stream.subscribe(recorder);
        feed.opening().fail(new TlsTrustException(WHY, "ab"));
        await().atMost(SECONDS).until(() -> recorder.ends.size() == 1);

        Recorder next = new Recorder();
        stream.subscribe(next);
        again(state("0", 1));
        next.awaitTexts("0=1");
    }

    @Test
    void closedRuntime_endsTheSubscriptionsWithoutAnError() {
        SubscriberTest.Demanding flow = new SubscriberTest.Demanding();
        stream.subscribe(flow);
        feed.opening().fail(new ClosedException(WHY));

        await().atMost(SECONDS).until(() -> flow.completed.get() == 1);
        assertThat(flow.errors).isEmpty();
    }

    @Test
    void feedThatFailsInAWayNobodyForesaw_isTriedAgain() {
        stream.subscribe(recorder);
        feed.opening().result.completeExceptionally(new IllegalStateException("a mistake"));
        feed.opening().result.cancel(false);
        ScriptedFeed.Opening third = feed.opening();
        third.succeed();
        feed.reading().result.completeExceptionally(new IllegalStateException("a mistake"));
        feed.reading().answer(state("0", 1));

        recorder.awaitTexts("0=1");
    }

    @Test
    void feedThatThrows_isTriedAgain() {
        int[] calls = new int[1];
        Feed throwing = new Feed() {
            @Override
            public CompletableFuture<Session> open(Sink sink, Set<Wanted> wanted) {
                if (calls[0]++ == 0) {
                    throw new IllegalStateException("a mistake");
                }
                return feed.open(sink, wanted);
            }

            @Override
            public CompletableFuture<List<dev.openaxis.core.live.DeviceEvent>> read() {
                if (calls[0]++ == 2) {
                    throw new IllegalStateException("a mistake");
                }
                return feed.read();
            }

            @Override
            public java.util.Optional<dev.openaxis.core.live.PointId> pointOf(
                    dev.openaxis.core.live.DeviceEvent event) {
                return feed.pointOf(event);
            }

            @Override
            public String valueOf(dev.openaxis.core.live.DeviceEvent event) {
                return feed.valueOf(event);
            }
        };
        LiveStream fragile = new LiveStream(throwing, loop, callbacks, TIMING);
        fragile.subscribe(recorder);
        feed.opening().succeed();
        feed.reading().answer(state("0", 1));

        recorder.awaitTexts("0=1");
        fragile.close();
    }

    // ---- points ----

    private Point point(String wireId) {
        return stream.points().stream()
                .filter(point -> point.id().wireId().equals(wireId))
                .findFirst()
                .orElseThrow();
    }

    private void awaitQuality(String wireId, Quality quality) {
        await().atMost(SECONDS)
                .untilAsserted(() -> assertThat(point(wireId).quality()).isEqualTo(quality));
    }

    @Test
    void points_areGoodThenStaleThenOfflineThenGoodAgain() {
        assertThat(stream.points()).isEmpty();
        ScriptedFeed.Opening first = live(state("0", "active"), state("1", "inactive"));
        Instant proof = Instant.now().plusSeconds(1);
        first.lastProof = proof;
        assertThat(point("0")).isEqualTo(new Point(point("0").id(), "active", Quality.GOOD, proof));
        first.events(state("0", "inactive"));
        await().atMost(SECONDS).until(() -> point("0").value().equals("inactive"));
        assertThat(point("0").quality()).isEqualTo(Quality.GOOD);

        Instant lastProof = Instant.now().plusSeconds(2);
        first.lastProof = lastProof;
        first.lose();
        awaitQuality("0", Quality.STALE);
        assertThat(point("0").asOf()).isEqualTo(lastProof);
        assertThat(point("0").value()).isEqualTo("inactive");

        feed.opening().fail(ScriptedFeed.connection());
        awaitQuality("0", Quality.OFFLINE);
        assertThat(point("0").asOf()).isEqualTo(lastProof);

        ScriptedFeed.Opening third = feed.opening();
        third.succeed();
        awaitQuality("0", Quality.STALE);
        assertThat(point("0").asOf()).isEqualTo(lastProof);
        feed.reading().answer(state("0", "inactive"));
        awaitQuality("0", Quality.GOOD);
        assertThat(point("0").asOf()).isEqualTo(third.lastProof);
        assertThat(point("1").quality()).isEqualTo(Quality.UNKNOWN);
        assertThat(point("1").asOf()).isEqualTo(lastProof);

        stream.reread();
        feed.reading().answer(state("0", "inactive"), state("1", "inactive"));
        awaitQuality("1", Quality.GOOD);
    }

    @Test
    void points_comeInTheOrderOfTheirNumbers() {
        live(state("10", 0), state("2", 0), state("33", 0), state("1", 0), state("0", 0), state("9", 0));

        assertThat(stream.points())
                .extracting(point -> point.id().wireId())
                .containsExactly("0", "1", "2", "9", "10", "33");
    }

    @Test
    void points_areNotGoodBeforeTheConnectionIsProven() {
        stream.subscribe(recorder);
        ScriptedFeed.Opening opening = feed.opening();
        opening.events(state("0", "active"));
        await().atMost(SECONDS).until(() -> !stream.points().isEmpty());
        assertThat(point("0").quality()).isNotEqualTo(Quality.GOOD);
        opening.succeed();
        feed.reading().answer(state("0", "active"));
        awaitQuality("0", Quality.GOOD);
    }

    @Test
    void pointOfADeviceThatDoesNotAnswerInTime_isNotGood() {
        live(state("0", "active")).lose();
        feed.opening().fail(new DeadlineExceededException(WHY));

        awaitQuality("0", Quality.OFFLINE);
    }

    @Test
    void points_canBeReadFromAnyThreadUnderTraffic() throws Exception {
        ScriptedFeed.Opening opening = live(state("0", 0));
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
            while (System.nanoTime() < end) {
                for (Point point : stream.points()) {
                    assertThat(point.value()).isNotEmpty();
                }
            }
        });
        for (int i = 0; !reading.isDone(); i++) {
            opening.events(state("" + i % 50, i));
            settle();
        }
        reading.get(20, TimeUnit.SECONDS);
    }
}
