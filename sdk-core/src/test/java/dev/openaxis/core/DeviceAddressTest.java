package dev.openaxis.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://10.0.0.7, true, 10.0.0.7, 443, https://10.0.0.7, 10.0.0.7",
        "http://10.0.0.7, false, 10.0.0.7, 80, http://10.0.0.7, 10.0.0.7",
        "http://10.0.0.7:8080/, false, 10.0.0.7, 8080, http://10.0.0.7:8080, 10.0.0.7:8080",
        "HTTPS://Camera.Example:443, true, Camera.Example, 443, https://Camera.Example, Camera.Example",
        "https://10.0.0.7:80, true, 10.0.0.7, 80, https://10.0.0.7:80, 10.0.0.7:80",
        "10.0.0.7, true, 10.0.0.7, 443, https://10.0.0.7, 10.0.0.7",
        "camera:8443, true, camera, 8443, https://camera:8443, camera:8443",
        "http://[::1], false, ::1, 80, http://[::1], [::1]",
        "https://[2001:db8::1]:444, true, 2001:db8::1, 444, https://[2001:db8::1]:444, [2001:db8::1]:444"
    })
    void address_isReadAndWritten(
            String text, boolean secure, String host, int port, String written, String authority) {
        DeviceAddress address = DeviceAddress.parse(text);

        assertThat(address).isEqualTo(new DeviceAddress(secure, host, port));
        assertThat(address).hasToString(written);
        assertThat(address.authority()).isEqualTo(authority);
        assertThat(DeviceAddress.parse(address.toString())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ftp://10.0.0.7",
                "https://",
                "https://10.0.0.7/axis-cgi",
                "https://10.0.0.7?x=1",
                "https://10.0.0.7#x",
                "https://10.0.0.7:0",
                "https://10.0.0.7:65536",
                "https://10.0.0.7:http",
                "https://[::1",
                "https://::1",
                "https://a b",
                "https://a\r\nb",
                "://host",
                "host/?u=http://x",
                "//host"
            })
    void whatIsNoAddress_isRefused(String text) {
        assertThatThrownBy(() -> DeviceAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://root:hunter2@10.0.0.7",
                "root:hunter2@10.0.0.7",
                "http://root:hunter2@[::1]:80/",
                "https://root:hunter2#@10.0.0.7",
                "https://root:hunter2/@10.0.0.7",
                "https://root:hunter2?@10.0.0.7",
                "https://root:hunter2 @10.0.0.7",
                "https://root:hunter2%@10.0.0.7",
                "https://hunter2@10.0.0.7",
                "ftp://root:hunter2@10.0.0.7"
            })
    void addressWithAnAccount_isRefusedAndThePasswordNotRepeated(String text) {
        Throwable refusal = catchThrowable(() -> DeviceAddress.parse(text));

        assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
        for (Throwable t = refusal; t != null; t = t.getCause()) {
            assertThat(String.valueOf(t)).doesNotContain("hunter2");
        }
    }

    @Test
    void numericPasswordThatLooksLikeAPort_isNotTakenForOne() {
        assertThatThrownBy(() -> DeviceAddress.parse("https://root:1234#@10.0.0.7"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void components_areChecked() {
        for (String host : new String[] {"", "a b", "a/b", "a?b", "a#b", "a\\b", "root:hunter2@10.0.0.7", "a\nb"}) {
            assertThatThrownBy(() -> new DeviceAddress(true, host, 443))
                    .as(host)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("hunter2");
        }
        assertThatThrownBy(() -> new DeviceAddress(true, "a", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DeviceAddress(true, "a", 65536)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void resolve_makesAnAbsoluteAddress() {
        assertThat(DeviceAddress.parse("http://[::1]:81").resolve("/axis-cgi/io/port.cgi?x=%2F"))
                .hasToString("http://[::1]:81/axis-cgi/io/port.cgi?x=%2F");
    }

    @Test
    void zones_areReadInBothFormsAndStayOnThisSide() {
        for (String text : java.util.List.of("http://[fe80::1%25eth0]:81", "http://[fe80::1%eth0]:81")) {
            DeviceAddress address = DeviceAddress.parse(text);
            assertThat(address.host()).isEqualTo("fe80::1%eth0");
            assertThat(address.authority()).isEqualTo("[fe80::1]:81");
            assertThat(address).hasToString("http://[fe80::1%25eth0]:81");
            assertThat(DeviceAddress.parse(address.toString())).isEqualTo(address);
            assertThat(address.resolve("/x")).hasToString("http://[fe80::1%25eth0]:81/x");
        }
        assertThat(DeviceAddress.parse("http://[fe80::1%25]").host()).isEqualTo("fe80::1%25");
    }
}
