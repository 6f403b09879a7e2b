package dev.openaxis.vapix.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.vapix.events.EventChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A device that never finds a pull small enough, and names less each time. */
class PullLimitsTest {
    private static final String SUBSCRIBED =
            "<tev:CreatePullPointSubscriptionResponse><tev:SubscriptionReference><wsa5:ReferenceParameters>"
                    + "<dom0:SubscriptionId xmlns:dom0=\"http://www.axis.com/2009/event\">7</dom0:SubscriptionId>"
                    + "</wsa5:ReferenceParameters></tev:SubscriptionReference></tev:CreatePullPointSubscriptionResponse>";

    private final ScriptedDevice device = new ScriptedDevice();
    private final AtomicInteger allowed = new AtomicInteger(20);
    private final List<String> pulls = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        device.close();
    }

    private static MockResponse envelope(int status, String content) {
        return new MockResponse.Builder()
                .code(status)
                .body("<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://www.w3.org/2003/05/soap-envelope\""
                        + " xmlns:wsa5=\"http://www.w3.org/2005/08/addressing\""
                        + " xmlns:tev=\"http://www.onvif.org/ver10/events/wsdl\"><SOAP-ENV:Body>" + content
                        + "</SOAP-ENV:Body></SOAP-ENV:Envelope>")
                .build();
    }

    private MockResponse answer(ScriptedDevice.Asked asked) {
        if (asked.body().contains("<CreatePullPointSubscription")) {
            return envelope(200, SUBSCRIBED);
        }
        if (!asked.body().contains("<PullMessages")) {
            return envelope(200, "<tev:SetSynchronizationPointResponse/>");
        }
        pulls.add(asked.body().replaceFirst("(?s).*Timeout>(\\w+)<.*MessageLimit>(\\d+)<.*", "$1 $2"));
        int less = allowed.decrementAndGet();
        return envelope(
                400,
                "<SOAP-ENV:Fault><SOAP-ENV:Code><SOAP-ENV:Value>SOAP-ENV:Sender</SOAP-ENV:Value></SOAP-ENV:Code>"
                        + "<SOAP-ENV:Detail><tev:PullMessagesFaultResponse><tev:MaxTimeout>PT" + less
                        + "S</tev:MaxTimeout><tev:MaxMessageLimit>" + less
                        + "</tev:MaxMessageLimit></tev:PullMessagesFaultResponse></SOAP-ENV:Detail></SOAP-ENV:Fault>");
    }

    @Test
    void isAskedForWhatItNames_andForLittle_thenTheConnectionIsOver() {
        device.streamsEvents(new WebSocketListener() {});
        device.answersBy("/vapix/services", this::answer);
        CompletableFuture<AxisException> interrupted = new CompletableFuture<>();

        device.client().events().via(EventChannel.PULL_POINT).subscribe(new LiveListener() {
            @Override
            public void onItem(LiveItem item) {}

            @Override
            public void onInterrupted(AxisException cause) {
                interrupted.complete(cause);
            }
        });

        await().atMost(Duration.ofSeconds(20)).until(interrupted::isDone);
        assertThat(interrupted.join()).isInstanceOf(RefusedException.class);
        assertThat(pulls.subList(0, 3)).containsExactly("PT20S 40", "PT19S 19", "PT5S 10");
        assertThat(pulls).size().isLessThanOrEqualTo(6);
    }
}
