package dev.openaxis.modbus.internal.sensor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.modbus.register.RegisterField;
import dev.openaxis.modbus.register.WordOrder;
import dev.openaxis.modbus.sensor.SensorModel;
import java.math.BigDecimal;

/** Writes templates of sensors; what is as usual is left out. */
public final class TemplateWriter {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TemplateWriter() {}

    /** Writes one. */
    public static String write(SensorModel model) {
        ObjectNode root =
                MAPPER.createObjectNode().put("format", TemplateReader.FORMAT).put("name", model.name());
        if (!model.vendor().isEmpty()) {
            root.put("vendor", model.vendor());
        }
        model.line()
                .ifPresent(line -> root.putObject("line")
                        .put("baudRate", line.baudRate())
                        .put("parity", Template.text(line.parity()))
                        .put("stopBits", line.stopBits()));
        if (model.widestGap() != 0 || model.mostRegisters() != TemplateReader.MOST_REGISTERS) {
            root.putObject("reading").put("widestGap", model.widestGap()).put("mostRegisters", model.mostRegisters());
        }
        if (!model.identity().isEmpty()) {
            ArrayNode identity = root.putArray("identity");
            model.identity().forEach(check -> check(identity.addObject(), check));
        }
        ArrayNode channels = root.putArray("channels");
        model.channels().forEach(channel -> channel(channels.addObject(), channel));
        if (!model.dewPoints().isEmpty()) {
            ArrayNode dewPoints = root.putArray("dewPoints");
            model.dewPoints()
                    .forEach(one -> dewPoints
                            .addObject()
                            .put("name", one.name())
                            .put("temperature", one.temperature())
                            .put("humidity", one.humidity()));
        }
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers cannot be written", e);
        }
    }

    private static void check(ObjectNode node, SensorModel.Check check) {
        place(node, check.field());
        layout(node, check.field().layout());
        node.put("equals", check.expected());
    }

    private static void channel(ObjectNode node, SensorModel.Channel channel) {
        RegisterField field = channel.field();
        node.put("name", channel.name()).put("quantity", channel.quantity().text());
        place(node, field);
        layout(node, field.layout());
        if (field.scale().compareTo(BigDecimal.ONE) != 0) {
            node.put("scale", field.scale());
        }
        if (field.offset().signum() != 0) {
            node.put("offset", field.offset());
        }
        if (!field.unit().isEmpty()) {
            node.put("unit", field.unit());
        }
        if (!field.invalid().isEmpty()) {
            ArrayNode invalid = node.putArray("invalid");
            field.invalid().stream().sorted().forEach(invalid::add);
        }
    }

    private static void place(ObjectNode node, RegisterField field) {
        node.put("table", Template.text(field.table())).put("address", field.address());
    }

    private static void layout(ObjectNode node, RegisterField.Layout layout) {
        if (layout instanceof RegisterField.Numeric numeric) {
            node.put("type", Template.text(numeric.type()));
            order(node, numeric.order());
        } else if (layout instanceof RegisterField.Bits bits) {
            node.put("type", TemplateReader.BITS).put("lowest", bits.lowest()).put("width", bits.width());
        } else if (layout instanceof RegisterField.Flag flag) {
            node.put("type", TemplateReader.FLAG);
            if (flag.bit() != 0) {
                node.put("bit", flag.bit());
            }
        } else if (layout instanceof RegisterField.Text text) {
            node.put("type", TemplateReader.TEXT).put("registers", text.registers());
            order(node, text.order());
        }
    }

    private static void order(ObjectNode node, WordOrder order) {
        if (order != WordOrder.ABCD) {
            node.put("order", order.name());
        }
    }
}
