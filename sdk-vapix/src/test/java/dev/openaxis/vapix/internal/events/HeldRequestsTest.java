package dev.openaxis.vapix.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class HeldRequestsTest {
    private final HeldRequests requests = new HeldRequests();

    @Test
    void theEndCancelsWhatIsHeld_andWhatIsStartedAfterIt() {
        CompletableFuture<Void> before = new CompletableFuture<>();
        CompletableFuture<Void> after = new CompletableFuture<>();
        requests.add(before);
        assertThat(before).isNotDone();

        assertThat(requests.end()).isTrue();
        requests.add(after);

        assertThat(before).isCancelled();
        assertThat(after).isCancelled();
    }

    /** The first of two monitor requests may fail on a thread of its own before the second one is started. */
    @Test
    void aRequestThatFailsAtOnce_takesTheNextOneWithIt() {
        CompletableFuture<Void> first = CompletableFuture.failedFuture(new IllegalStateException("refused"));
        first.whenComplete((answer, failure) -> requests.end());
        requests.add(first);
        CompletableFuture<Void> second = new CompletableFuture<>();
        requests.add(second);

        assertThat(second).isCancelled();
    }

    @Test
    void thereIsOneEnd() {
        assertThat(requests.over()).isFalse();
        assertThat(requests.end()).isTrue();
        assertThat(requests.end()).isFalse();
        assertThat(requests.over()).isTrue();
    }

    @RepeatedTest(500)
    void whicheverIsFirst_theEndOrTheRequest_nothingIsHeldAfterwards() throws InterruptedException {
        CompletableFuture<Void> one = new CompletableFuture<>();
        CompletableFuture<Void> other = new CompletableFuture<>();
        CountDownLatch ended = new CountDownLatch(1);
        requests.add(one);
        Thread ending = new Thread(() -> {
            requests.end();
            ended.countDown();
        });
        ending.start();
        requests.add(other);

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(one).isCancelled();
        assertThat(other).isCancelled();
    }
}
