package dev.openaxis.core.internal.live;

import static dev.openaxis.core.internal.live.TestEvent.key;
import static dev.openaxis.core.internal.live.TestEvent.moment;
import static dev.openaxis.core.internal.live.TestEvent.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.RefusedException;
import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.Point;
import dev.openaxis.core.live.Subscription;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Subscribers that want different things of one stream; and states that go away. */
class WantedTest extends LiveTestBase {

    /** What wants one topic, and of it the events with one value if one is named. */
    private record Only(String name, String value) implements Wanted {
        @Override
        public boolean event(DeviceEvent event) {
            return topic(event.topic()) && (value.isEmpty() || event.data().containsValue(value));
        }

        @Override
        public boolean topic(String topic) {
            return topic.equals(name);
        }
    }

    private static final Only BUTTONS = new Only("Button/Pressed", "");

    /** A state that is no more. */
    private record Gone(String topic, Map<String, String> source, Map<String, String> data) implements DeviceEvent {
        static Gone port(String port) {
            return new Gone("Device/IO/Port", Map.of("port", port), Map.of());
        }

        @Override
        public String serial() {
            return "00408C000001";
        }

        @Override
        public Optional<Instant> deviceTime() {
            return Optional.empty();
        }

        @Override
        public boolean stateful() {
            return false;
        }

        @Override
        public Optional<StateKey> removes() {
            return Optional.of(key());
        }
    }

    @Test
    void eachSubscriberHearsWhatItWants_numberedWithoutHoles() {
        ScriptedFeed.Opening opening = live(state("a", 0));
        Recorder buttons = new Recorder();
        Recorder ones = new Recorder();
        stream.subscribe(buttons, BUTTONS);
        stream.subscribe(ones, new Only("Device/IO/Port", "1"));
        settle();

        opening.events(state("a", 1), moment("x"), state("a", 2), moment("y"), state("b", 1));

        buttons.awaitTexts("!x", "!y");
        ones.awaitTexts("a=1", "b=1");
        buttons.sound();
        ones.sound();
    }

    @Test
    void theDeviceIsAskedForWhatIsWantedAtFirst_andForMoreWhenMoreIsWanted() {
        stream.subscribe(recorder, BUTTONS);
        ScriptedFeed.Opening opening = feed.opening();
        assertThat(opening.wanted).containsExactly(BUTTONS);
        Only ports = new Only("Device/IO/Port", "");
        stream.subscribe(new Recorder(), ports);
        settle();
        assertThat(opening.wanted).as("not before the connection is up").containsExactly(BUTTONS);

        opening.succeed();
        await().atMost(SECONDS).until(() -> opening.wanted.equals(Set.of(BUTTONS, ports)));
        Only more = new Only("Other", "");
        Subscription brief = stream.subscribe(new Recorder(), more);
        await().atMost(SECONDS).until(() -> opening.wanted.equals(Set.of(BUTTONS, ports, more)));
        brief.close();
        stream.subscribe(new Recorder(), BUTTONS);
        settle();

        assertThat(opening.wanted).as("nothing is asked less").hasSize(3);
    }

    @Test
    void theNextConnection_isAskedForWhatIsWantedThen() {
        ScriptedFeed.Opening opening = live(state("a", 0));
        Subscription brief = stream.subscribe(new Recorder(), BUTTONS);
        await().atMost(SECONDS).until(() -> opening.wanted.contains(BUTTONS));
        brief.close();
        settle();

        opening.lose();

        assertThat(feed.opening().wanted).containsExactly(Wanted.WHATEVER_COMES);
    }

    @Test
    void whatTheDeviceRefuses_endsItsSubscribersOnly() {
        ScriptedFeed.Opening opening = live(state("a", 0));
        Recorder refused = new Recorder();
        Recorder same = new Recorder();
        Subscription subscription = stream.subscribe(refused, BUTTONS);
        stream.subscribe(same, new Only("Button/Pressed", ""));
        settle();
        RefusedException cause = new RefusedException(
                dev.openaxis.core.Failure.of("device", "events", "no such filter"), "/", 2104, "", Map.of());

        opening.sink.refused(BUTTONS, cause);
        opening.events(state("a", 1));

        recorder.awaitTexts("a=0", "a=1");
        await().atMost(SECONDS).until(() -> refused.ends.equals(java.util.List.of(cause)));
        await().atMost(SECONDS).until(() -> same.ends.equals(java.util.List.of(cause)));
        assertThat(subscription.active()).isFalse();
        assertThat(recorder.ends).isEmpty();
    }

    @Test
    void whatTheDeviceRefused_isAskedAgainForTheNextWhoWantsIt() {
        ScriptedFeed.Opening opening = live(state("a", 0));
        stream.subscribe(new Recorder(), BUTTONS);
        await().atMost(SECONDS).until(() -> opening.wanted.contains(BUTTONS));
        RefusedException cause = new RefusedException(
                dev.openaxis.core.Failure.of("device", "events", "no such filter"), "/", 2104, "", Map.of());
        opening.sink.refused(BUTTONS, cause);
        settle();
        opening.wanted = Set.of();

        Recorder again = new Recorder();
        stream.subscribe(again, BUTTONS);
        await().atMost(SECONDS).until(() -> opening.wanted.contains(BUTTONS));
        opening.sink.refused(BUTTONS, cause);

        await().atMost(SECONDS).until(() -> again.ends.equals(java.util.List.of(cause)));
    }

    @Test
    void whatNobodyWantsAnyMore_isLeftOutWhenTheDeviceIsAskedForMore() {
        ScriptedFeed.Opening opening = live(state("a", 0));
        for (int i = 0; i < 20; i++) {
            Only brief = new Only("Button/Pressed", "number " + i);
            Subscription subscription = stream.subscribe(new Recorder(), brief);
            await().atMost(SECONDS).until(() -> opening.wanted.contains(brief));
            subscription.close();
            settle();
        }

        stream.subscribe(new Recorder(), BUTTONS);

        await().atMost(SECONDS).until(() -> opening.wanted.contains(BUTTONS));
        assertThat(opening.wanted).containsExactlyInAnyOrder(Wanted.WHATEVER_COMES, BUTTONS);
    }

    @Test
    void aGapSpeaksOfWantedStatesOnly() {
        ScriptedFeed.Opening opening = live(state("a", 0), state("b", 0));
        Recorder buttons = new Recorder();
        stream.subscribe(buttons, BUTTONS);
        settle();
        opening.lose();
        again(state("a", 1), state("b", 0));

        await().atMost(SECONDS).until(() -> recorder.gaps().size() == 1);
        await().atMost(SECONDS).until(() -> buttons.gaps().size() == 1);

        assertThat(recorder.gaps().get(0).changed()).containsExactly(key("a"));
        assertThat(recorder.gaps().get(0).unchangedButUnproven()).containsExactly(key("b"));
        assertThat(buttons.gaps().get(0).changed()).isEmpty();
        assertThat(buttons.gaps().get(0).unchangedButUnproven()).isEmpty();
    }

    @Test
    void aStateThatIsGone_isForgotten_untilAReadAgrees() {
        ScriptedFeed.Opening opening = live(state("a", 0), state("b", 0));

        opening.events(Gone.port("a"));

        await().atMost(SECONDS).until(() -> stream.points().size() == 1);
        feed.reading().answer(state("a", 0), state("b", 0));
        await().atMost(SECONDS).until(() -> stream.points().size() == 2);
        assertThat(stream.points()).allMatch(point -> point.quality() == Point.Quality.GOOD);
        await().atMost(SECONDS).until(() -> recorder.items.size() == 4);
    }

    @Test
    void whatAReadDoesNotTellAnyMore_isUnknown() {
        ScriptedFeed.Opening opening = live(state("a", 0), state("b", 0));

        stream.reread();
        feed.reading().answer(state("a", 0));

        await().atMost(SECONDS).until(() -> stream.points().get(1).quality() == Point.Quality.UNKNOWN);
        assertThat(stream.points().get(0).quality()).isEqualTo(Point.Quality.GOOD);
        opening.events(state("b", 0));
        await().atMost(SECONDS).until(() -> stream.points().get(1).quality() == Point.Quality.GOOD);
    }

    @Test
    void whatIsToldAfterTheReadWasSent_isNotDoubtedByIt() {
        ScriptedFeed.Opening opening = live(state("a", 0), state("b", 0));
        stream.reread();
        ScriptedFeed.Reading reading = feed.reading();
        opening.events(state("b", 1));
        settle();

        reading.answer(state("a", 5));

        recorder.awaitTexts("a=0", "b=0", "b=1", "a=5");
        assertThat(stream.points()).allMatch(point -> point.quality() == Point.Quality.GOOD);
    }
}
