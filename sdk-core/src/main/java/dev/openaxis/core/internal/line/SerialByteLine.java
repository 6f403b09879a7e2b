package dev.openaxis.core.internal.line;

import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.LineLoop;
import dev.openaxis.core.line.Rs485;
import dev.openaxis.core.line.SerialOptions;
import dev.openaxis.core.line.ThreadLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A line over a serial port. What it sends is written by its loop; a thread for each opening opens, reads and closes the port. */
public final class SerialByteLine extends OpenableLine<SerialOpening> {
    final SerialOptions options;
    final Supplier<SerialDriver> driver;
    /** Held while the port is open: the next opening comes after the last has closed it. */
    final ReentrantLock port = new ReentrantLock(true);

    private final String name;
    private final ThreadLoop loop;
    private volatile int baudRate;

    public SerialByteLine(String name, SerialOptions options, Supplier<SerialDriver> driver) {
        this.name = name;
        this.options = options;
        this.driver = driver;
        this.loop = new ThreadLoop(name);
        this.baudRate = options.baudRate();
    }

    @Override
    protected SerialOpening opening(LineListener listener) {
        return new SerialOpening(this, listener);
    }

    @Override
    protected void begin(SerialOpening opening) {
        opening.start();
    }

    @Override
    public void send(ByteBuffer bytes) {
        requireLoop("sending");
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        SerialOpening opening = current();
        if (opening != null && copy.length > 0) {
            opening.send(copy);
        }
    }

    @Override
    public boolean changeBaudRate(int bitsPerSecond) {
        requireLoop("changing the rate");
        baudRate = requireRate(bitsPerSecond);
        SerialOpening opening = current();
        if (opening != null && opening.isOpen()) {
            opening.changeBaudRate(bitsPerSecond);
        }
        return true;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LineLoop loop() {
        return loop;
    }

    @Override
    public int baudRate() {
        return baudRate;
    }

    @Override
    public boolean hearsItself() {
        return options.rs485().map(Rs485::hearsItself).orElse(false);
    }

    @Override
    public int bitsPerCharacter() {
        return options.bitsPerCharacter();
    }

    @Override
    public Duration tolerance() {
        return options.tolerance();
    }
}
