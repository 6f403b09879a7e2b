package dev.openaxis.core.internal.live;

import dev.openaxis.core.internal.http.EventLoops;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A stream with short times on a real loop, fed by a script. */
abstract class LiveTestBase {
    static final Duration SECONDS = Duration.ofSeconds(20);
    static final LiveTiming TIMING = new LiveTiming(
            Duration.ofMillis(60),
            Duration.ofMillis(300),
            Duration.ofMillis(40),
            Duration.ofMillis(20),
            Duration.ofMillis(80),
            Duration.ofMillis(200));

    static EventLoop loop;
    static ExecutorService callbacks;

    final ScriptedFeed feed = new ScriptedFeed();
    final LiveStream stream = stream(TIMING);
    final Recorder recorder = new Recorder();

    @BeforeAll
    static void startLoop() {
        org.awaitility.Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
        org.awaitility.Awaitility.setDefaultPollDelay(Duration.ZERO);
        loop = EventLoops.create(1, task -> daemon(task, "live-loop")).next();
        callbacks = Executors.newFixedThreadPool(4, task -> daemon(task, "live-callback"));
    }

    @AfterAll
    static void stopLoop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        callbacks.shutdownNow();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @AfterEach
    void closeStream() {
        stream.close();
    }

    LiveStream stream(LiveTiming timing) {
        return new LiveStream(feed, loop, callbacks, timing);
    }

    /** Waits until the loop has done everything handed to it so far. */
    static void settle() {
        try {
            loop.submit(() -> {}).get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Subscribes the recorder and brings the stream up with these states. */
    ScriptedFeed.Opening live(TestEvent... states) {
        stream.subscribe(recorder);
        ScriptedFeed.Opening opening = feed.opening();
        opening.succeed();
        feed.reading().answer(states);
        org.awaitility.Awaitility.await().atMost(SECONDS).until(stream::live);
        org.awaitility.Awaitility.await().atMost(SECONDS).until(() -> recorder.items.size() == states.length);
        return opening;
    }

    /** Answers the next connection and its read. */
    ScriptedFeed.Opening again(TestEvent... states) {
        ScriptedFeed.Opening opening = feed.opening();
        opening.succeed();
        feed.reading().answer(states);
        return opening;
    }
}
