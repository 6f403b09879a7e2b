package dev.openaxis.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OsdpTraceTest {
    private static final String SAMPLE = "../sdk-osdp/src/test/resources/vectors/sample-acu-view.osdpcap";
    private static final String K2 = "C0112233445566778899AABBCCDDEE02";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return OsdpTrace.run(List.of(arguments), print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    @Test
    void theSampleIsPrinted() {
        assertThat(run(SAMPLE, K2)).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8).lines().toList())
                .hasSize(61)
                .contains("  2024-06-14 12:00:01.012400  01 < PDID         SQN 0 CRC         vendor AD-BE-EF, model 1"
                        + " version 2, serial 00001000, firmware 1.2.3")
                .endsWith("OK osdp-trace frames=60 oddities=1");
        assertThat(err.size()).isZero();
    }

    @Test
    void aKeyMayBeInAFile() throws IOException {
        Path key = folder.resolve("key");
        Files.writeString(key, K2 + "\n");

        assertThat(run(SAMPLE, "@" + key)).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("the device holds key 1 of those given")
                .doesNotContain(K2.substring(0, 6));
    }

    @Test
    void whatCannotBeReadIsNoSuccess() throws IOException {
        Path text = folder.resolve("letter.txt");
        Files.writeString(text, "Dear reader,\n");

        assertThat(run(folder.resolve("none").toString())).isEqualTo(1);
        assertThat(run(text.toString())).isEqualTo(1);
        assertThat(run()).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("OK");
    }

    @Test
    void aWrongKeyIsNotRepeated() {
        assertThat(run(SAMPLE, K2 + "0")).isEqualTo(2);
        assertThat(run(SAMPLE, K2 + "00")).isEqualTo(2);
        assertThat(run(SAMPLE, "@" + folder.resolve("none"))).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("argument 2 is no key")
                .doesNotContain(K2.substring(0, 6));
        assertThat(out.size()).isZero();
    }

    @Test
    void linesThatAreNoneAreOddities() throws IOException {
        Path capture = folder.resolve("capture.osdpcap");
        Files.writeString(capture, "junk\n" + Files.readString(Path.of(SAMPLE)) + "junk\n");

        assertThat(run(capture.toString(), K2)).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("! 2 lines or packets could not be read")
                .endsWith("OK osdp-trace frames=60 oddities=3" + System.lineSeparator());
    }
}
