package dev.openaxis.core.line;

import dev.openaxis.core.AxisException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what a line tells it. Used on the line's loop; read by others when that is quiet, or {@code synchronized}. */
class Ear implements LineListener {
    private final LineLoop loop;
    private final List<String> told = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable AxisException cause;

    Ear(LineLoop loop) {
        this.loop = loop;
    }

    static Ear on(ByteLine line) {
        Ear ear = new Ear(line.loop());
        line.open(ear);
        return ear;
    }

    @Override
    public synchronized void opened() {
        told.add("opened" + where());
    }

    @Override
    public synchronized void received(ByteBuffer received) {
        byte[] copy = new byte[received.remaining()];
        received.get(copy);
        bytes.writeBytes(copy);
        told.add(HexFormat.of().formatHex(copy) + where());
    }

    @Override
    public synchronized void closed(@Nullable AxisException why) {
        cause = why;
        told.add((why == null ? "closed" : "lost") + where());
    }

    private String where() {
        return loop.inLoop() ? "" : " off the loop";
    }

    /** Everything, in order: {@code opened}, hexadecimal bytes, {@code closed} or {@code lost}. */
    synchronized List<String> told() {
        return List.copyOf(told);
    }

    /** All bytes together. */
    synchronized byte[] bytes() {
        return bytes.toByteArray();
    }

    synchronized @Nullable AxisException cause() {
        return cause;
    }
}
