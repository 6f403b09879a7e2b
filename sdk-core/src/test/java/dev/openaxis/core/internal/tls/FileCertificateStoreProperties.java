package dev.openaxis.core.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever stands in the file: what it says about others stays, and the first certificate wins. */
class FileCertificateStoreProperties {
    private static final String ONE = "1".repeat(64);

    @Property(tries = 100)
    void anyText_isReadAndKept(@ForAll String before) throws IOException {
        Path directory = Files.createTempDirectory("certificates");
        Path file = directory.resolve("file");
        Files.writeString(file, before);
        FileCertificateStore store = new FileCertificateStore(file);

        String now = store.rememberFirst("device:443", ONE);

        assertThat(new FileCertificateStore(file).find("device:443")).contains(now);
        assertThat(now).isEqualTo(before.contains("device:443") ? now : ONE);
        try (var files = Files.list(directory)) {
            for (Path one : files.toList()) {
                Files.delete(one);
            }
        }
        Files.delete(directory);
    }
}
