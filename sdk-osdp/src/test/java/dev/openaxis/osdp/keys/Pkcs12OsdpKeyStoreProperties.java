package dev.openaxis.osdp.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.openaxis.core.LocalFileException;
import dev.openaxis.osdp.Scbk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class Pkcs12OsdpKeyStoreProperties {
    private static Path folder;
    private static Path file;
    private static byte[] good;

    @BeforeContainer
    static void make() throws IOException {
        folder = Files.createTempDirectory("keys");
        file = folder.resolve("keys.p12");
        try (Pkcs12OsdpKeyStore store = Pkcs12OsdpKeyStore.create(file, "password"::toCharArray)) {
            store.update("a", keys -> keys.withCurrent(Scbk.random(new SecureRandom()), Instant.EPOCH));
        }
        good = Files.readAllBytes(file);
    }

    @AfterContainer
    static void remove() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void assertTyped(byte[] bytes) throws IOException {
        Files.write(file, bytes);

        Throwable thrown = catchThrowable(() -> {
            try (Pkcs12OsdpKeyStore store = Pkcs12OsdpKeyStore.open(file, "password"::toCharArray)) {
                for (String reader : store.readers()) {
                    store.find(reader);
                }
            }
        });

        if (thrown != null) {
            assertThat(thrown).isInstanceOfAny(LocalFileException.class, KeyStorePasswordException.class);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Property
    void anyBytesAreAStoreOrATypedError(@ForAll byte[] bytes) throws IOException {
        assertTyped(bytes);
    }

    @Property(tries = 200)
    void aDamagedStoreIsATypedError(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 3000) Integer> at,
            @ForAll byte value,
            @ForAll @IntRange(max = 3000) int cut)
            throws IOException {
        byte[] damaged = Arrays.copyOf(good, cut > good.length ? good.length : good.length - cut / 30);
        for (int index : at) {
            damaged[index % damaged.length] = value;
        }
        assertTyped(damaged);
    }
}
