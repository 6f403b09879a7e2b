package dev.openaxis.core.internal.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Headers as they came, made into text when somebody looks: of most answers nobody does. Immutable. */
public final class ReceivedHeaders extends AbstractList<Map.Entry<String, String>> {
    private final HttpHeaders received;
    private volatile @Nullable List<Map.Entry<String, String>> texts;

    /** Takes the headers over. */
    ReceivedHeaders(HttpHeaders received) {
        this.received = received;
    }

    /** The first value of that name, in any case. */
    public Optional<String> first(String name) {
        return Optional.ofNullable(received.get(name));
    }

    @Override
    public Map.Entry<String, String> get(int index) {
        List<Map.Entry<String, String>> made = texts;
        if (made == null) {
            made = texts();
            texts = made;
        }
        return made.get(index);
    }

    private List<Map.Entry<String, String>> texts() {
        List<Map.Entry<String, String>> made = new ArrayList<>(received.size());
        Iterator<Map.Entry<CharSequence, CharSequence>> each = received.iteratorCharSequence();
        while (each.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = each.next();
            made.add(Map.entry(header.getKey().toString(), header.getValue().toString()));
        }
        return made;
    }

    @Override
    public int size() {
        return received.size();
    }
}
