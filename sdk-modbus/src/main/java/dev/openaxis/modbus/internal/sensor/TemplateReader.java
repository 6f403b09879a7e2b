package dev.openaxis.modbus.internal.sensor;

import dev.openaxis.core.internal.json.Json;
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

    private TemplateReader() {}

    /** Reads one. */
    public static SensorModel read(String json) {
        try {
            return Template.of(Json.readStrictly(json)).read(TemplateReader::model);
        } catch (Json.NotJsonException e) {
            throw new TemplateException("", String.valueOf(e.getMessage()));
        }
    }

    private static SensorModel model(Template template) {
        // For editors.
        template.text("$schema", "");
        String format = template.text("format");
        if (!format.equals(FORMAT)) {
            throw new TemplateException("/format", "'" + FORMAT + "' is wanted here");
        }
        Optional<SensorModel.Line> line =
                template.has("line") ? Optional.of(template.object("line", TemplateReader::line)) : Optional.empty();
        int[] limits = template.has("reading")
                ? template.object("reading", TemplateReader::limits)
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
                line.number("baudRate", 300, 460_800), line.one("parity", Parity.class), line.number("stopBits", 1, 2));
    }

    private static int[] limits(Template reading) {
        return new int[] {
            reading.number("widestGap", 0, LAST_ADDRESS, 0),
            reading.number("mostRegisters", 1, MOST_REGISTERS, MOST_REGISTERS)
        };
    }

    private static SensorModel.Check check(Template check) {
        RegisterField.Numeric layout = new RegisterField.Numeric(check.one("type", NumberType.class), order(check));
        return new SensorModel.Check(table(check), address(check), layout, check.bits("equals"));
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
                new RegisterField.Bits(channel.number("lowest", 0, LAST_BIT), channel.number("width", 1, LAST_BIT + 1));
            case FLAG -> new RegisterField.Flag(channel.number("bit", 0, LAST_BIT, 0));
            case TEXT -> new RegisterField.Text(channel.number("registers", 1, MOST_REGISTERS), order(channel));
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
        return field.number("address", 0, LAST_ADDRESS);
    }

    private static WordOrder order(Template field) {
        return field.one("order", WordOrder.class, WordOrder.ABCD);
    }
}
