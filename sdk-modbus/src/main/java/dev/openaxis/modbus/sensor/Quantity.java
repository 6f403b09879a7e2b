package dev.openaxis.modbus.sensor;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a sensor measures. */
public enum Quantity {
    /** Temperature. */
    TEMPERATURE("Cel"),
    /** Relative humidity. */
    HUMIDITY("%"),
    /** Temperature at which water begins to condense. */
    DEW_POINT("Cel"),
    /** Pressure of the air at the place of the sensor. */
    ATMOSPHERIC_PRESSURE("hPa"),
    /** Light that falls on the sensor. */
    LUMINANCE("lx"),
    /** Carbon dioxide, parts by volume. */
    CO2("[ppm]"),
    /** Voltage. */
    VOLTAGE("V"),
    /** Current. */
    CURRENT("A"),
    /** Water where none should be; a state. */
    FLOOD(""),
    /** A contact that is open or closed; a state that is set when it is open. */
    OPEN(""),
    /** Something else, told by the channel's name and unit. */
    OTHER("");

    private final String unit;

    Quantity(String unit) {
        this.unit = unit;
    }

    /**
     * The unit it usually has; a channel says its own.
     *
     * @return a UCUM code; empty for states, and for what is not named here
     */
    public String usualUnit() {
        return unit;
    }

    /**
     * Its name in templates.
     *
     * @return for example {@code dew-point}
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The quantity with a name.
     *
     * @param text as in templates
     * @return the quantity, or empty if there is none by that name
     */
    public static Optional<Quantity> of(String text) {
        return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
    }
}
