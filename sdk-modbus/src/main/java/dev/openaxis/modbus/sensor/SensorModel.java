package dev.openaxis.modbus.sensor;

import dev.openaxis.core.line.Parity;
import dev.openaxis.modbus.RegisterTable;
import dev.openaxis.modbus.internal.sensor.TemplateReader;
import dev.openaxis.modbus.internal.sensor.TemplateWriter;
import dev.openaxis.modbus.register.RegisterField;
import dev.openaxis.modbus.register.RegisterMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of sensor: which registers it has and what they mean. Models are templates that people write as JSON; {@link #schema()} describes
 * the format, which is this library's own (Axis publishes none for the sensors of its I/O modules).
 *
 * @param name what people call it
 * @param vendor who makes it; empty if nobody said
 * @param line how it speaks when it comes from the factory, if that is known
 * @param identity what must be so if it is this model
 * @param channels what it measures, at least one
 * @param dewPoints what is computed from that
 * @param widestGap registers between two channels that may be read along; 0 for sensors that refuse what they do not have
 * @param mostRegisters how many registers it tells at a time, 1 to 125
 */
public record SensorModel(
        String name,
        String vendor,
        Optional<Line> line,
        List<Check> identity,
        List<Channel> channels,
        List<DewPoint> dewPoints,
        int widestGap,
        int mostRegisters) {
    private static final String BUILT_IN = "/dev/openaxis/modbus/sensor/";
    private static final String SCHEMA = BUILT_IN + "sensor-model.schema.json";
    private static final int LARGEST_TEMPLATE = 1 << 20;

    /**
     * How a sensor speaks.
     *
     * @param baudRate bits per second, 300 to 460,800
     * @param parity its parity; eight data bits
     * @param stopBits 1 or 2
     */
    public record Line(int baudRate, Parity parity, int stopBits) {
        private static final int SLOWEST = 300;
        private static final int FASTEST = 460_800;

        /** Refuses what no line does. */
        public Line {
            Objects.requireNonNull(parity, "parity");
            if (baudRate < SLOWEST || baudRate > FASTEST) {
                throw new IllegalArgumentException("baud rate out of range 300 to 460800: " + baudRate);
            }
            if (stopBits != 1 && stopBits != 2) {
                throw new IllegalArgumentException("stop bits are 1 or 2, not " + stopBits);
            }
        }
    }

    /**
     * A raw number that must be so.
     *
     * @param table holding or input registers
     * @param address of its first register, 0 to 65535
     * @param layout how it is laid out
     * @param expected the number, signed or unsigned; kept as bits
     */
    public record Check(RegisterTable table, int address, RegisterField.Numeric layout, long expected) {
        /** Refuses what no unit has. */
        public Check {
            expected = layout.bits(expected);
            RegisterField unused = RegisterField.of("identity", table, address, layout);
        }

        /**
         * The number as a field.
         *
         * @return a field that is not scaled
         */
        public RegisterField field() {
            return RegisterField.of("identity", table, address, layout);
        }
    }

    /**
     * Something that is measured.
     *
     * @param quantity what
     * @param field where it is; its name is the channel's
     */
    public record Channel(Quantity quantity, RegisterField field) {
        /** Refuses a quantity that has nothing in it. */
        public Channel {
            Objects.requireNonNull(quantity, "quantity");
            Objects.requireNonNull(field, "field");
        }

        /**
         * Its name.
         *
         * @return that of the field
         */
        public String name() {
            return field.name();
        }
    }

    /**
     * A dew point that is computed, see {@link dev.openaxis.modbus.sensor.DewPoints}.
     *
     * @param name of the channel it makes
     * @param temperature name of a channel in degrees Celsius
     * @param humidity name of a channel in percent
     */
    public record DewPoint(String name, String temperature, String humidity) {}

    /** Refuses what contradicts itself, with a {@link TemplateException} that says where a template of it is wrong. */
    public SensorModel {
        requireText("/name", name);
        Objects.requireNonNull(vendor, "vendor");
        Objects.requireNonNull(line, "line");
        identity = List.copyOf(identity);
        channels = List.copyOf(channels);
        dewPoints = List.copyOf(dewPoints);
        if (channels.isEmpty()) {
            throw new TemplateException("/channels", "at least one is wanted here");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < channels.size(); i++) {
            String at = "/channels/" + i;
            requireNew(names, at, channels.get(i).name());
            if (channels.get(i).field().length() > mostRegisters) {
                throw new TemplateException(at, "takes more registers than are read at a time");
            }
        }
        for (int i = 0; i < dewPoints.size(); i++) {
            String at = "/dewPoints/" + i;
            DewPoint dewPoint = dewPoints.get(i);
            requireChannel(channels, at + "/temperature", dewPoint.temperature(), Quantity.TEMPERATURE);
            requireChannel(channels, at + "/humidity", dewPoint.humidity(), Quantity.HUMIDITY);
            requireNew(names, at, dewPoint.name());
        }
        // Refuses gaps and limits that cannot be.
        RegisterMap unused =
                RegisterMap.of(channels.stream().map(Channel::field).toList(), widestGap, mostRegisters);
    }

    private static void requireText(String pointer, String text) {
        if (text.isBlank()) {
            throw new TemplateException(pointer, "is empty");
        }
    }

    private static void requireNew(Set<String> names, String pointer, String name) {
        requireText(pointer + "/name", name);
        if (!names.add(name)) {
            throw new TemplateException(pointer + "/name", "another one is called " + name);
        }
    }

    private static void requireChannel(List<Channel> channels, String pointer, String name, Quantity quantity) {
        boolean there = channels.stream()
                .anyMatch(channel -> channel.name().equals(name)
                        && channel.quantity() == quantity
                        && channel.field().unit().equals(quantity.usualUnit()));
        if (!there) {
            throw new TemplateException(
                    pointer,
                    "there is no channel '" + name + "' of " + quantity.text() + " in " + quantity.usualUnit());
        }
    }

    // ---- templates ----

    /**
     * Reads a template.
     *
     * @param json the text
     * @return the model
     * @throws TemplateException if it is none; says where
     */
    public static SensorModel parse(String json) {
        return TemplateReader.read(json);
    }

    /**
     * Reads a template from a file.
     *
     * @param file at most 1 MB, in UTF-8
     * @return the model
     * @throws TemplateException if it is none; says where
     * @throws IOException if it cannot be read
     */
    public static SensorModel load(Path file) throws IOException {
        if (Files.size(file) > LARGEST_TEMPLATE) {
            throw new TemplateException("", "a template has at most 1 MB");
        }
        return parse(Files.readString(file));
    }

    /**
     * Writes it as a template, from which {@link #parse} makes an equal model.
     *
     * @return JSON with line breaks
     */
    public String toJson() {
        return TemplateWriter.write(this);
    }

    /**
     * What describes templates to editors and validators.
     *
     * @return a JSON Schema, draft 2020-12
     */
    public static String schema() {
        return resource(SCHEMA);
    }

    // ---- models that come along ----

    /**
     * Tibbo Bus Probe #01: temperature.
     *
     * @return a model, from Tibbo's documentation
     */
    public static SensorModel tibboBusProbe01() {
        return parse(resource(BUILT_IN + "tibbo-bus-probe-01.json"));
    }

    /**
     * Tibbo Bus Probe #02, as far as it is documented: temperature. The register of its humidity is not.
     *
     * @return a model, from Tibbo's documentation
     */
    public static SensorModel tibboBusProbe02() {
        return parse(resource(BUILT_IN + "tibbo-bus-probe-02.json"));
    }

    /**
     * A sensor with one value.
     *
     * @param name what people call it
     * @param quantity what it measures
     * @param field where
     * @return a model without a check of who answers
     */
    public static SensorModel single(String name, Quantity quantity, RegisterField field) {
        return new SensorModel(
                name,
                "",
                Optional.empty(),
                List.of(),
                List.of(new Channel(quantity, field)),
                List.of(),
                0,
                field.table().isBits() ? 1 : field.length());
    }

    private static String resource(String path) {
        try (InputStream stream = SensorModel.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(stream, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What is read of a sensor each time.
     *
     * @return a map of its channels
     */
    public RegisterMap map() {
        return RegisterMap.of(channels.stream().map(Channel::field).toList(), widestGap, mostRegisters);
    }

    /**
     * All it tells, measured and computed.
     *
     * @return the names
     */
    public List<String> channelNames() {
        List<String> names =
                new ArrayList<>(channels.stream().map(Channel::name).toList());
        dewPoints.forEach(one -> names.add(one.name()));
        return List.copyOf(names);
    }
}
