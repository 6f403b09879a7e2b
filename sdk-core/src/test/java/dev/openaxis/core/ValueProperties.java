package dev.openaxis.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class ValueProperties {
    private static AxisOsVersion version(List<Integer> segments) {
        return AxisOsVersion.parse(segments.stream().map(String::valueOf).collect(Collectors.joining(".")))
                .orElseThrow();
    }

    /** Comparing, done again in another way. */
    private static int compare(List<Integer> a, List<Integer> b) {
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            int left = i < a.size() ? a.get(i) : 0;
            int right = i < b.size() ? b.get(i) : 0;
            if (left != right) {
                return left < right ? -1 : 1;
            }
        }
        return 0;
    }

    @Property
    void versions_areOrderedBySegmentsAsNumbers(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 300) Integer> a,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 300) Integer> b) {
        AxisOsVersion left = version(a);
        AxisOsVersion right = version(b);

        assertThat(Integer.signum(left.compareTo(right))).isEqualTo(compare(a, b));
        assertThat(left.equals(right)).isEqualTo(compare(a, b) == 0);
        if (left.equals(right)) {
            assertThat(left).hasSameHashCodeAs(right);
        }
        assertThat(left.isAtLeast(b.get(0), b.size() > 1 ? b.get(1) : 0))
                .isEqualTo(compare(a, b.subList(0, Math.min(2, b.size()))) >= 0);
    }

    @Property
    void anyText_isAVersionOrNone(@ForAll String text) {
        Optional<AxisOsVersion> version = AxisOsVersion.parse(text);

        version.ifPresent(known -> assertThat(known.compareTo(known)).isZero());
    }

    @Property
    void longNumbers_areNoCrash(@ForAll @NumericChars @StringLength(max = 40) String digits) {
        AxisOsVersion.parse(digits);
        AxisOsVersion.parse("1." + digits);
    }

    @Property
    void anyText_isAnAddressOrRefused(@ForAll String text) {
        try {
            DeviceAddress address = DeviceAddress.parse(text);
            assertThat(DeviceAddress.parse(address.toString())).isEqualTo(address);
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @Property
    void password_isNeverRepeated(
            @ForAll @AlphaChars @StringLength(min = 1, max = 5) String user,
            @ForAll @NotBlank @StringLength(min = 1, max = 12) String odd) {
        String password = "Se" + odd + "cret";
        for (String text :
                new String[] {"https://" + user + ":" + password + "@10.0.0.7", user + ":" + password + "@10.0.0.7:443"
                }) {
            try {
                assertThat(DeviceAddress.parse(text).toString()).doesNotContain("cret");
            } catch (IllegalArgumentException refused) {
                assertThat(refused.toString()).doesNotContain("cret");
                assertThat(String.valueOf(refused.getCause())).doesNotContain("cret");
            }
        }
        assertThat(Credentials.of(user, password).toString())
                .doesNotContain(password)
                .contains(user);
    }

    @Property
    void addresses_surviveWritingAndReading(
            @ForAll boolean secure,
            @ForAll @AlphaChars @StringLength(min = 1, max = 20) String host,
            @ForAll @IntRange(min = 1, max = 65535) int port) {
        DeviceAddress address = new DeviceAddress(secure, host, port);

        assertThat(DeviceAddress.parse(address.toString())).isEqualTo(address);
    }
}
