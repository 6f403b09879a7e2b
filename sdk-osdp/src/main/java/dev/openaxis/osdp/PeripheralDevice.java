package dev.openaxis.osdp;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Octets;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.LineLoop;
import dev.openaxis.core.line.LineTimer;
import dev.openaxis.osdp.card.CardBits;
import dev.openaxis.osdp.card.KeypadKey;
import dev.openaxis.osdp.internal.peripheral.PeripheralEngine;
import dev.openaxis.osdp.internal.peripheral.Settings;
import dev.openaxis.osdp.internal.peripheral.Surroundings;
import dev.openaxis.osdp.message.CardDataFormat;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.InputState;
import dev.openaxis.osdp.message.Keypad;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.RawCardData;
import dev.openaxis.osdp.message.ReaderState;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.LightState;
import dev.openaxis.osdp.peripheral.LinkState;
import dev.openaxis.osdp.peripheral.PeripheralCounts;
import dev.openaxis.osdp.peripheral.PeripheralListener;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A peripheral device (PD) on a line: a reader, a keypad, a board with inputs and outputs. For simulators, gateways and tests of
 * panels. It answers every command a panel may send (OSDP v2.2), keeps what the panel set, and tells its
 * {@link PeripheralListener} about it.
 *
 * <pre>{@code
 * try (PeripheralDevice reader = PeripheralDevice.builder(line).address(1).key(key).listener(listener).start()) {
 *     reader.presentCard(CardFormat.H10301.write(123, 12345));
 * }
 * }</pre>
 *
 * <p>Nothing but its identity is told without a secure channel unless {@link PeripheralDeviceBuilder#securityRequired} says
 * otherwise. All methods may be called by any thread and return at once; what they do happens on the line's loop.
 */
public final class PeripheralDevice implements AutoCloseable {
    private final ByteLine line;
    private final LineLoop loop;
    private final Duration reopenAfter;
    private final PeripheralEngine engine;
    private volatile boolean closed;
    private @Nullable LineTimer timer;
    private long armedFor;

    PeripheralDevice(ByteLine line, Settings settings, Duration reopenAfter) {
        this.line = line;
        this.loop = line.loop();
        this.reopenAfter = reopenAfter;
        this.engine = new PeripheralEngine(settings, new Surroundings() {
            @Override
            public void send(ByteBuffer bytes) {
                line.send(bytes);
            }

            @Override
            public void changeBaudRate(int bitsPerSecond) {
                // A line without a rate of its own carries at any; its other end is the host's to change.
                boolean unused = line.changeBaudRate(bitsPerSecond);
            }
        });
    }

    /**
     * Describes a device.
     *
     * @param line where it is; opened and closed by the device
     * @return a builder
     */
    public static PeripheralDeviceBuilder builder(ByteLine line) {
        return new PeripheralDeviceBuilder(line);
    }

    void start() {
        loop.execute(() -> {
            engine.start(loop.nanoTime());
            open();
        });
    }

    private void open() {
        if (!closed) {
            line.open(new Hearing());
        }
    }

    /** The line's side of the device, on the loop. */
    private final class Hearing implements LineListener {
        @Override
        public void opened() {
            arm();
        }

        @Override
        public void received(ByteBuffer bytes) {
            engine.received(bytes, loop.nanoTime());
            arm();
        }

        @Override
        public void closed(@Nullable AxisException cause) {
            engine.lineLost(cause);
            if (!closed) {
                arm();
                loop.schedule(reopenAfter, PeripheralDevice.this::open);
            } else if (timer != null) {
                timer.cancel();
            }
        }
    }

    /** Wakes the engine when something is due; a timer that is early finds nothing and is set again. */
    private void arm() {
        long now = loop.nanoTime();
        OptionalLong remaining = engine.remaining(now);
        if (remaining.isEmpty()) {
            return;
        }
        long due = now + remaining.getAsLong();
        LineTimer current = timer;
        if (current != null && armedFor - due <= 0) {
            return;
        }
        if (current != null) {
            current.cancel();
        }
        armedFor = due;
        timer = loop.schedule(Duration.ofNanos(remaining.getAsLong()), this::wake);
    }

    private void wake() {
        timer = null;
        engine.tick(loop.nanoTime());
        arm();
    }

    private void act(Runnable action) {
        loop.execute(() -> {
            action.run();
            arm();
        });
    }

    /**
     * A card was read by the first reader. The panel hears of it at its next poll; without a panel the card is discarded, as it
     * may not open a door later.
     *
     * @param bits as the card has them, parity bits too
     */
    public void presentCard(CardBits bits) {
        presentCard(0, CardDataFormat.BITS, bits);
    }

    /**
     * A card was read.
     *
     * @param reader by which reader, 0 to 255, 0 is the first
     * @param format what the bits are said to be
     * @param bits as the card has them
     */
    public void presentCard(int reader, CardDataFormat format, CardBits bits) {
        report(Answer.of(new RawCardData(reader, format, bits.length(), Octets.of(bits.toBytes()))));
    }

    /**
     * Keys were pressed.
     *
     * @param reader at which reader, 0 to 255, 0 is the first
     * @param keys at most 255
     */
    public void pressKeys(int reader, KeypadKey... keys) {
        byte[] codes = new byte[keys.length];
        for (int i = 0; i < keys.length; i++) {
            codes[i] = (byte) keys[i].code();
        }
        report(Answer.of(new Keypad(reader, Octets.of(codes))));
    }

    /**
     * Tells the panel something at one of its next polls, after what waits already: a manufacturer's reply, what came of a scan
     * or of a card.
     *
     * @param report one that may answer a poll
     * @throws IllegalArgumentException for a reply that only answers a certain command, such as ACK or PDID
     */
    public void report(Answer report) {
        if (report instanceof Answer.Single single && !answersPolls(single.reply())) {
            throw new IllegalArgumentException(ReplyCode.name(single.reply().code()) + " is no report");
        }
        act(() -> engine.report(report));
    }

    private static boolean answersPolls(Reply reply) {
        return switch (reply.code()) {
            case ReplyCode.ACK,
                    ReplyCode.NAK,
                    ReplyCode.BUSY,
                    ReplyCode.PDID,
                    ReplyCode.PDCAP,
                    ReplyCode.COM,
                    ReplyCode.FTSTAT -> false;
            default -> true;
        };
    }

    /**
     * An input changed.
     *
     * @param input which, 0 is the first
     * @param state what it is now; the panel is told if it is something else than before
     * @throws IllegalArgumentException if the capabilities have no such input
     */
    public void input(int input, InputState state) {
        require(input >= 0 && input < engine.inputs(), "input", input);
        act(() -> engine.input(input, state));
    }

    /**
     * An attached reader was tampered with, or is gone.
     *
     * @param reader which, 0 is the first
     * @param state what it is now; the panel is told if it is something else than before
     * @throws IllegalArgumentException if the capabilities have no such reader
     */
    public void reader(int reader, ReaderState state) {
        require(reader >= 0 && reader < engine.readers(), "reader", reader);
        act(() -> engine.reader(reader, state));
    }

    /**
     * Switches an output at the device.
     *
     * @param output which, 0 is the first
     * @param on whether it is on from now on; the panel is told if it was not
     * @throws IllegalArgumentException if the capabilities have no such output
     */
    public void output(int output, boolean on) {
        engine.isOutputActive(output);
        act(() -> engine.output(output, on));
    }

    private static void require(boolean exists, String what, int which) {
        if (!exists) {
            throw new IllegalArgumentException("there is no " + what + " " + which);
        }
    }

    /**
     * Somebody opened the housing, or closed it.
     *
     * @param tampered what it is now; the panel is told if it was not
     */
    public void tamper(boolean tampered) {
        act(() -> engine.tamper(tampered));
    }

    /**
     * The power fails, or is back.
     *
     * @param failing what it is now; the panel is told if it was not
     */
    public void powerFailure(boolean failing) {
        act(() -> engine.power(failing));
    }

    /**
     * Takes the key that everybody knows, so that a panel can give the device its own. For the operator at the device; ends with
     * that key, or when the time is over, and then also a session that was begun so.
     *
     * @param time how long; recommended are at most 10 min, zero ends it at once
     */
    public void installMode(Duration time) {
        act(() -> engine.installMode(time, loop.nanoTime()));
    }

    /** As if the power had failed for a moment: the key, the address, the inputs and the counts stay; install mode is over. */
    public void restart() {
        act(engine::restart);
    }

    /**
     * Spoils the next replies, for tests of panels.
     *
     * @param fault how
     * @param times how many replies, 1 or more; what was asked for before comes as well
     */
    public void misbehave(ReplyFault fault, int times) {
        act(() -> engine.misbehave(fault, times));
    }

    /** No more replies are spoiled. */
    public void behave() {
        act(engine::behave);
    }

    /**
     * Says who it is in another way, as if somebody had put another device in its place.
     *
     * @param clientId cUID, 8 bytes
     * @param identification what ID is answered with
     */
    public void impersonate(Octets clientId, PdIdentification identification) {
        require(clientId.length() == PeripheralDeviceBuilder.CLIENT_ID_SIZE, "client id of size", clientId.length());
        act(() -> engine.impersonate(clientId, identification));
    }

    /**
     * How the device stands with its panel.
     *
     * @return current
     */
    public LinkState link() {
        return engine.link();
    }

    /**
     * Where the device is found: what it was made with, or where a panel moved it.
     *
     * @return address and baud rate
     */
    public CommunicationSettings communication() {
        return engine.communication();
    }

    /**
     * What a light shows.
     *
     * @param reader which reader, 0 is the first
     * @param led which light of it, 0 is the first
     * @return current
     * @throws IllegalArgumentException if the capabilities have no such light
     */
    public LightState light(int reader, int led) {
        return engine.light(reader, led);
    }

    /**
     * Whether an output is on.
     *
     * @param output which, 0 is the first
     * @return current
     * @throws IllegalArgumentException if the capabilities have no such output
     */
    public boolean isOutputActive(int output) {
        return engine.isOutputActive(output);
    }

    /**
     * What the device counted.
     *
     * @return goes on counting
     */
    public PeripheralCounts counts() {
        return engine.counts();
    }

    /** Leaves the line, and closes it. */
    @Override
    public void close() {
        closed = true;
        line.close();
    }
}
