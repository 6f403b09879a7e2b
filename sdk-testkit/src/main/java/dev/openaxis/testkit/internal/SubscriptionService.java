package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.PullPointVariant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The subscription manager of WS-BaseNotification, as far as pull points need it; reference 04 section 2.3. */
final class SubscriptionService implements SoapService {
    private final DeviceConfig config;
    private final PullPoints points;

    SubscriptionService(DeviceCore device) {
        this.config = device.config();
        this.points = device.pullPoints();
    }

    @Override
    public String prefix() {
        return "wsnt";
    }

    @Override
    public String namespace() {
        return "http://docs.oasis-open.org/wsn/b-2";
    }

    @Override
    public boolean isOnvif() {
        return true;
    }

    @Override
    public @Nullable SoapOperation operation(String name) {
        if (config.is(PullPointVariant.NO_PULL_POINTS)) {
            return null;
        }
        return switch (name) {
            case "Renew" -> new SoapOperation(PullPointService.roleOf(config), this::renew);
            case "Unsubscribe" -> new SoapOperation(PullPointService.roleOf(config), this::unsubscribe);
            default -> null;
        };
    }

    private void renew(SoapRequest request, SoapReply reply) {
        PullPoint point = PullPointService.pointOf(points, request);
        Instant until = PullPointService.termination(config, request.operation().required("TerminationTime"));
        point.renew(until);
        reply.content(SoapEnvelope.element("wsnt:TerminationTime", XmlTime.seconds(until))
                + SoapEnvelope.element(
                        "wsnt:CurrentTime", XmlTime.seconds(config.clock().instant())));
    }

    private void unsubscribe(SoapRequest request, SoapReply reply) {
        points.remove(PullPointService.pointOf(points, request));
        reply.content("");
    }
}
