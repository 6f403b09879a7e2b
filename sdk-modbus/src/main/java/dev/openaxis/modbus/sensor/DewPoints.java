package dev.openaxis.modbus.sensor;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The dew point by the Magnus formula, with the coefficients over water of D. Sonntag, "Important new values of the physical constants of
 * 1986, vapour pressure formulations based on the ITS-90, and psychrometer formulae", Zeitschrift für Meteorologie 70 (1990): 17.62 and
 * 243.12 °C, for -45 to 60 °C.
 */
public final class DewPoints {
    private static final double FACTOR = 17.62;
    private static final double CELSIUS = 243.12;
    private static final double COLDEST = -45;
    private static final double WARMEST = 60;
    private static final double PERCENT = 100;
    private static final int DECIMALS = 2;

    private DewPoints() {}

    /**
     * Computes a dew point.
     *
     * @param celsius temperature of the air
     * @param percent its relative humidity
     * @return in °C with two decimals; empty outside -45 to 60 °C, and if the humidity is not more than 0 and at most 100
     */
    public static Optional<BigDecimal> of(BigDecimal celsius, BigDecimal percent) {
        double temperature = celsius.doubleValue();
        double humidity = percent.doubleValue();
        if (temperature < COLDEST || temperature > WARMEST || humidity <= 0 || humidity > PERCENT) {
            return Optional.empty();
        }
        double magnus = Math.log(humidity / PERCENT) + FACTOR * temperature / (CELSIUS + temperature);
        return Optional.of(
                BigDecimal.valueOf(CELSIUS * magnus / (FACTOR - magnus)).setScale(DECIMALS, RoundingMode.HALF_UP));
    }
}
