package dev.openaxis.osdp.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.LocalFileException;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.internal.keys.DurableFile;
import dev.openaxis.osdp.keys.CrashingDisk.PowerCut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the disk does, the store holds the key that the reader has. */
class PowerCutTest {
    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
    private static final Supplier<char[]> PASSWORD = "a password"::toCharArray;
    private static final String READER = "front door";

    /** Two saves of four operations each. */
    private static final int OPERATIONS = 8;

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();
    private final Scbk old = Scbk.random(random);
    private final Scbk fresh = Scbk.random(random);

    /** What the reader has; it keeps what a KEYSET gave it. */
    private Scbk ofTheReader = old;

    private Path commissioned(String name) throws IOException {
        Path file = Files.createDirectory(folder.resolve(name)).resolve("keys.p12");
        try (Pkcs12OsdpKeyStore store = Pkcs12OsdpKeyStore.create(file, PASSWORD)) {
            store.update(READER, keys -> keys.withCurrent(old, NOW));
            store.update("other", keys -> keys.withCurrent(Scbk.random(random), NOW));
        }
        ofTheReader = old;
        return file;
    }

    /** What a panel does. */
    private void rotate(OsdpKeyStore store) {
        store.update(READER, keys -> keys.withNext(fresh, NOW));
        ofTheReader = fresh;
        store.update(READER, keys -> keys.promoted(fresh));
    }

    private static ReaderKeys reopened(Path file) {
        try (Pkcs12OsdpKeyStore store = Pkcs12OsdpKeyStore.open(file, PASSWORD)) {
            assertThat(store.readers()).containsExactly(READER, "other");
            return store.find(READER).orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void afterACutAtAnyOperation_theReaderIsReached_andTheRotationGoesOn(boolean lost) throws IOException {
        List<Integer> candidates = new ArrayList<>();
        for (int at = 0; at < OPERATIONS; at++) {
            Path file = commissioned("cut" + at);
            CrashingDisk disk = CrashingDisk.cutAt(at, lost);
            try (Pkcs12OsdpKeyStore store = new Pkcs12OsdpKeyStore(DurableFile.open(file, disk), PASSWORD)) {
                assertThatThrownBy(() -> rotate(store)).isInstanceOf(PowerCut.class);
            }

            ReaderKeys found = reopened(file);

            assertThat(found.candidates()).as("cut at operation %d", at).contains(ofTheReader);
            candidates.add(found.candidates().size());
            finish(file, found);
            assertThat(reopened(file).candidates()).containsExactly(fresh);
        }
        assertThat(candidates).isEqualTo(lost ? List.of(1, 1, 1, 1, 2, 2, 2, 2) : List.of(1, 1, 2, 2, 2, 2, 1, 1));
    }

    /** What a panel does when it starts. */
    private void finish(Path file, ReaderKeys found) {
        try (Pkcs12OsdpKeyStore store = Pkcs12OsdpKeyStore.open(file, PASSWORD)) {
            if (found.next().isPresent() && ofTheReader.equals(fresh)) {
                store.update(READER, keys -> keys.promoted(fresh));
            } else if (ofTheReader.equals(old)) {
                rotate(store);
            }
        }
    }

    @Test
    void aSaveIsFourOperations() throws IOException {
        Path file = commissioned("whole");
        CrashingDisk disk = CrashingDisk.cutAt(Integer.MAX_VALUE, false);
        try (Pkcs12OsdpKeyStore store = new Pkcs12OsdpKeyStore(DurableFile.open(file, disk), PASSWORD)) {
            rotate(store);
            store.find(READER);
            store.update(READER, keys -> keys);
        }

        assertThat(disk.operations()).isEqualTo(OPERATIONS);
    }

    @Test
    void aDiskThatFailsIsToldWithWhatMayHaveChanged_andTheStoreGoesOn() throws IOException {
        for (int at = 0; at < 4; at++) {
            Path file = commissioned("failing" + at);
            CrashingDisk disk = CrashingDisk.failingAt(at);
            try (Pkcs12OsdpKeyStore store = new Pkcs12OsdpKeyStore(DurableFile.open(file, disk), PASSWORD)) {
                AppliedEffect effect = at == 3 ? AppliedEffect.POSSIBLE : AppliedEffect.NONE;
                assertThatThrownBy(() -> store.update(READER, keys -> keys.withNext(fresh, NOW)))
                        .isInstanceOfSatisfying(
                                LocalFileException.class,
                                e -> assertThat(e.effect()).isEqualTo(effect));

                assertThat(store.find(READER).orElseThrow().next().isPresent()).isEqualTo(at == 3);
                store.update(READER, keys -> keys.withNext(fresh, NOW));
            }
            assertThat(reopened(file).candidates()).containsExactly(fresh, old);
        }
    }
}
