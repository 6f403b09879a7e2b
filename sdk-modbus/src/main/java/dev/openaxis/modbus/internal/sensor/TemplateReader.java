package dev.openaxis.modbus.internal.sensor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaxis.core.line.Parity;
import dev.openaxis.modbus.RegisterTable;
import dev.openaxis.modbus.register.NumberType;
import dev.openaxis.modbus.register.RegisterField;
import dev.openaxis.modbus.register.WordOrder;
import dev.openaxis.modbus.sensor.Quantity;
import dev.openaxis.modbus.sensor.SensorModel;
import dev.openaxis.modbus.sensor.TemplateException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/** Reads templates of sensors. */
public final class TemplateReader {
    static final String FORMAT = "dev.openaxis.sensor-model/1";
    static final int LAST_ADDRESS = 0xFFFF;
    static final int MOST_REGISTERS = 125;
    static final String BITS = "bits";
    static final String FLAG = "flag";
    static final String TEXT = "text";

    private static final int LAST_BIT = 15;
    private static final int MOST_NESTING = 8;
    private static final int LONGEST_NUMBER = 40;
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_NESTING)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private TemplateReader() {}

    /** Reads one. */
    public static SensorModel read(String json) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw new TemplateException("", "is no JSON: " + e.getOriginalMessage() + where);
        }
        return Template.of(root).checked(TemplateReader::model);
    }

    private static SensorModel model(Template template) {
        String format = template.text("format");
        if (!format.equals(FORMAT)) {
            throw new TemplateException("/format", "'" + FORMAT + "' is wanted here");
        }
        Optional<SensorModel.Line> line = template.has("line")
                ? Optional.of(template.object("line").checked(TemplateReader::line))
                : Optional.empty();
        int[] limits = template.has("reading")
                ? template.object("reading").checked(TemplateReader::limits)
                : new int[] {0, MOST_REGISTERS};
        return new SensorModel(
                template.text("name"),
                template.text("vendor", ""),
                line,
                template.objects("identity", TemplateReader::check),
                template.objects("channels", TemplateReader::channel),
                template.objects("dewPoints", TemplateReader::dewPoint),
                limits[0],
                limits[1]);
    }

    private static SensorModel.Line line(Template line) {
        return new SensorModel.Line(
                (int) line.number("baudRate", 0, Integer.MAX_VALUE), line.one("parity", Parity.class), (int)
                        line.number("stopBits", 1, 2));
    }

    private static int[] limits(Template reading) {
        return new int[] {
            reading.number("widestGap", 0, LAST_ADDRESS, 0),
            reading.number("mostRegisters", 1, MOST_REGISTERS, MOST_REGISTERS)
        };
    }

    private static SensorModel.Check check(Template check) {
        RegisterField field = RegisterField.number(
                "identity", table(check), address(check), check.one("type", NumberType.class), order(check));
        return new SensorModel.Check(field, check.bits("equals"));
    }

    private static SensorModel.Channel channel(Template channel) {
        RegisterField.Layout layout = layout(channel);
        RegisterField field = new RegisterField(
                channel.text("name"),
                table(channel),
                address(channel),
                layout,
                channel.decimal("scale", BigDecimal.ONE),
                channel.decimal("offset", BigDecimal.ZERO),
                channel.text("unit", ""),
                Set.of());
        return new SensorModel.Channel(
                channel.one("quantity", Quantity.class), field.invalidIf(channel.allBits("invalid")));
    }

    private static RegisterField.Layout layout(Template channel) {
        String type = channel.text("type", table(channel).isBits() ? FLAG : "");
        return switch (type) {
            case BITS ->
                new RegisterField.Bits(
                        (int) channel.number("lowest", 0, LAST_BIT), (int) channel.number("width", 1, LAST_BIT + 1));
            case FLAG -> new RegisterField.Flag(channel.number("bit", 0, LAST_BIT, 0));
            case TEXT -> new RegisterField.Text((int) channel.number("registers", 1, MOST_REGISTERS), order(channel));
            default -> new RegisterField.Numeric(channel.one("type", NumberType.class), order(channel));
        };
    }

    private static SensorModel.DewPoint dewPoint(Template dewPoint) {
        return new SensorModel.DewPoint(dewPoint.text("name"), dewPoint.text("temperature"), dewPoint.text("humidity"));
    }

    private static RegisterTable table(Template field) {
        return field.one("table", RegisterTable.class);
    }

    private static int address(Template field) {
        return (int) field.number("address", 0, LAST_ADDRESS);
    }

    private static WordOrder order(Template field) {
        return field.one("order", WordOrder.class, WordOrder.ABCD);
    }
}
