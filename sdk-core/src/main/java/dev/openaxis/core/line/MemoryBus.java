package dev.openaxis.core.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A half-duplex bus in memory, like two wires of RS-485: what one end sends all others hear, after the time its bits take. Several ends
 * send when they like; sends that overlap garble each other, byte by byte, as far as they overlap. With a {@link LineModel} it can be
 * slow, noisy and forgetful; {@link #disturb} does something to one certain send; {@link #unplug} cuts off one end. A bus on a
 * {@link VirtualLoop} takes no time.
 *
 * <p>An end whose rate is not the sender's hears what a receiver hears that samples the line at its own rate: other bytes, fewer, or
 * none. An end that has not been opened hears nothing; one that is closed or unplugged while it sends loses the rest. Another end that
 * sends whenever it likes is a source of noise, and one that only listens is a recorder.
 *
 * <p>Its methods may be called by any thread; on another than the loop's, what they do happens soon. A listener that throws keeps
 * no other end from hearing, and what it throws is the failure of a task of the loop.
 */
public final class MemoryBus {
    private final LineLoop loop;
    private final Wire wire = new Wire();
    private final Chance chance;
    private volatile LineModel model;
    /** The open ends; replaced, never changed, because who hears bytes may open and close. */
    private List<BusEnd> open = List.of();

    /**
     * A bus without ends.
     *
     * @param loop where everything about it happens
     * @param model how it carries bytes
     */
    public MemoryBus(LineLoop loop, LineModel model) {
        this.loop = Objects.requireNonNull(loop, "loop");
        this.model = Objects.requireNonNull(model, "model");
        this.chance = new Chance(wire, model.seed());
    }

    /**
     * Attaches another end. It is plugged in and has the rate of the model; open it to hear and send.
     *
     * @param name what people call it
     * @return a line, whose tolerance is zero
     */
    public ByteLine attach(String name) {
        return new BusEnd(this, Objects.requireNonNull(name, "name"), model.baudRate());
    }

    /**
     * How it carries bytes now.
     *
     * @return the model
     */
    public LineModel model() {
        return model;
    }

    /**
     * Carries what is sent from now on in another way. Rates of ends stay; chance starts again if the seed is another.
     *
     * @param next the new model
     */
    public void model(LineModel next) {
        Objects.requireNonNull(next, "next");
        onLoop(() -> {
            model = next;
            chance.seed(next.seed());
        });
    }

    /**
     * Does something to the next send of an end for which nothing is told yet: told twice, it is the next and the one after. Nothing else
     * happens to that send by chance; it can still collide.
     *
     * @param end an end of this bus
     * @param what what happens to it; {@link Disturbance#none()} lets it pass
     */
    public void disturb(ByteLine end, Disturbance what) {
        BusEnd own = own(end);
        Objects.requireNonNull(what, "what");
        onLoop(() -> own.script.add(what));
    }

    /**
     * Cuts an end off. It stays open, but hears nothing, and nothing it sends leaves; of what it is sending only the bytes
     * that have passed are heard.
     *
     * @param end an end of this bus
     */
    public void unplug(ByteLine end) {
        BusEnd own = own(end);
        onLoop(() -> {
            own.plugged = false;
            cut(own);
        });
    }

    /**
     * Plugs an end in again.
     *
     * @param end an end of this bus
     */
    public void plug(ByteLine end) {
        BusEnd own = own(end);
        onLoop(() -> own.plugged = true);
    }

    /**
     * What it has done up to now.
     *
     * @return a snapshot
     */
    public BusCounts counts() {
        return wire.counts(loop.nanoTime());
    }

    LineLoop loop() {
        return loop;
    }

    private BusEnd own(ByteLine end) {
        if (end instanceof BusEnd own && own.bus == this) {
            return own;
        }
        throw new IllegalArgumentException(end.name() + " is no end of this bus");
    }

    private void onLoop(Runnable task) {
        if (loop.inLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    void join(BusEnd end) {
        List<BusEnd> more = new ArrayList<>(open);
        more.add(end);
        open = List.copyOf(more);
    }

    void leave(BusEnd end) {
        cut(end);
        open = open.stream().filter(other -> other != end).toList();
    }

    private void cut(BusEnd end) {
        long now = loop.nanoTime();
        for (Sending sending : end.underWay) {
            int rest = sending.cut(now);
            wire.lost(sending.isLost() ? 0 : rest);
        }
        end.sentUntil = now;
        wire.shorten(now);
        BusEnd.Piece next = end.next;
        if (next != null) {
            next.timer().cancel();
            carry(end, next.from(), next.length());
        }
    }

    /** An end sends. */
    void put(BusEnd end, byte[] bytes) {
        long now = loop.nanoTime();
        Sending sending = new Sending(bytes, Math.max(now, end.sentUntil), end.baudRate());
        end.sentUntil = sending.end();
        wire.sent(bytes.length);
        Disturbance told = end.script.poll();
        if (!end.plugged) {
            wire.lostSend();
            return;
        }
        if (told != null) {
            chance.disturb(sending, told, model);
        } else {
            chance.disturb(sending, model);
        }
        for (Sending met : wire.take(sending, now)) {
            chance.collide(sending, met);
        }
        end.underWay.add(sending);
        if (end.underWay.size() == 1) {
            carry(end, 0, model.pieceLength());
        }
    }

    /** Carries what an end sends first, if anything, beginning with a byte. */
    private void carry(BusEnd end, int from, int pieceLength) {
        Sending sending = end.underWay.peek();
        if (sending == null) {
            end.next = null;
            return;
        }
        int to = pieceLength == 0 ? sending.length() : Math.min(sending.length(), from + pieceLength);
        Duration wait = Duration.ofNanos(sending.heard(to) - loop.nanoTime());
        LineTimer timer = loop.schedule(wait, () -> {
            boolean last = to == sending.length();
            if (last) {
                end.underWay.remove();
                carry(end, 0, model.pieceLength());
            } else {
                carry(end, to, pieceLength);
            }
            hear(end, sending, from, to, last && sending.isRepeated());
        });
        end.next = new BusEnd.Piece(from, pieceLength, timer);
    }

    private void hear(BusEnd from, Sending sending, int begin, int end, boolean again) {
        Throwable failure = hear(from, sending.arriving(begin, end), sending.rate, null);
        if (again) {
            failure = hear(from, sending.arriving(0, end), sending.rate, failure);
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        } else if (failure instanceof Error error) {
            throw error;
        }
    }

    /** Tells every end, whatever their listeners throw, and returns the first of that. */
    private @Nullable Throwable hear(BusEnd from, byte[] bytes, int rate, @Nullable Throwable before) {
        Throwable failure = before;
        boolean echo = model.echo();
        for (BusEnd end : bytes.length == 0 ? List.<BusEnd>of() : open) {
            if (end.plugged && (end != from || echo)) {
                try {
                    end.hear(bytes, rate);
                } catch (RuntimeException | Error e) {
                    failure = failure == null ? e : failure;
                }
            }
        }
        return failure;
    }
}
