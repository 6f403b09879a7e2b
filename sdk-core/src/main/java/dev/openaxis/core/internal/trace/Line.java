package dev.openaxis.core.internal.trace;

import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.internal.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** One entry as it is kept: its JSON form, in which nothing secret is left. */
public final class Line {
    /** What an entry takes beside its text: this object, its instant, its places in two collections, its boxed number. */
    static final int BOOKKEEPING = 250;

    private final long number;
    private final DeviceAddress device;
    private final Instant at;
    private final byte[] json;

    Line(long number, DeviceAddress device, Instant at, byte[] json) {
        this.number = number;
        this.device = device;
        this.at = at;
        this.json = json;
    }

    /** Counts up in a recorder. */
    long number() {
        return number;
    }

    /** Whose it is. */
    public DeviceAddress device() {
        return device;
    }

    /** Since when it is kept: an exchange is, when it has ended. */
    public Instant at() {
        return at;
    }

    /** Bytes it takes. */
    long size() {
        return (long) BOOKKEEPING + json.length;
    }

    /** Writes the object without a line end. */
    public void writeTo(OutputStream target) throws IOException {
        target.write(json);
    }

    /** The object. */
    @SuppressWarnings("unchecked")
    Map<String, Object> read() {
        try {
            return (Map<String, Object>) Objects.requireNonNull(Json.read(new String(json, StandardCharsets.UTF_8)));
        } catch (Json.NotJsonException e) {
            throw new IllegalStateException("a line was written as JSON", e);
        }
    }

    @Override
    public String toString() {
        return "Line[" + number + ", " + json.length + " bytes]";
    }
}
