package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** curl as a judge that is not ours. */
class CurlTest {
    private static final String ACCOUNT = "root:pass-of-tests";

    @RegisterExtension
    SimulatedDeviceExtension a9210 = SimulatedDeviceExtension.of(SimulatedDevice.a9210());

    @TempDir
    Path folder;

    @BeforeAll
    static void curlIsInstalled() {
        boolean present;
        try {
            present = new ProcessBuilder("curl", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            present = false;
        }
        assumeTrue(present, "curl is not installed: the foreign judge is missing");
    }

    private String curl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "-S", "--max-time", "20", "--noproxy", "*"));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output);
    }

    private String http(String target) {
        return a9210.device().httpUri() + target;
    }

    private String https(String target) {
        return a9210.device().httpsUri() + target;
    }

    @Test
    void digestWorks() throws Exception {
        assertThat(curl("--digest", "-u", ACCOUNT, http("/axis-cgi/usergroup.cgi")))
                .isEqualTo("root\nadmin operator viewer ptz\n");
        assertThat(a9210.device().counters().challenges()).isEqualTo(1);
        assertThat(curl(
                        "--digest",
                        "-u",
                        "root:wrong",
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{http_code}",
                        http("/axis-cgi/usergroup.cgi")))
                .isEqualTo("401");
        assertThat(a9210.device().counters().failedLogins()).isEqualTo(1);
    }

    @Test
    void severalRequestsShareAConnection() throws Exception {
        assertThat(curl(
                        "--digest",
                        "-u",
                        ACCOUNT,
                        http("/axis-cgi/io/port.cgi?check=1"),
                        http("/axis-cgi/io/port.cgi?check=2")))
                .isEqualTo("port1=0\nport2=0\n");
        assertThat(a9210.device().counters().connectionsAccepted()).isEqualTo(1);
    }

    @Test
    void portCgiActionsSwitchWithTheSpellingCurlSends() throws Exception {
        curl("--digest", "-u", ACCOUNT, http("/axis-cgi/io/port.cgi?action=1:/"));
        assertThat(a9210.device().relay(0).isClosed()).isTrue();
        curl("--digest", "-u", ACCOUNT, http("/axis-cgi/io/port.cgi?action=1%3A%5C"));
        assertThat(a9210.device().relay(0).isClosed()).isFalse();
        curl("--digest", "-u", ACCOUNT, "-G", "--data-urlencode", "action=4:/200\\", http("/axis-cgi/io/port.cgi"));
        assertThat(a9210.device().output(3).transitions())
                .extracting(Transition::closed)
                .containsExactly(true, false);
    }

    @Test
    void theCertificateIsAnAnchorForItself() throws Exception {
        Path anchor = folder.resolve("device.pem");
        Files.writeString(
                anchor,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(a9210.device().certificate().getEncoded())
                        + "\n-----END CERTIFICATE-----\n",
                StandardCharsets.US_ASCII);
        assertThat(curl("--cacert", anchor.toString(), "-u", ACCOUNT, https("/axis-cgi/usergroup.cgi")))
                .startsWith("root\n");
        assertThat(curl(
                        "--cacert",
                        anchor.toString(),
                        "-u",
                        ACCOUNT,
                        https("/axis-cgi/usergroup.cgi").replace("127.0.0.1", "localhost")))
                .startsWith("root\n");
        assertThat(curl("-u", ACCOUNT, https("/axis-cgi/usergroup.cgi"))).contains("curl: (60)");
        assertThat(curl("-k", "-u", ACCOUNT, "--tls-max", "1.2", https("/axis-cgi/usergroup.cgi")))
                .startsWith("root\n");
    }

    @Test
    void jsonIsPosted() throws Exception {
        assertThat(curl(
                        "--digest",
                        "-u",
                        ACCOUNT,
                        "-H",
                        "Content-Type: application/json",
                        "-d",
                        "{\"apiVersion\":\"1.1\",\"method\":\"setPorts\",\"params\":{\"ports\":[{\"port\":\"0\",\"state\":\"closed\"}]}}",
                        http("/axis-cgi/io/portmanagement.cgi")))
                .contains("\"ports\": [\n\"0\"\n]");
        assertThat(a9210.device().relay(0).closures()).isEqualTo(1);
    }

    @Test
    void aTruncatedAnswerIsNoticed() throws Exception {
        a9210.device().faults().inject(Fault.truncate());
        assertThat(curl("--digest", "-u", ACCOUNT, http("/axis-cgi/usergroup.cgi")))
                .contains("curl: (18)");
        a9210.device()
                .faults()
                .inject(Fault.resetBeforeExecuting().on("/axis-cgi/io").always());
        assertThat(curl("--digest", "-u", ACCOUNT, http("/axis-cgi/io/port.cgi?check=1")))
                .contains("curl: (56)");
    }
}
