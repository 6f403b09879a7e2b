package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.internal.live.Wanted;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.rtsp.MetadataListener;
import dev.openaxis.core.internal.rtsp.MetadataStream;
import dev.openaxis.vapix.events.EventChannel;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.ParamCgi;
import dev.openaxis.vapix.internal.service.Element;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.xml.stream.XMLStreamException;

/**
 * The RTSP metadata stream without video and audio (VAPIX event-data-streaming). No filter is used, so that what is wanted later is
 * there at once.
 */
final class RtspSource implements EventSource {
    private static final String TARGET = "/axis-media/media.amp?video=0&audio=0&event=on";
    private static final String OFFERED = "Properties.API.Metadata.Metadata";
    private static final String PORT = "Network.RTSP.Port";
    private static final int USUAL_PORT = 554;

    private final DeviceSession session;

    RtspSource(DeviceSession session) {
        this.session = session;
    }

    @Override
    public EventChannel channel() {
        return EventChannel.RTSP_METADATA;
    }

    @Override
    public CompletableFuture<Session> open(CallContext context, Set<Wanted> wanted, Listener listener) {
        return port(context)
                .thenCompose(
                        port -> session.invoker().openMetadata(port, TARGET, context.left(), new Documents(listener)))
                .thenApply(Connection::new);
    }

    /** Where it listens, if it offers metadata at all. */
    private CompletableFuture<Integer> port(CallContext context) {
        return ParamCgi.list(session, context, List.of(OFFERED, PORT)).thenApply(parameters -> {
            if (!parameters.bool(OFFERED).orElse(false)) {
                throw new UnsupportedCapabilityException(
                        context.failure("the device has no metadata stream over RTSP"), "RTSP metadata");
            }
            return parameters.get(PORT).flatMap(RtspSource::number).orElse(USUAL_PORT);
        });
    }

    private static Optional<Integer> number(String text) {
        return text.matches("\\d{1,5}")
                ? Optional.of(Integer.parseInt(text)).filter(port -> port > 0 && port < 65536)
                : Optional.empty();
    }

    /** Reads the documents; one that cannot be read is no reason to end the stream. */
    private record Documents(Listener listener) implements MetadataListener {
        @Override
        public void onDocument(String document) {
            try {
                NotificationXml.in(Element.parse(document), listener::odd).forEach(listener::notification);
            } catch (XMLStreamException e) {
                listener.odd("a document that is not XML");
            }
        }

        @Override
        public void onLost(AxisException cause) {
            listener.lost(cause);
        }
    }

    private record Connection(MetadataStream stream) implements Session {
        @Override
        public Instant lastProof() {
            return stream.lastProof();
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
