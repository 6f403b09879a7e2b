package dev.openaxis.modbus;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.modbus.internal.client.Client;
import dev.openaxis.modbus.internal.client.Commands;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks the units behind one line.
 *
 * <pre>{@code
 * try (AxisRuntime runtime = AxisRuntime.create();
 *         ModbusClient client = ModbusClient.rtu(TcpLine.to(runtime, "10.0.0.7", 4001)).runtime(runtime).start()) {
 *     Registers read = client.unit(0x40).readHoldingRegisters(300, 1);
 *     System.out.println(read.signed(0) / 100.0 + " °C");
 * }
 * }</pre>
 *
 * <p>The line is opened at the start, and again whenever it closes. While it is closed, what is asked waits; if it cannot be opened,
 * everything that waits fails. Safe for use by many threads: on a serial bus one question is asked at a time, units take turns, and
 * writes that {@linkplain dev.openaxis.core.Effect#ACTUATE move something} come before reads, also those that were asked earlier.
 *
 * <p>Nothing of Modbus is encrypted or says who asks; over TLS ({@code TcpLine}) both ends can prove themselves.
 */
public final class ModbusClient implements AutoCloseable {
    private final Client client;
    private final UnitOptions options;
    private final @Nullable AxisRuntime own;

    private ModbusClient(Client client, UnitOptions options, @Nullable AxisRuntime own) {
        this.client = client;
        this.options = options;
        this.own = own;
    }

    /**
     * A client of a serial bus: RTU frames over a serial port, a converter that passes bytes on (RTU over TCP), or a bus in memory.
     *
     * @param line which no other client speaks over; opened and closed by the client. Its rate decides how long silences are
     * @return a builder
     */
    public static Builder rtu(ByteLine line) {
        return new Builder(line, true);
    }

    /**
     * A client of a Modbus TCP server, usually at port 502, or at 802 with TLS.
     *
     * @param line a TCP connection; opened and closed by the client
     * @return a builder
     */
    public static Builder tcp(ByteLine line) {
        return new Builder(line, false);
    }

    /**
     * A unit. Says nothing to it.
     *
     * @param address 1 to 247; over TCP also 0 or 255, which is the device that is connected itself
     * @return a handle
     */
    public ModbusUnit unit(int address) {
        return new ModbusUnit(new Commands(client, client.requireUnit(address), options, CallOptions.DEFAULT));
    }

    /**
     * All units of a serial bus.
     *
     * @return a handle
     * @throws IllegalStateException if this is no serial bus
     */
    public ModbusBroadcast broadcast() {
        return new ModbusBroadcast(new Commands(client, client.broadcastUnit(), options, CallOptions.DEFAULT));
    }

    /**
     * How the line does.
     *
     * @return as of now
     */
    public LineHealth health() {
        return client.health();
    }

    /**
     * Closes the line. Reads that wait fail; writes that were sent and not answered end with an unknown outcome. Returns when the line is
     * closed, unless called on a thread of the SDK.
     */
    @Override
    public void close() {
        try {
            client.close();
        } finally {
            if (own != null) {
                own.close();
            }
        }
    }

    /** Collects the settings of a client. */
    public static final class Builder {
        private static final Duration SHORTEST_REOPEN = Duration.ofMillis(10);
        private static final int MOST_IN_FLIGHT = 256;

        private final ByteLine line;
        private final boolean serial;
        private UnitOptions options = UnitOptions.DEFAULT;
        private Duration broadcastPause = Duration.ofMillis(200);
        private Duration reopen = Duration.ofSeconds(1);
        private int inFlight = 1;
        private @Nullable AxisRuntime runtime;

        private Builder(ByteLine line, boolean serial) {
            this.line = Objects.requireNonNull(line, "line");
            this.serial = serial;
        }

        /**
         * How units are treated unless a {@linkplain ModbusUnit#with(UnitOptions) view} says otherwise.
         *
         * @param all default {@link UnitOptions#DEFAULT}
         * @return this
         */
        public Builder units(UnitOptions all) {
            options = Objects.requireNonNull(all, "options");
            return this;
        }

        /**
         * How many questions may be under way on a TCP connection. Servers differ in how many they take; 16 is the most the
         * standard expects of one.
         *
         * @param most 1 to 256; 1 by default, which every server takes
         * @return this
         */
        public Builder inFlight(int most) {
            if (serial && most != 1) {
                throw new IllegalArgumentException("on a serial bus one question is asked at a time");
            }
            if (most < 1 || most > MOST_IN_FLIGHT) {
                throw new IllegalArgumentException("in flight out of range 1 to 256: " + most);
            }
            inFlight = most;
            return this;
        }

        /**
         * How long a serial bus is left alone after a broadcast, for units to carry it out.
         *
         * @param pause 200 ms by default; the standard says 100 to 200 ms
         * @return this
         */
        public Builder broadcastPause(Duration pause) {
            broadcastPause = requireTime(pause);
            return this;
        }

        /**
         * How long to wait before a line that closed is opened again.
         *
         * @param after 10 ms to one hour, 1 s by default
         * @return this
         */
        public Builder reopen(Duration after) {
            if (after.compareTo(SHORTEST_REOPEN) < 0) {
                throw new IllegalArgumentException("out of range 10 ms to one hour: " + after);
            }
            reopen = requireTime(after);
            return this;
        }

        private static Duration requireTime(Duration time) {
            if (time.isNegative() || time.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException("out of range 0 to one hour: " + time);
            }
            return time;
        }

        /**
         * Whose callback threads to use.
         *
         * @param shared default one of its own, which is closed with the client
         * @return this
         */
        public Builder runtime(AxisRuntime shared) {
            runtime = Objects.requireNonNull(shared, "runtime");
            return this;
        }

        /**
         * Starts: opens the line.
         *
         * @return a client
         */
        public ModbusClient start() {
            AxisRuntime own = runtime == null ? AxisRuntime.create() : null;
            AxisRuntime used = own == null ? Objects.requireNonNull(runtime) : own;
            Client client =
                    serial ? Client.rtu(line, used, reopen, broadcastPause) : Client.tcp(line, used, reopen, inFlight);
            client.start();
            return new ModbusClient(client, options, own);
        }
    }
}
