package dev.openaxis.core.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of certificates that were seen first, also shared and edited by hand. */
class FileCertificateStoreTest {
    private static final String ONE = "1".repeat(64);
    private static final String TWO = "2".repeat(64);

    @TempDir
    Path directory;

    private FileCertificateStore store() {
        return new FileCertificateStore(directory.resolve("certificates"));
    }

    @Test
    void theFirstStays() {
        assertThat(store().find("a:443")).isEmpty();
        assertThat(store().rememberFirst("a:443", ONE)).isEqualTo(ONE);
        assertThat(store().rememberFirst("a:443", TWO)).isEqualTo(ONE);
        assertThat(store().rememberFirst("[2001:db8::7]:443", TWO)).isEqualTo(TWO);
        assertThat(store().find("a:443")).contains(ONE);
        assertThat(store().find("[2001:db8::7]:443")).contains(TWO);
    }

    @Test
    void forgetting_leavesTheOthers() {
        FileCertificateStore store = store();
        store.rememberFirst("a:443", ONE);
        store.rememberFirst("b:443", TWO);

        store.forget("a:443");
        store.forget("never seen");

        assertThat(store.find("a:443")).isEmpty();
        assertThat(store().find("b:443")).contains(TWO);
    }

    @Test
    void whatStandsThereAndCannotBeRead_isNotTakenForUnseen() throws Exception {
        Files.writeString(
                directory.resolve("certificates"), "# a comment\n\na:443 SHA256:12\n  b:443   SHA256:" + TWO + "\n");

        assertThat(store().find("a:443"))
                .hasValueSatisfying(known -> assertThat(known).isNotEqualTo(ONE));
        assertThat(store().rememberFirst("a:443", ONE)).isNotEqualTo(ONE);
        assertThat(store().find("b:443")).contains(TWO);
        assertThat(store().find("#")).isEmpty();
    }

    @Test
    void editByHand_isSeen() throws Exception {
        FileCertificateStore store = store();
        store.rememberFirst("a:443", ONE);
        store.rememberFirst("b:443", ONE);
        Files.writeString(directory.resolve("certificates"), "b:443 SHA256:" + ONE + "\n");

        assertThat(store.find("a:443")).isEmpty();
    }

    @Test
    void manyAtOnce_loseNothingAndAgree() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> answers = new ArrayList<>();
            FileCertificateStore shared = store();
            for (int i = 0; i < 100; i++) {
                String device = "10.0.0." + i % 50 + ":443";
                String mine = String.format("%064x", i);
                answers.add(threads.submit(() -> shared.rememberFirst(device, mine)));
            }
            for (Future<String> answer : answers) {
                answer.get(20, TimeUnit.SECONDS);
            }
            for (int i = 0; i < 50; i++) {
                String known = store().find("10.0.0." + i + ":443").orElseThrow();
                assertThat(answers.get(i).get()).isEqualTo(answers.get(i + 50).get());
                assertThat(answers.get(i).get()).isEqualTo(known);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theFile_isItsOwnersOnly() throws Exception {
        store().rememberFirst("a:443", ONE);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("certificates"))))
                .isEqualTo("rw-------");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("certificates", "certificates.lock");
    }

    @Test
    void fileThatCannotBe_isAnError() {
        FileCertificateStore store =
                new FileCertificateStore(directory.resolve("missing").resolve("certificates"));

        assertThat(store.find("a:443")).isEmpty();
        assertThatThrownBy(() -> store.rememberFirst("a:443", ONE)).isInstanceOf(UncheckedIOException.class);
    }
}
