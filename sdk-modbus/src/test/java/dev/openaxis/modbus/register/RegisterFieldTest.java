package dev.openaxis.modbus.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.modbus.RegisterTable;
import dev.openaxis.modbus.Registers;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterFieldTest {
    private static Registers hex(String words) {
        return Registers.of(Arrays.stream(words.split(" "))
                .mapToInt(word -> Integer.parseInt(word, 16))
                .toArray());
    }

    /** 123.456f is 42F6E979, 0x12345678 is 305419896, and 1e-3 as a double is 3F50624DD2F1A9FC (IEEE 754). */
    @ParameterizedTest
    @CsvSource({
        "FLOAT32, ABCD, 42F6 E979, 123.456",
        "FLOAT32, CDAB, E979 42F6, 123.456",
        "FLOAT32, BADC, F642 79E9, 123.456",
        "FLOAT32, DCBA, 79E9 F642, 123.456",
        "UINT32, ABCD, 1234 5678, 305419896",
        "UINT32, CDAB, 5678 1234, 305419896",
        "UINT32, BADC, 3412 7856, 305419896",
        "UINT32, DCBA, 7856 3412, 305419896",
        "INT32, ABCD, FFFF FFFE, -2",
        "UINT32, ABCD, FFFF FFFE, 4294967294",
        "INT16, ABCD, FF85, -123",
        "INT16, DCBA, 85FF, -123",
        "UINT16, ABCD, FF85, 65413",
        "FLOAT64, ABCD, 3F50 624D D2F1 A9FC, 0.001",
        "FLOAT64, CDAB, A9FC D2F1 624D 3F50, 0.001",
        "FLOAT64, DCBA, FCA9 F1D2 4D62 503F, 0.001",
        "UINT64, ABCD, FFFF FFFF FFFF FFFF, 18446744073709551615",
        "INT64, BADC, FFFF FFFF FFFF FEFF, -2",
    })
    void numbersAreReadAndWrittenInEveryOrder(NumberType type, WordOrder order, String words, BigDecimal value) {
        assertThat(type.decode(hex(words), order).orElseThrow()).isEqualByComparingTo(value);
        assertThat(type.encode(value, order)).isEqualTo(hex(words));
    }

    @Test
    void aNumberIsScaledExactly() {
        RegisterField temperature = RegisterField.number(
                        "temperature", RegisterTable.HOLDING_REGISTERS, 300, NumberType.INT16, WordOrder.ABCD)
                .scaled(new BigDecimal("0.01"), BigDecimal.ZERO, "Cel")
                .invalidIf(0x8000);

        assertThat(temperature.decode(Registers.of(2153)))
                .isEqualTo(new RegisterValue.Numeric(new BigDecimal("21.53")));
        assertThat(temperature.decode(Registers.of(-5))).isEqualTo(new RegisterValue.Numeric(new BigDecimal("-0.05")));
        assertThat(temperature.decode(Registers.of(0x8000))).isEqualTo(new RegisterValue.Invalid(0x8000));
    }

    @Test
    void whatIsNoNumberIsInvalid() {
        RegisterField field =
                RegisterField.number("x", RegisterTable.INPUT_REGISTERS, 0, NumberType.FLOAT32, WordOrder.ABCD);

        assertThat(field.decode(hex("7FC0 0000"))).isEqualTo(new RegisterValue.Invalid(0x7FC00000L));
        assertThat(field.decode(hex("FF80 0000"))).isEqualTo(new RegisterValue.Invalid(0xFF800000L));
    }

    @Test
    void bitsOfARegisterAreANumberOrAFlag() {
        RegisterField level = RegisterField.of("level", RegisterTable.INPUT_REGISTERS, 0, new RegisterField.Bits(4, 3));

        assertThat(level.decode(Registers.of(0b1101_0111))).isEqualTo(new RegisterValue.Numeric(BigDecimal.valueOf(5)));
        assertThat(RegisterField.flag("flood", RegisterTable.INPUT_REGISTERS, 0, 15)
                        .decode(Registers.of(0x8000)))
                .isEqualTo(new RegisterValue.Flag(true));
        assertThat(RegisterField.of("all", RegisterTable.INPUT_REGISTERS, 0, new RegisterField.Bits(0, 16))
                        .decode(Registers.of(0xFFFF)))
                .isEqualTo(new RegisterValue.Numeric(BigDecimal.valueOf(65535)));
    }

    @Test
    void textEndsAtAZeroOrBeforeBlanks() {
        RegisterField name =
                RegisterField.of("name", RegisterTable.HOLDING_REGISTERS, 0, new RegisterField.Text(3, WordOrder.ABCD));
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {'P', 'r', 'o', 'b', 'e', 0});

        assertThat(name.decode(Registers.read(bytes))).isEqualTo(new RegisterValue.Text("Probe"));
        assertThat(name.decode(hex("4142 2020 2020"))).isEqualTo(new RegisterValue.Text("AB"));
        assertThat(RegisterField.of("n", RegisterTable.HOLDING_REGISTERS, 0, new RegisterField.Text(1, WordOrder.BADC))
                        .decode(hex("4241")))
                .isEqualTo(new RegisterValue.Text("AB"));
    }

    @Test
    void whatATypeCannotHoldIsRefused() {
        assertThatThrownBy(() -> NumberType.INT16.encode(BigDecimal.valueOf(32768), WordOrder.ABCD))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("INT16");
        assertThatThrownBy(() -> NumberType.UINT32.encode(BigDecimal.valueOf(-1), WordOrder.ABCD))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> NumberType.INT32.encode(new BigDecimal("0.5"), WordOrder.ABCD))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> NumberType.FLOAT32.encode(new BigDecimal("1e39"), WordOrder.ABCD))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> RegisterField.number(
                        "x", RegisterTable.HOLDING_REGISTERS, 65535, NumberType.INT32, WordOrder.ABCD))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RegisterField.number("x", RegisterTable.COILS, 0, NumberType.INT16, WordOrder.ABCD))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RegisterField.Bits(10, 7)).isInstanceOf(IllegalArgumentException.class);
    }
}
