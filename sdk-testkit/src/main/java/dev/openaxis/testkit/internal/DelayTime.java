package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SoapVariant;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** A relay's {@code DelayTime} as {@code xs:duration}; the parameter has whole seconds, reference 02 section 2.4. */
final class DelayTime {
    /** The longest is not found; this keeps it bounded. */
    private static final int MAX_SECONDS = 1_000_000;

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    private final DeviceConfig config;

    DelayTime(DeviceConfig config) {
        this.config = config;
    }

    static ServiceFault modeError(String detail) {
        return ServiceFault.invalidValue("ModeError", detail);
    }

    /** The delay in force; the parameter may have been given more than a relay can wait. */
    int seconds(Port port) {
        int seconds = Integer.parseInt(PortParameters.setting(config, port, PortParameters.DELAY));
        return Math.max(0, Math.min(seconds, MAX_SECONDS));
    }

    String written(Port port) {
        int seconds = seconds(port);
        return config.is(SoapVariant.DELAY_TIME_IN_FULL) ? "P0Y0M0DT0H0M" + seconds + ".000S" : "PT" + seconds + "S";
    }

    /** Years and months of zero are understood, others have no certain length. */
    int seconds(String duration) {
        BigDecimal seconds;
        try {
            String days = duration.replaceFirst("^P(0+Y)?(0+M)?(?=.)", "P");
            if (!days.equals(days.toUpperCase(Locale.ROOT))) {
                throw modeError("The delay time is not valid");
            }
            Duration parsed = Duration.parse(days);
            seconds = BigDecimal.valueOf(parsed.getSeconds())
                    .add(BigDecimal.valueOf(parsed.getNano()).divide(NANOS));
        } catch (DateTimeParseException malformed) {
            throw modeError("The delay time is not valid");
        }
        boolean inBounds = seconds.signum() >= 0 && seconds.compareTo(BigDecimal.valueOf(MAX_SECONDS)) <= 0;
        boolean whole = seconds.stripTrailingZeros().scale() <= 0;
        if (!inBounds || (!whole && !config.is(SoapVariant.DELAY_TIME_ROUNDED))) {
            throw modeError("The delay time is not valid");
        }
        return seconds.setScale(0, RoundingMode.CEILING).intValueExact();
    }
}
