package dev.openaxis.modbus.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.openaxis.core.line.Parity;
import dev.openaxis.modbus.RegisterTable;
import dev.openaxis.modbus.Registers;
import dev.openaxis.modbus.register.NumberType;
import dev.openaxis.modbus.register.RegisterField;
import dev.openaxis.modbus.register.RegisterValue;
import dev.openaxis.modbus.register.WordOrder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensorModelTest {
    /** One of everything. */
    static final String ALL = """
            {
              "format": "dev.openaxis.sensor-model/1",
              "name": "Room sensor",
              "vendor": "Somebody",
              "line": {"baudRate": 19200, "parity": "even", "stopBits": 1},
              "reading": {"widestGap": 4, "mostRegisters": 32},
              "identity": [{"table": "input-registers", "address": 0, "type": "uint32", "order": "CDAB", "equals": 4294967295}],
              "channels": [
                {"name": "air", "quantity": "temperature", "table": "input-registers", "address": 10,
                 "type": "int16", "scale": 0.1, "offset": -40, "unit": "Cel", "invalid": [32768, 32767]},
                {"name": "moisture", "quantity": "humidity", "table": "input-registers", "address": 11,
                 "type": "float32", "order": "BADC", "unit": "%"},
                {"name": "level", "quantity": "other", "table": "holding-registers", "address": 5,
                 "type": "bits", "lowest": 4, "width": 3},
                {"name": "water", "quantity": "flood", "table": "discrete-inputs", "address": 7},
                {"name": "window", "quantity": "open", "table": "holding-registers", "address": 5, "type": "flag", "bit": 9},
                {"name": "serial", "quantity": "other", "table": "holding-registers", "address": 100, "type": "text", "registers": 8}
              ],
              "dewPoints": [{"name": "dew", "temperature": "air", "humidity": "moisture"}]
            }
            """;

    @Test
    void aTemplateSaysEverything() {
        SensorModel model = SensorModel.parse(ALL);

        assertThat(model.line()).contains(new SensorModel.Line(19_200, Parity.EVEN, 1));
        assertThat(model.identity().get(0).expected()).isEqualTo(0xFFFF_FFFFL);
        assertThat(model.channelNames())
                .containsExactly("air", "moisture", "level", "water", "window", "serial", "dew");
        RegisterField air = model.channels().get(0).field();
        assertThat(air.decode(Registers.of(650))).isEqualTo(new RegisterValue.Numeric(new BigDecimal("25.0")));
        assertThat(air.decode(Registers.of(0x7FFF))).isEqualTo(new RegisterValue.Invalid(0x7FFF));
        // 10 to 12 of the input registers, 5 and 100 to 107 of the holding registers, one input.
        assertThat(model.map().blocks()).hasSize(4);
    }

    @Test
    void aRawNumberMayBeWrittenWithOrWithoutItsSign() {
        assertThat(SensorModel.parse(
                        ALL.replace("[32768, 32767]", "[-32768, 32767]").replace("4294967295", "-1")))
                .isEqualTo(SensorModel.parse(ALL));
        RegisterField air = SensorModel.parse(ALL.replace("[32768, 32767]", "[-32768]"))
                .channels()
                .get(0)
                .field();
        assertThat(air.decode(Registers.of(0x8000))).isEqualTo(new RegisterValue.Invalid(0x8000));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        SensorModel model = SensorModel.parse(ALL);

        assertThat(SensorModel.parse(model.toJson())).isEqualTo(model);
    }

    @Test
    void modelsThatComeAlongAreAsTheirMakerDocumentsThem() {
        SensorModel first = SensorModel.tibboBusProbe01();

        assertThat(first.line()).contains(new SensorModel.Line(38_400, Parity.NONE, 1));
        assertThat(first.channels().get(0).field().decode(Registers.of(-512)))
                .isEqualTo(new RegisterValue.Numeric(new BigDecimal("-5.12")));
        assertThat(first.channels().get(0).field().address()).isEqualTo(300);
        assertThat(SensorModel.tibboBusProbe02().channels().get(0).field().address())
                .isEqualTo(400);
        assertThat(first.identity().get(0).expected()).isEqualTo(0xAA55);
    }

    @Test
    void howADecimalNumberIsWrittenDoesNotMatter() {
        assertThat(SensorModel.parse(
                        ALL.replace("\"scale\": 0.1", "\"scale\": 1.0e-1").replace("-40", "-40.00")))
                .isEqualTo(SensorModel.parse(ALL));
    }

    @Test
    void oneValueNeedsNoTemplate() {
        SensorModel model = SensorModel.single(
                "meter",
                Quantity.VOLTAGE,
                RegisterField.number("voltage", RegisterTable.INPUT_REGISTERS, 0, NumberType.FLOAT32, WordOrder.CDAB));

        assertThat(model.map().blocks()).hasSize(1);
        assertThat(SensorModel.parse(model.toJson())).isEqualTo(model);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"address\": 11 | \"address\": 70000 | /channels/1/address",
                "\"address\": 11 | \"address\": 65535 | /channels/1",
                "\"address\": 11 | \"adress\": 11 | /channels/1/address",
                "\"quantity\": \"flood\" | \"quantity\": \"flod\" | /channels/3/quantity",
                "\"type\": \"float32\" | \"type\": \"float31\" | /channels/1/type",
                "\"bit\": 9 | \"bit\": 9.5 | /channels/4/bit",
                "\"bit\": 9 | \"bit\": 9, \"bite\": 1 | /channels/4/bite",
                "\"width\": 3 | \"width\": 13 | /channels/2",
                "\"name\": \"window\" | \"name\": \"water\" | /channels/4/name",
                "\"name\": \"window\" | \"name\": 7 | /channels/4/name",
                "\"humidity\": \"moisture\" | \"humidity\": \"level\" | /dewPoints/0/humidity",
                "\"stopBits\": 1 | \"stopBits\": 3 | /line/stopBits",
                "\"baudRate\": 19200 | \"baudRate\": 1 | /line/baudRate",
                "\"invalid\": [32768, 32767] | \"invalid\": [32768, \"x\"] | /channels/0/invalid/1",
                "\"scale\": 0.1 | \"scale\": 0 | /channels/0",
                "sensor-model/1 | sensor-model/2 | /format",
                "\"mostRegisters\": 32 | \"mostRegisters\": 4 | /channels/5",
                "\"scale\": 0.1 | \"scale\": 1e5000000 | /channels/0",
                "\"scale\": 0.1 | \"scale\": 1e-999999999 | /channels/0",
                "\"invalid\": [32768, 32767] | \"invalid\": [65536] | /channels/0",
                "\"bit\": 9 | \"bit\": 9, \"scale\": 2 | /channels/4",
                "4294967295 | 4294967296 | /identity/0",
                "\"vendor\": \"Somebody\" | \"vendor\": \"Somebody\", \"vendor\": \"\" | ''",
                "\"vendor\": \"Somebody\" | \"vendor\" | ''",
            })
    void whatIsWrongIsToldWithItsPlace(String right, String wrong, String pointer) {
        assertThat(ALL).contains(right);

        assertThatThrownBy(() -> SensorModel.parse(ALL.replace(right, wrong)))
                .asInstanceOf(type(TemplateException.class))
                .extracting(TemplateException::pointer)
                .isEqualTo(pointer);
    }

    @Test
    void aTemplateIsLoadedFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("room.json"), ALL);

        assertThat(SensorModel.load(file)).isEqualTo(SensorModel.parse(ALL));
    }

    /** Saturated air is at its dew point; the others are commonly tabled to a tenth of a degree. */
    @ParameterizedTest
    @CsvSource({"20, 100, 20", "0, 100, 0", "-10, 100, -10", "25, 50, 13.9", "20, 50, 9.3"})
    void dewPointsAreComputed(BigDecimal celsius, BigDecimal percent, BigDecimal dewPoint) {
        assertThat(DewPoints.of(celsius, percent)
                        .orElseThrow()
                        .subtract(dewPoint)
                        .abs())
                .isLessThanOrEqualTo(new BigDecimal("0.05"));
    }

    @Test
    void noDewPointIsComputedFromWhatCannotBe() {
        assertThat(DewPoints.of(new BigDecimal("20"), BigDecimal.ZERO)).isEmpty();
        assertThat(DewPoints.of(new BigDecimal("20"), new BigDecimal("100.1"))).isEmpty();
        assertThat(DewPoints.of(new BigDecimal("60.1"), new BigDecimal("50"))).isEmpty();
        assertThat(DewPoints.of(new BigDecimal("-45.1"), new BigDecimal("50"))).isEmpty();
    }
}
