package dev.openaxis.modbus.internal.sensor;

import dev.openaxis.core.internal.json.Json;
import dev.openaxis.modbus.register.RegisterField;
import dev.openaxis.modbus.register.WordOrder;
import dev.openaxis.modbus.sensor.SensorModel;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes templates of sensors; what is as usual is left out. */
public final class TemplateWriter {
    private TemplateWriter() {}

    /** Writes one. */
    public static String write(SensorModel model) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", TemplateReader.FORMAT);
        root.put("name", model.name());
        putUnless(model.vendor().isEmpty(), root, "vendor", model.vendor());
        model.line().ifPresent(line -> root.put("line", line(line)));
        if (model.widestGap() != 0 || model.mostRegisters() != TemplateReader.MOST_REGISTERS) {
            Map<String, Object> reading = new LinkedHashMap<>();
            reading.put("widestGap", model.widestGap());
            reading.put("mostRegisters", model.mostRegisters());
            root.put("reading", reading);
        }
        putUnless(
                model.identity().isEmpty(),
                root,
                "identity",
                model.identity().stream().map(TemplateWriter::check).toList());
        root.put(
                "channels",
                model.channels().stream().map(TemplateWriter::channel).toList());
        putUnless(
                model.dewPoints().isEmpty(),
                root,
                "dewPoints",
                model.dewPoints().stream().map(TemplateWriter::dewPoint).toList());
        return Json.writeLines(root);
    }

    private static void putUnless(boolean usual, Map<String, Object> node, String name, Object value) {
        if (!usual) {
            node.put(name, value);
        }
    }

    private static Map<String, Object> line(SensorModel.Line line) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("baudRate", line.baudRate());
        node.put("parity", Template.text(line.parity()));
        node.put("stopBits", line.stopBits());
        return node;
    }

    private static Map<String, Object> check(SensorModel.Check check) {
        Map<String, Object> node = new LinkedHashMap<>();
        place(node, check.field());
        node.put("equals", check.expected());
        return node;
    }

    private static Map<String, Object> channel(SensorModel.Channel channel) {
        RegisterField field = channel.field();
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("name", channel.name());
        node.put("quantity", channel.quantity().text());
        place(node, field);
        putUnless(field.scale().compareTo(BigDecimal.ONE) == 0, node, "scale", field.scale());
        putUnless(field.offset().signum() == 0, node, "offset", field.offset());
        putUnless(field.unit().isEmpty(), node, "unit", field.unit());
        putUnless(
                field.invalid().isEmpty(),
                node,
                "invalid",
                field.invalid().stream().sorted().toList());
        return node;
    }

    private static Map<String, Object> dewPoint(SensorModel.DewPoint dewPoint) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("name", dewPoint.name());
        node.put("temperature", dewPoint.temperature());
        node.put("humidity", dewPoint.humidity());
        return node;
    }

    private static void place(Map<String, Object> node, RegisterField field) {
        node.put("table", Template.text(field.table()));
        node.put("address", field.address());
        RegisterField.Layout layout = field.layout();
        if (layout instanceof RegisterField.Numeric numeric) {
            node.put("type", Template.text(numeric.type()));
            order(node, numeric.order());
        } else if (layout instanceof RegisterField.Bits bits) {
            node.put("type", TemplateReader.BITS);
            node.put("lowest", bits.lowest());
            node.put("width", bits.width());
        } else if (layout instanceof RegisterField.Flag flag) {
            node.put("type", TemplateReader.FLAG);
            putUnless(flag.bit() == 0, node, "bit", flag.bit());
        } else if (layout instanceof RegisterField.Text text) {
            node.put("type", TemplateReader.TEXT);
            node.put("registers", text.registers());
            order(node, text.order());
        }
    }

    private static void order(Map<String, Object> node, WordOrder order) {
        putUnless(order == WordOrder.ABCD, node, "order", order.name());
    }
}
