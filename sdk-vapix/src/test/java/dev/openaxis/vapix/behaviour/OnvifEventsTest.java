package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.live.Subscription;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.Variant;
import dev.openaxis.vapix.io.Confirmation;
import dev.openaxis.vapix.io.Evidence;
import dev.openaxis.vapix.io.OnvifIo;
import dev.openaxis.vapix.io.ReferenceToken;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The relay's own event proves more than an ONVIF answer can. The answers are put in; the events are the simulated device's. */
class OnvifEventsTest extends ConnectedTest {
    private static final ReferenceToken RELAY = ReferenceToken.of("0");

    private void answers(String content) {
        String envelope = "<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope' xmlns:tds="
                + "'http://www.onvif.org/ver10/device/wsdl'><e:Body>" + content + "</e:Body></e:Envelope>";
        device.faults().inject(Fault.body("application/soap+xml", envelope).on("/vapix/services"));
    }

    private CompletableFuture<Confirmation> activate() {
        answers("<tds:GetRelayOutputsResponse><tds:RelayOutputs token='0'/></tds:GetRelayOutputsResponse>");
        answers("<tds:SetRelayOutputStateResponse/>");
        CompletableFuture<Confirmation> activated = client.io().onvif().async().activate(RELAY);
        await().atMost(Clients.SOON)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> device.requests().stream()
                        .anyMatch(request -> request.bodyText().contains("SetRelayOutputState")));
        return activated;
    }

    private void listen() {
        await().atMost(Clients.SOON).until(() -> client.events().live());
    }

    /** Tokens that are no port numbers: the stream cannot take the event for one of a port. */
    @Test
    void itsOwnEvent() {
        use(SimulatedDevice.a9210().variant(Variant.RELAY_TOKEN_COUNTED));
        try (Subscription listening = client.events().subscribe(item -> {})) {
            listen();

            CompletableFuture<Confirmation> activated = activate();
            device.toggledByAnotherClient(0, true);

            assertThat(activated.join().evidence()).isEqualTo(Evidence.EVENT);
        }
    }

    @Test
    void anotherRelaysEvent() {
        use(SimulatedDevice.a9210().variant(Variant.RELAY_TOKEN_COUNTED));
        try (Subscription listening = client.events().subscribe(item -> {})) {
            listen();

            CompletableFuture<Confirmation> activated = activate();
            device.toggledByAnotherClient(3, true);

            assertThat(activated.join().evidence()).isEqualTo(Evidence.ACCEPTED);
        }
    }

    @Test
    void aTokenThatCannotBeSent_leavesNobodyListening() {
        Subscription listening = client.events().subscribe(item -> {});
        listen();
        OnvifIo onvif = client.io().onvif();

        assertThatThrownBy(() -> onvif.activate(ReferenceToken.of("\u0001")))
                .isInstanceOf(IllegalArgumentException.class);
        listening.close();

        await().atMost(Clients.SOON).until(() -> !client.events().live());
    }

    @Test
    void withoutAStream_nothingIsWaitedFor() {
        assertThat(activate().join().evidence()).isEqualTo(Evidence.ACCEPTED);
    }
}
