package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.http.DeviceHttp;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.http.PartListener;
import dev.openaxis.core.http.ResponsePart;
import dev.openaxis.core.internal.live.Wanted;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.events.EventChannel;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.events.Notification.Change;
import dev.openaxis.vapix.internal.io.PortList;
import dev.openaxis.vapix.io.Port;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The monitor of {@code port.cgi} (VAPIX input-and-outputs): an answer without an end, whose parts tell changes of inputs or of
 * outputs. Inputs and outputs need a request each, and the ids in both count from 1.
 */
final class PortMonitorSource implements EventSource {
    private static final String MONITOR = "/axis-cgi/io/port.cgi?monitor=";
    private static final Pattern CHANGE = Pattern.compile("(\\d{1,3})([IO]):([/\\\\HL])");
    /** An empty part comes every 15 s; two of them and some time more without one, and the device is taken for gone. */
    private static final Duration SILENCE = Duration.ofSeconds(34);

    private static final int LONGEST_PART = 64 * 1024;
    /** That the first part tells the present levels is inference, so events are taken to flow without one, too. */
    private static final Duration FIRST_PART = Duration.ofSeconds(2);

    private final DeviceSession session;
    private final Supplier<Optional<PortList>> ports;

    PortMonitorSource(DeviceSession session, Supplier<Optional<PortList>> ports) {
        this.session = session;
        this.ports = ports;
    }

    @Override
    public EventChannel channel() {
        return EventChannel.PORT_MONITOR;
    }

    @Override
    public CompletableFuture<Session> open(CallContext context, Set<Wanted> wanted, Listener listener) {
        List<String> lists = new ArrayList<>();
        for (Port.Direction direction : Port.Direction.values()) {
            String ids = ports.get().map(PortList::ports).orElse(List.of()).stream()
                    .filter(port -> port.direction() == direction)
                    .map(port -> Integer.toString(port.id().portCgiNumber()))
                    .collect(Collectors.joining(","));
            if (!ids.isEmpty()) {
                lists.add(ids);
            }
        }
        if (lists.isEmpty()) {
            return CompletableFuture.failedFuture(new UnsupportedCapabilityException(
                    context.failure("the device has no ports to monitor"), "input-and-outputs"));
        }
        Connection connection = new Connection(listener, lists.size(), context.failure("the port monitor"));
        lists.forEach(connection::monitor);
        // Nobody would close it any more.
        context.onGiveUp(connection::close);
        session.invoker()
                .loop()
                .schedule(() -> connection.flows.complete(connection), FIRST_PART.toMillis(), TimeUnit.MILLISECONDS);
        return connection.flows;
    }

    private final class Connection implements Session {
        final CompletableFuture<Session> flows = new CompletableFuture<>();
        private final Listener listener;
        private final Failure failure;
        private final int streams;
        private final HeldRequests answers = new HeldRequests();
        private final Set<String> begun = ConcurrentHashMap.newKeySet();
        private volatile Instant lastProof = Instant.now();

        Connection(Listener listener, int streams, Failure failure) {
            this.listener = listener;
            this.streams = streams;
            this.failure = failure;
        }

        void monitor(String ids) {
            HttpRequest request = HttpRequest.get(MONITOR + ids)
                    .operation("events.monitor")
                    .held()
                    .stallTimeout(SILENCE)
                    .build();
            CompletableFuture<HttpResponse> answer = new DeviceHttp(session.invoker(), session::rightDevice)
                    .async()
                    .receiveParts(request, LONGEST_PART, new Monitored(ids));
            answers.add(answer);
            answer.whenComplete((response, cause) -> ended(response, DeviceSession.cause(cause)));
        }

        /** One list of ports. Parts are taken as they come: their end comes with the next one, up to 15 s later. */
        private final class Monitored implements PartListener {
            private final String ids;
            /** How much of the present part was told. */
            private int told;

            Monitored(String ids) {
                this.ids = ids;
            }

            @Override
            public void onContent(ResponsePart soFar) {
                took(soFar.text());
            }

            @Override
            public void onPart(ResponsePart part) {
                String text = part.text();
                took(text);
                if (told == 0 && !text.isBlank()) {
                    listener.odd("a part of the port monitor that tells no port");
                }
                told = 0;
                if (begun.add(ids) && begun.size() == streams) {
                    flows.complete(Connection.this);
                }
            }

            private void took(String text) {
                lastProof = Instant.now();
                Matcher changes = CHANGE.matcher(text);
                while (!answers.over() && changes.find(told)) {
                    told = changes.end();
                    int number = Integer.parseInt(changes.group(1));
                    char level = changes.group(3).charAt(0);
                    boolean output = changes.group(2).equals("O");
                    Notification change = new Notification(
                            output ? "Device/IO/OutputPort" : "Device/IO/Port",
                            Map.of("port", Integer.toString(number - 1)),
                            Map.of("state", level == '/' || level == 'H' ? "1" : "0"),
                            Optional.empty(),
                            level == '/' || level == '\\' ? Change.CHANGED : Change.INITIALIZED);
                    if (output) {
                        listener.output(change);
                    } else {
                        listener.notification(change);
                    }
                }
            }
        }

        private void ended(@Nullable HttpResponse response, @Nullable Throwable cause) {
            AxisException reason;
            if (cause instanceof AxisException known) {
                reason = known;
            } else if (response != null && response.status() == 404) {
                reason = new UnsupportedCapabilityException(failure, "input-and-outputs");
            } else {
                reason = new ConnectionException(Failure.of(
                                failure.device(),
                                failure.operation(),
                                response == null || response.status() == 200
                                        ? "the port monitor ended"
                                        : "the port monitor was answered with HTTP " + response.status())
                        .cause(cause));
            }
            if (answers.end() && !flows.completeExceptionally(reason)) {
                listener.lost(reason);
            }
        }

        @Override
        public Instant lastProof() {
            return lastProof;
        }

        @Override
        public void close() {
            answers.end();
        }
    }
}
