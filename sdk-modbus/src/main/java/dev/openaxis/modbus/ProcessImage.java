package dev.openaxis.modbus;

import dev.openaxis.core.Octets;
import dev.openaxis.modbus.internal.server.Cells;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A unit made of memory: coils, inputs, registers, files and queues, read and written by clients over a {@link ModbusServer} and by
 * the host through the methods here. What the builder was not told of does not exist, and clients are told so. Safe for use by many threads: every
 * message sees and changes all it touches at one moment.
 *
 * <pre>{@code
 * ProcessImage sensor = ProcessImage.builder().with(RegisterTable.HOLDING_REGISTERS, 300, 2).build();
 * sensor.set(RegisterTable.HOLDING_REGISTERS, 300, Registers.of(2150, 4100));
 * }</pre>
 */
public final class ProcessImage implements UnitHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessImage.class);
    private static final int MOST_RECORDS = 10_000;
    private static final int MOST_QUEUED = 31;
    private static final int WORD = 0xFFFF;

    private final Map<RegisterTable, Cells> tables;
    private final Map<Integer, short[]> files;
    private final Map<Integer, List<Integer>> queues;
    private final @Nullable DeviceIdentification identification;
    private final @Nullable Octets serverId;
    private final List<Listener> listeners;
    private int exceptionStatus;

    private ProcessImage(Builder builder) {
        tables = builder.tables;
        files = builder.files;
        queues = builder.queues;
        identification =
                builder.objects.isEmpty() ? null : new DeviceIdentification(builder.conformity(), builder.objects);
        serverId = builder.serverId;
        listeners = List.copyOf(builder.listeners);
    }

    /** Hears what clients write. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A client has written. Called on the loop of its line, after the change; must not block.
         *
         * @param table coils or holding registers
         * @param address the first, 0 to 65535
         * @param count how many
         */
        void written(RegisterTable table, int address, int count);
    }

    /**
     * Begins an image.
     *
     * @return a builder of an image that contains nothing
     */
    public static Builder builder() {
        return new Builder();
    }

    // ---- the host's side ----

    /**
     * Changes registers.
     *
     * @param table holding or input registers
     * @param address the first, 0 to 65535
     * @param values their contents from now on
     * @throws IllegalArgumentException if the image does not have them
     */
    public synchronized void set(RegisterTable table, int address, Registers values) {
        requireKind(table, false);
        own(() -> cells(table).set(address, words(values)), address);
    }

    /**
     * Changes coils or inputs.
     *
     * @param table coils or discrete inputs
     * @param address the first, 0 to 65535
     * @param states their states from now on
     * @throws IllegalArgumentException if the image does not have them
     */
    public synchronized void set(RegisterTable table, int address, Bits states) {
        requireKind(table, true);
        own(() -> cells(table).set(address, words(states)), address);
    }

    /**
     * Puts a register at the end of a queue.
     *
     * @param address of the queue's counter
     * @param value 0 to 65535
     * @throws IllegalArgumentException if there is no such queue
     * @throws IllegalStateException if it holds 31 already, which is all a client can read
     */
    public synchronized void enqueue(int address, int value) {
        List<Integer> queue = queues.get(address);
        if (queue == null) {
            throw new IllegalArgumentException("no queue at address " + address);
        }
        if (queue.size() == MOST_QUEUED) {
            throw new IllegalStateException("the queue at address " + address + " is full");
        }
        queue.add(Registers.of(value).get(0));
    }

    /**
     * Empties a queue.
     *
     * @param address of the queue's counter
     * @throws IllegalArgumentException if there is no such queue
     */
    public synchronized void clear(int address) {
        List<Integer> queue = queues.get(address);
        if (queue == null) {
            throw new IllegalArgumentException("no queue at address " + address);
        }
        queue.clear();
    }

    /**
     * Changes the eight states that function 7 reads.
     *
     * @param states 0 to 255
     */
    public synchronized void exceptionStatus(int states) {
        exceptionStatus = Objects.checkIndex(states, 1 << Byte.SIZE);
    }

    private static void requireKind(RegisterTable table, boolean bits) {
        if (table.isBits() != bits) {
            throw new IllegalArgumentException(table + (bits ? " hold registers" : " hold single bits"));
        }
    }

    private static void own(Runnable change, int address) {
        try {
            change.run();
        } catch (UnitException e) {
            throw new IllegalArgumentException(
                    "the image does not have all of that from address " + address + " on", e);
        }
    }

    // ---- the clients' side ----

    private Cells cells(RegisterTable table) {
        Cells cells = tables.get(table);
        if (cells == null) {
            throw new UnitException(ExceptionCode.ILLEGAL_FUNCTION);
        }
        return cells;
    }

    private Bits bits(RegisterTable table, int address, int count) {
        short[] words = cells(table).get(address, count);
        boolean[] states = new boolean[count];
        for (int i = 0; i < count; i++) {
            states[i] = words[i] != 0;
        }
        return Bits.of(states);
    }

    private Registers registers(RegisterTable table, int address, int count) {
        short[] words = cells(table).get(address, count);
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = words[i];
        }
        return Registers.of(values);
    }

    private static short[] words(Registers registers) {
        short[] words = new short[registers.size()];
        for (int i = 0; i < words.length; i++) {
            words[i] = (short) registers.get(i);
        }
        return words;
    }

    private static short[] words(Bits bits) {
        short[] words = new short[bits.size()];
        for (int i = 0; i < words.length; i++) {
            words[i] = (short) (bits.get(i) ? 1 : 0);
        }
        return words;
    }

    private void tell(RegisterTable table, int address, int count) {
        for (Listener listener : listeners) {
            try {
                listener.written(table, address, count);
            } catch (RuntimeException | Error e) {
                LOG.warn("a listener failed; what was written stays", e);
            }
        }
    }

    @Override
    public synchronized Bits readCoils(int address, int count) {
        return bits(RegisterTable.COILS, address, count);
    }

    @Override
    public synchronized Bits readDiscreteInputs(int address, int count) {
        return bits(RegisterTable.DISCRETE_INPUTS, address, count);
    }

    @Override
    public synchronized Registers readHoldingRegisters(int address, int count) {
        return registers(RegisterTable.HOLDING_REGISTERS, address, count);
    }

    @Override
    public synchronized Registers readInputRegisters(int address, int count) {
        return registers(RegisterTable.INPUT_REGISTERS, address, count);
    }

    @Override
    public void writeCoil(int address, boolean on) {
        writeCoils(address, Bits.of(on));
    }

    @Override
    public void writeRegister(int address, int value) {
        writeRegisters(address, Registers.of(value));
    }

    @Override
    public void writeCoils(int address, Bits states) {
        synchronized (this) {
            cells(RegisterTable.COILS).set(address, words(states));
        }
        tell(RegisterTable.COILS, address, states.size());
    }

    @Override
    public void writeRegisters(int address, Registers values) {
        synchronized (this) {
            cells(RegisterTable.HOLDING_REGISTERS).set(address, words(values));
        }
        tell(RegisterTable.HOLDING_REGISTERS, address, values.size());
    }

    @Override
    public void maskWriteRegister(int address, int and, int or) {
        synchronized (this) {
            Cells cells = cells(RegisterTable.HOLDING_REGISTERS);
            int before = cells.get(address, 1)[0];
            cells.set(address, (short) ((before & and) | (or & ~and & WORD)));
        }
        tell(RegisterTable.HOLDING_REGISTERS, address, 1);
    }

    @Override
    public Registers readWriteRegisters(int readAddress, int readCount, int writeAddress, Registers values) {
        Registers read;
        synchronized (this) {
            Cells cells = cells(RegisterTable.HOLDING_REGISTERS);
            // What cannot be read must not be written first.
            cells.get(readAddress, readCount);
            cells.set(writeAddress, words(values));
            read = registers(RegisterTable.HOLDING_REGISTERS, readAddress, readCount);
        }
        tell(RegisterTable.HOLDING_REGISTERS, writeAddress, values.size());
        return read;
    }

    @Override
    public synchronized int readExceptionStatus() {
        return exceptionStatus;
    }

    @Override
    public Registers diagnose(int subfunction, Registers data) {
        if (subfunction != 0) {
            throw new UnitException(ExceptionCode.ILLEGAL_FUNCTION);
        }
        return data;
    }

    @Override
    public Octets reportServerId() {
        if (serverId == null) {
            throw new UnitException(ExceptionCode.ILLEGAL_FUNCTION);
        }
        return serverId;
    }

    @Override
    public synchronized List<Registers> readFile(List<FileRange> ranges) {
        List<Registers> all = new ArrayList<>();
        for (FileRange range : ranges) {
            short[] file = file(range.file(), range.record(), range.length());
            int[] values = new int[range.length()];
            for (int i = 0; i < values.length; i++) {
                values[i] = file[range.record() + i];
            }
            all.add(Registers.of(values));
        }
        return all;
    }

    @Override
    public synchronized void writeFile(List<FileRecord> records) {
        records.forEach(
                record -> file(record.file(), record.record(), record.contents().size()));
        for (FileRecord record : records) {
            short[] words = words(record.contents());
            System.arraycopy(
                    words, 0, file(record.file(), record.record(), words.length), record.record(), words.length);
        }
    }

    private short[] file(int number, int record, int length) {
        if (files.isEmpty()) {
            throw new UnitException(ExceptionCode.ILLEGAL_FUNCTION);
        }
        short[] file = files.get(number);
        if (file == null || record + length > file.length) {
            throw new UnitException(ExceptionCode.ILLEGAL_DATA_ADDRESS);
        }
        return file;
    }

    @Override
    public synchronized Registers readFifo(int address) {
        if (queues.isEmpty()) {
            throw new UnitException(ExceptionCode.ILLEGAL_FUNCTION);
        }
        List<Integer> queue = queues.get(address);
        if (queue == null) {
            throw new UnitException(ExceptionCode.ILLEGAL_DATA_ADDRESS);
        }
        return Registers.of(queue.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public DeviceIdentification identification() {
        if (identification == null) {
            throw new UnitException(ExceptionCode.ILLEGAL_FUNCTION);
        }
        return identification;
    }

    /** Collects what an image contains. */
    public static final class Builder {
        private static final int LAST_BASIC = 2;
        private static final int LAST_REGULAR = 0x7F;
        private static final int ONE_BY_ONE = 0x80;

        private final Map<RegisterTable, Cells> tables = new EnumMap<>(RegisterTable.class);
        private final Map<Integer, short[]> files = new HashMap<>();
        private final Map<Integer, List<Integer>> queues = new HashMap<>();
        private final Map<Integer, Octets> objects = new HashMap<>();
        private final List<Listener> listeners = new ArrayList<>();
        private @Nullable Octets serverId;

        private Builder() {}

        /**
         * Adds bits or registers, which are off or contain 0.
         *
         * @param table of which kind
         * @param address the first, 0 to 65535
         * @param count how many
         * @return this
         */
        public Builder with(RegisterTable table, int address, int count) {
            tables.computeIfAbsent(table, kind -> new Cells()).add(address, count);
            return this;
        }

        /**
         * Adds a file of zeros.
         *
         * @param number 1 to 65535
         * @param records how many registers, 1 to 10,000
         * @return this
         */
        public Builder file(int number, int records) {
            if (number < 1 || number > WORD || records < 1 || records > MOST_RECORDS) {
                throw new IllegalArgumentException("no file: number " + number + " with " + records + " records");
            }
            files.put(number, new short[records]);
            return this;
        }

        /**
         * Adds an empty queue.
         *
         * @param address of its counter, 0 to 65535
         * @return this
         */
        public Builder queue(int address) {
            queues.put(Objects.checkIndex(address, WORD + 1), new ArrayList<>());
            return this;
        }

        /**
         * Says what the unit is, so that it can be identified.
         *
         * @param vendor object 0, its maker
         * @param productCode object 1
         * @param revision object 2
         * @return this
         */
        public Builder identification(String vendor, String productCode, String revision) {
            return object(0, vendor).object(1, productCode).object(2, revision);
        }

        /**
         * Says more about the unit.
         *
         * @param id 0 to 255; 3 to 6 are defined, from 128 on they are the vendor's
         * @param text at most 244 characters of ISO 8859-1
         * @return this
         */
        public Builder object(int id, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            if (bytes.length > 244) {
                throw new IllegalArgumentException("object " + id + " has more than 244 characters");
            }
            objects.put(Objects.checkIndex(id, 1 << Byte.SIZE), Octets.of(bytes));
            return this;
        }

        private int conformity() {
            int last =
                    objects.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
            int category = last <= LAST_BASIC ? 1 : last <= LAST_REGULAR ? 2 : 3;
            return ONE_BY_ONE | category;
        }

        /**
         * Says what function 17 answers.
         *
         * @param id at most 251 bytes
         * @return this
         */
        public Builder serverId(Octets id) {
            if (id.length() > 251) {
                throw new IllegalArgumentException("a server id has at most 251 bytes, not " + id.length());
            }
            serverId = id;
            return this;
        }

        /**
         * Hears what clients write.
         *
         * @param listener told of every write
         * @return this
         */
        public Builder onWrite(Listener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * The image.
         *
         * @return an image of its own; the builder is of no more use
         */
        public ProcessImage build() {
            return new ProcessImage(this);
        }
    }
}
