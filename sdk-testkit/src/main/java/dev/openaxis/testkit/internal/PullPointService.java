package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.PullPointVariant;
import dev.openaxis.testkit.SimulatedRole;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The pull point of ONVIF's event service, reference 04 section 2.3 (observed on an A1001, no recording). What an unknown
 * subscription, a filter or a limit is answered follows the standards; the needed role is not found.
 */
final class PullPointService implements SoapService {
    private static final String AXIS = "http://www.axis.com/2009/event";

    /** How long a pull point lives that did not say: not found, this is the usual practice. */
    private static final Duration USUAL_LIFE = Duration.ofMinutes(10);

    /** Limits are not found; these are below what clients usually ask for, so that it shows. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final int MOST_MESSAGES = 20;

    private static final Duration SHORT_LIFE = Duration.ofMinutes(1);

    private final DeviceCore device;
    private final DeviceConfig config;
    private final PullPoints points;

    PullPointService(DeviceCore device) {
        this.device = device;
        this.config = device.config();
        this.points = device.pullPoints();
    }

    @Override
    public String prefix() {
        return "tev";
    }

    @Override
    public String namespace() {
        return "http://www.onvif.org/ver10/events/wsdl";
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
            case "CreatePullPointSubscription" ->
                SoapOperation.prompt(roleOf(config), (request, carrier) -> create(request, carrier));
            case "PullMessages" -> new SoapOperation(roleOf(config), this::pull);
            case "SetSynchronizationPoint" -> new SoapOperation(roleOf(config), this::synchronise);
            default -> null;
        };
    }

    static SimulatedRole roleOf(DeviceConfig config) {
        return config.is(PullPointVariant.PULL_POINTS_NEED_ADMIN) ? SimulatedRole.ADMIN : SimulatedRole.VIEWER;
    }

    /** The pull point of a request: only a header block tells which one, the address is the same for all. */
    static PullPoint pointOf(PullPoints points, SoapRequest request) {
        PullPoint point = points.find(request.header(AXIS, "SubscriptionId"));
        if (point == null) {
            throw EventFaults.resourceUnknown();
        }
        return point;
    }

    /** When a pull point ends, from what was asked for; the past is refused. */
    static Instant termination(DeviceConfig config, @Nullable String asked) {
        Instant now = config.clock().instant();
        Instant until = asked == null ? now.plus(USUAL_LIFE) : XmlTime.termination(asked, now);
        if (until == null || !until.isAfter(now)) {
            throw ServiceFault.invalidValue(null, "The termination time is not in the future");
        }
        Instant granted = now.plus(SHORT_LIFE);
        return config.is(PullPointVariant.SHORTER_LIFE_GRANTED) && until.isAfter(granted) ? granted : until;
    }

    private String create(SoapElement request, Incoming carrier) {
        Instant now = config.clock().instant();
        SoapElement wanted = request.child("Filter");
        EventFilter filter = wanted == null ? EventFilter.ALL : EventFilter.read(wanted, now);
        boolean unknown = device.events().declared().stream().noneMatch(event -> filter.matchesTopic(event.topic()));
        if (unknown && config.is(PullPointVariant.PULL_TOPIC_MUST_EXIST)) {
            throw EventFaults.topicExpression(String.valueOf(filter.topic()), now);
        }
        SoapElement asked = request.child("InitialTerminationTime");
        PullPoint point = points.create(filter, termination(config, asked == null ? null : asked.text()));
        if (!config.is(PullPointVariant.STATES_ONLY_WHEN_SYNCHRONISED)) {
            point.repeatStates();
        }
        String id = "<dom0:SubscriptionId xmlns:dom0=\"" + AXIS + "\">" + point.id() + "</dom0:SubscriptionId>";
        String address = SoapEnvelope.escaped(SoapEndpoint.address(config, carrier));
        return SoapEnvelope.element(
                        "tev:SubscriptionReference",
                        SoapEnvelope.element("wsa5:Address", address)
                                + SoapEnvelope.element("wsa5:ReferenceParameters", id))
                + times(now, point);
    }

    private static String times(Instant now, PullPoint point) {
        return SoapEnvelope.element("wsnt:CurrentTime", XmlTime.seconds(now))
                + SoapEnvelope.element("wsnt:TerminationTime", XmlTime.seconds(point.termination()));
    }

    private void pull(SoapRequest request, SoapReply reply) {
        PullPoint point = pointOf(points, request);
        Duration wait = XmlTime.duration(request.operation().required("Timeout"));
        String limit = request.operation().required("MessageLimit");
        if (wait == null || !limit.matches("0*[1-9][0-9]{0,8}")) {
            throw ServiceFault.invalidArgs("Validation constraint violation: Timeout or MessageLimit");
        }
        int messages = Integer.parseInt(limit);
        boolean tooMuch = wait.compareTo(LONGEST_WAIT) > 0 || messages > MOST_MESSAGES;
        if (tooMuch && config.is(PullPointVariant.PULLS_LIMITED)) {
            throw EventFaults.pullLimits("PT" + LONGEST_WAIT.toSeconds() + "S", MOST_MESSAGES);
        }
        Duration left = Duration.between(config.clock().instant(), point.termination());
        point.pull(reply, (left.compareTo(wait) < 0 ? left : wait).toNanos(), messages);
    }

    private void synchronise(SoapRequest request, SoapReply reply) {
        PullPoint point = pointOf(points, request);
        reply.content("");
        point.repeatStates();
    }
}
