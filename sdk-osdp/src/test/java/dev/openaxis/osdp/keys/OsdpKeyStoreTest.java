package dev.openaxis.osdp.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.Scbk;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store does. */
class OsdpKeyStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00.123456789Z");
    private static final Octets ID = Octets.ofHex("ADBE010001100000");

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();

    private OsdpKeyStore store(boolean inFile) {
        return inFile
                ? Pkcs12OsdpKeyStore.create(folder.resolve("keys.p12"), "a password"::toCharArray)
                : OsdpKeyStore.inMemory();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasSavedIsFound(boolean inFile) {
        OsdpKeyStore store = store(inFile);
        Scbk first = Scbk.random(random);
        Scbk second = Scbk.random(random);
        assertThat(store.find("front door")).isEmpty();
        assertThat(store.readers()).isEmpty();

        store.update("front door", keys -> keys.withCurrent(first, NOW).seen(ID));
        ReaderKeys saved = store.update("front door", keys -> keys.withNext(second, NOW.plusSeconds(5)));

        assertThat(store.find("front door")).contains(saved);
        assertThat(saved)
                .isEqualTo(ReaderKeys.none("front door")
                        .withCurrent(first, NOW)
                        .withNext(second, NOW.plusSeconds(5))
                        .seen(ID));
        store.update("front door", keys -> keys.promoted(second));
        assertThat(store.find("front door").orElseThrow().candidates()).containsExactly(second);
        assertThat(store.readers()).containsExactly("front door");
        store.forget("front door");
        store.forget("nobody");
        assertThat(store.find("front door")).isEmpty();
        assertThat(store.readers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void namesAreKeptAsTheyAre(boolean inFile) {
        OsdpKeyStore store = store(inFile);
        List<String> names = new ArrayList<>(
                List.of("Tür 1", "tür 1", "TÜR 1", "a;b", "%41", "A", "a", "\uD83D\uDEAA", "x".repeat(128), "."));
        for (String name : names) {
            store.update(name, keys -> keys.withNext(Scbk.random(random), NOW));
        }
        names.sort(null);

        assertThat(store.readers()).isEqualTo(names);
        assertThat(names)
                .allSatisfy(name ->
                        assertThat(store.find(name).orElseThrow().reader()).isEqualTo(name));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aChangeThatFailsSavesNothing(boolean inFile) {
        OsdpKeyStore store = store(inFile);
        Scbk key = Scbk.random(random);
        ReaderKeys saved = store.update("a", keys -> keys.withCurrent(key, NOW));

        assertThatThrownBy(() -> store.update("a", keys -> keys.withCurrent(Scbk.random(random), NOW)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.update("a", keys -> ReaderKeys.none("a")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.update("b", keys -> keys)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.update("a", keys -> ReaderKeys.none("b").withCurrent(key, NOW)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.find("")).isInstanceOf(IllegalArgumentException.class);

        assertThat(store.readers()).containsExactly("a");
        assertThat(store.find("a")).contains(saved);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void changesOfManyThreadsAllCount(boolean inFile) throws Exception {
        OsdpKeyStore store = store(inFile);
        store.update("shared", keys -> keys.withCurrent(Scbk.random(random), NOW));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String own = "own " + i;
                all.add(threads.submit(() -> {
                    for (int n = 0; n < 5; n++) {
                        store.update(own, keys -> rotated(keys));
                        store.update("shared", keys -> rotated(keys));
                        store.find(own);
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(store.readers()).containsExactly("own 0", "own 1", "own 2", "own 3", "shared");
        assertThat(store.find("shared").orElseThrow().current().orElseThrow().since())
                .isEqualTo(NOW.plusSeconds(20));
        assertThat(store.find("own 3").orElseThrow().current().orElseThrow().since())
                .isEqualTo(NOW.plusSeconds(5));
    }

    /** Counts in the time of the key. */
    private ReaderKeys rotated(ReaderKeys keys) {
        Scbk next = Scbk.random(random);
        Instant before = keys.current().map(StoredKey::since).orElse(NOW);
        return keys.withNext(next, before.plusSeconds(1)).promoted(next);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStoreShowsNoKeys(boolean inFile) {
        OsdpKeyStore store = store(inFile);
        store.update("a", keys -> keys.withCurrent(Scbk.random(random), NOW));

        assertThat(store.toString()).startsWith("OsdpKeyStore[");
    }
}
