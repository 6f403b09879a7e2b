package dev.openaxis.osdp.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.openaxis.core.LocalFileException;
import dev.openaxis.core.Octets;
import dev.openaxis.osdp.Scbk;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Pkcs12OsdpKeyStoreTest {
    private static final String SECRET = "C0112233445566778899AABBCCDDEE01";
    private static final Scbk KEY = Scbk.of(HexFormat.of().parseHex(SECRET));
    private static final Scbk OTHER = Scbk.of(HexFormat.of().parseHex("5A3C910F2768B4DE1370A946E28BF51D"));
    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
    private static final String PASSWORD = "correct horse";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void aFile() {
        file = folder.resolve("keys.p12");
    }

    private static Supplier<char[]> password(String text) {
        return text::toCharArray;
    }

    private Pkcs12OsdpKeyStore open() {
        return Pkcs12OsdpKeyStore.open(file, password(PASSWORD));
    }

    private void makeWithAKey() {
        try (Pkcs12OsdpKeyStore store = Pkcs12OsdpKeyStore.create(file, password(PASSWORD))) {
            store.update("Front", keys -> keys.withCurrent(KEY, NOW).seen(Octets.ofHex("ADBE010001100000")));
        }
    }

    @Test
    void keysOutliveTheStore() {
        makeWithAKey();

        try (Pkcs12OsdpKeyStore store = open()) {
            assertThat(store.find("Front"))
                    .contains(ReaderKeys.none("Front").withCurrent(KEY, NOW).seen(Octets.ofHex("ADBE010001100000")));
        }
    }

    @Test
    void aPasswordThatWasOverwritten_isRefused_andTheFileStaysAsItIs() {
        makeWithAKey();
        char[] once = PASSWORD.toCharArray();
        try (Pkcs12OsdpKeyStore store = Pkcs12OsdpKeyStore.open(file, () -> once)) {
            assertThatThrownBy(() -> store.update("Back", keys -> keys.withCurrent(OTHER, NOW)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("new array each time");
        }

        try (Pkcs12OsdpKeyStore store = open()) {
            assertThat(store.readers()).containsExactly("Front");
        }
    }

    @Test
    void aWrongPasswordIsToldFromATornFile() throws IOException {
        makeWithAKey();
        assertThatThrownBy(() -> Pkcs12OsdpKeyStore.open(file, password("wrong")))
                .isInstanceOf(KeyStorePasswordException.class)
                .hasMessageContaining("keys.p12")
                .hasMessageContaining("password");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 37) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(this::open).isInstanceOf(LocalFileException.class);
        }
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        Files.write(file, changed);
        assertThat(catchThrowable(this::open))
                .isInstanceOfAny(KeyStorePasswordException.class, LocalFileException.class);
        Files.write(file, whole);
        open().close();
    }

    @Test
    void theStoreOfAWrongPasswordChangesNothing_evenLater() throws IOException {
        makeWithAKey();
        byte[] before = Files.readAllBytes(file);
        List<String> passwords = new ArrayList<>(List.of(PASSWORD, "wrong", PASSWORD));
        try (Pkcs12OsdpKeyStore store =
                Pkcs12OsdpKeyStore.open(file, () -> passwords.remove(0).toCharArray())) {
            assertThatThrownBy(() -> store.update("Front", keys -> keys.withNext(OTHER, NOW)))
                    .isInstanceOf(KeyStorePasswordException.class);
            assertThat(Files.readAllBytes(file)).isEqualTo(before);
            assertThat(store.find("Front").orElseThrow().candidates()).containsExactly(KEY);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mine",
                "osdp;front;current;2026-11-22t05:00:00z",
                "osdp;front;old;2026-11-22t05:00:00z;-",
                "osdp;front;current;yesterday;-",
                "osdp;front;current;2026-11-22t05:00:00z;adbe",
                "osdp;front;current;2026-11-22t05:00:00z;xyz",
                "osdp;fr%4gont;current;2026-11-22t05:00:00z;-",
                "osdp;;current;2026-11-22t05:00:00z;-",
                "osdp;%20;current;2026-11-22t05:00:00z;-",
                "osdp;%;current;2026-11-22t05:00:00z;-",
                "osdp;%61;current;2026-11-22t05:00:00z;-"
            })
    void aStoreOfSomethingElseIsRefused_andLeftAsItIs(String alias) throws Exception {
        foreign(alias, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6, 5, 4, 3, 2});
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(this::open)
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining("something else than keys of readers");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    private void foreign(String alias, byte[] key) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setEntry(
                alias,
                new KeyStore.SecretKeyEntry(new SecretKeySpec(key, "AES")),
                new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    @Test
    void aFileWithoutMacIsRefused() throws Exception {
        makeWithAKey();
        ByteBuffer whole = ByteBuffer.wrap(Files.readAllBytes(file));
        // 30 82 size, then 02 01 03, then the contents 30 82 size
        assertThat(whole.getShort(0)).isEqualTo((short) 0x3082);
        assertThat(whole.getShort(7)).isEqualTo((short) 0x3082);
        int size = 3 + 4 + Short.toUnsignedInt(whole.getShort(9));
        whole.putShort(2, (short) size);
        Files.write(file, Arrays.copyOf(whole.array(), 4 + size));
        assertThat(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()).size())
                .isEqualTo(1);

        assertThatThrownBy(this::open).isInstanceOf(LocalFileException.class).hasMessageContaining("no MAC");
    }

    @Test
    void aKeyThatNoReaderMayHaveIsRefused() throws Exception {
        foreign("osdp;front;current;2026-11-22t05:00:00z;-", new byte[16]);

        try (Pkcs12OsdpKeyStore store = open()) {
            assertThatThrownBy(() -> store.find("front"))
                    .isInstanceOf(LocalFileException.class)
                    .hasMessageContaining("a key that no reader may have");
        }
    }

    @Test
    void aMissingFileIsNoEmptyStore_andAnExistingOneIsNotMadeAgain() {
        assertThatThrownBy(this::open).isInstanceOf(LocalFileException.class);
        assertThatThrownBy(() -> Pkcs12OsdpKeyStore.open(folder.resolve("no/keys"), password(PASSWORD)))
                .isInstanceOf(LocalFileException.class);
        makeWithAKey();
        assertThatThrownBy(() -> Pkcs12OsdpKeyStore.create(file, password(PASSWORD)))
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining("already");
        open().close();
    }

    @Test
    void aFileThatVanishesIsAnError_notAnEmptyStore() throws IOException {
        makeWithAKey();
        try (Pkcs12OsdpKeyStore store = open()) {
            Files.delete(file);

            assertThatThrownBy(() -> store.find("Front")).isInstanceOf(LocalFileException.class);
            assertThatThrownBy(() -> store.update("Front", keys -> keys.withCurrent(OTHER, NOW)))
                    .isInstanceOf(LocalFileException.class);
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void aFileThatIsReplacedIsReadAgain() throws IOException {
        makeWithAKey();
        byte[] backup = Files.readAllBytes(file);
        try (Pkcs12OsdpKeyStore store = open()) {
            store.update("Back", keys -> keys.withNext(OTHER, NOW));
            assertThat(store.readers()).containsExactly("Back", "Front");
            Files.write(file, backup);

            assertThat(store.readers()).containsExactly("Front");
            store.update("Front", keys -> keys.withNext(OTHER, NOW));
            assertThat(store.readers()).containsExactly("Front");
        }
    }

    @Test
    void oneStoreAtATimeHasTheFile() {
        makeWithAKey();
        try (Pkcs12OsdpKeyStore store = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(LocalFileException.class)
                    .hasMessageContaining("another store has it open");
            assertThat(store.readers()).containsExactly("Front");
        }
        open().close();
    }

    /** Runs as a process of its own: opens the store, says so, and waits to be ended. */
    static final class Holder {
        public static void main(String[] arguments) throws IOException {
            Pkcs12OsdpKeyStore.open(Path.of(arguments[0]), PASSWORD::toCharArray);
            System.out.println("open");
            System.in.read();
        }
    }

    @Test
    void anotherProcessKeepsUsOut_untilItDies() throws Exception {
        makeWithAKey();
        List<String> roots = new ArrayList<>(List.of("target/test-classes"));
        for (Class<?> type : List.of(Pkcs12OsdpKeyStore.class, LocalFileException.class)) {
            roots.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        String.join(File.pathSeparator, roots),
                        Holder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream said = holder.getInputStream()) {
            assertThat(new String(said.readNBytes(4), StandardCharsets.UTF_8)).isEqualTo("open");
            assertThatThrownBy(this::open)
                    .isInstanceOf(LocalFileException.class)
                    .hasMessageContaining("another store has it open");
        } finally {
            holder.destroyForcibly();
        }
        assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
        open().close();
    }

    @Test
    void onlyTheOwnerReadsWhatIsWritten() throws IOException {
        makeWithAKey();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (Pkcs12OsdpKeyStore store = open()) {
            store.update("Front", keys -> keys.withNext(OTHER, NOW));
        }

        try (var files = Files.list(folder)) {
            assertThat(files.toList())
                    .extracting(Path::getFileName)
                    .extracting(Path::toString)
                    .containsExactlyInAnyOrder("keys.p12", "keys.p12.lock");
        }
        for (String name : List.of("keys.p12", "keys.p12.lock")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aLinkStaysALink() throws IOException {
        makeWithAKey();
        Path link = Files.createSymbolicLink(folder.resolve("link.p12"), file);
        try (Pkcs12OsdpKeyStore store = Pkcs12OsdpKeyStore.open(link, password(PASSWORD))) {
            assertThatThrownBy(this::open).isInstanceOf(LocalFileException.class);
            store.update("Front", keys -> keys.withNext(OTHER, NOW));
        }

        assertThat(link).isSymbolicLink();
        try (Pkcs12OsdpKeyStore store = open()) {
            assertThat(store.find("Front").orElseThrow().candidates()).containsExactly(OTHER, KEY);
        }
    }

    @Test
    void thePasswordIsOverwrittenEachTime() {
        List<char[]> given = new ArrayList<>();
        Supplier<char[]> password = () -> {
            char[] next = PASSWORD.toCharArray();
            given.add(next);
            return next;
        };
        try (Pkcs12OsdpKeyStore store = Pkcs12OsdpKeyStore.create(file, password)) {
            store.update("Front", keys -> keys.withCurrent(KEY, NOW));
            store.find("Front");
            store.forget("Front");
        }

        assertThat(given)
                .hasSizeGreaterThan(3)
                .allSatisfy(array -> assertThat(array).containsOnly('\0'));
        assertThatThrownBy(() -> Pkcs12OsdpKeyStore.create(folder.resolve("empty.p12"), password("")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder.resolve("empty.p12")).doesNotExist();
    }

    @Test
    void aClosedStoreDoesNothing() {
        makeWithAKey();
        Pkcs12OsdpKeyStore store = open();
        store.close();
        store.close();

        assertThatThrownBy(store::readers).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.update("Front", keys -> keys)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void toolsForPkcs12ReadIt_andSeeWhatTheKeysAreFor() throws Exception {
        makeWithAKey();
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());

        assertThat(Collections.list(store.aliases()))
                .containsExactly("osdp;%46ront;current;2026-11-22t05:00:00z;adbe010001100000");
        assertThat(store.getKey("osdp;%46ront;current;2026-11-22t05:00:00z;adbe010001100000", PASSWORD.toCharArray())
                        .getEncoded())
                .isEqualTo(KEY.toBytes());
    }

    @Test
    void noKeyAndNoPasswordIsInTheFile_norInWhatIsThrownAndShown() throws Exception {
        makeWithAKey();
        byte[] bytes = Files.readAllBytes(file);
        StringWriter shown = new StringWriter();
        PrintWriter out = new PrintWriter(shown);
        catchThrowable(() -> Pkcs12OsdpKeyStore.open(file, password(PASSWORD + "x")))
                .printStackTrace(out);
        try (Pkcs12OsdpKeyStore store = open()) {
            out.println(store);
            out.println(store.find("Front"));
            catchThrowable(() -> store.update("Front", keys -> keys.withCurrent(OTHER, NOW)))
                    .printStackTrace(out);
            catchThrowable(() -> store.update("Front", keys -> keys.promoted(KEY)))
                    .printStackTrace(out);
            catchThrowable(() -> store.update("Front", keys -> keys.withNext(KEY, NOW)))
                    .printStackTrace(out);
            Files.write(file, Arrays.copyOf(bytes, 99));
            catchThrowable(store::readers).printStackTrace(out);
        }

        assertThat(shown.toString())
                .contains("KeyStorePasswordException", "LocalFileException", "key hidden")
                .doesNotContainIgnoringCase(SECRET.substring(0, 8))
                .doesNotContain(
                        Base64.getEncoder().encodeToString(KEY.toBytes()).substring(0, 8))
                .doesNotContain(Arrays.toString(KEY.toBytes()))
                .doesNotContain(PASSWORD);
        assertThat(HexFormat.of().withUpperCase().formatHex(bytes)).doesNotContain(SECRET);
    }
}
