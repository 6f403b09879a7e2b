package dev.openaxis.core.line;

import static dev.openaxis.core.line.TcpTestBase.awaitTold;
import static dev.openaxis.core.line.TcpTestBase.onLoop;
import static dev.openaxis.core.line.TcpTestBase.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.testing.PseudoTerminals;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Serial ports, as pseudo-terminals. */
class SerialLineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private static ByteLine line(String port) {
        return SerialLine.on(port, SerialOptions.defaults().withBaudRate(115_200));
    }

    @Test
    void bytesGoBothWays_asTheyAre() throws Exception {
        try (PseudoTerminals cable = PseudoTerminals.in(directory);
                ByteLine panel = line(cable.one());
                ByteLine reader = line(cable.other())) {
            Ear panelEar = Ear.on(panel);
            Ear readerEar = Ear.on(reader);
            awaitTold(panelEar, "opened");
            awaitTold(readerEar, "opened");

            // What terminals would translate, or take for orders.
            StringBuilder all = new StringBuilder();
            for (int octet = 0; octet < 256; octet++) {
                all.append(String.format("%02x", octet));
            }
            send(panel, all.toString());
            await().atMost(PATIENCE).until(() -> readerEar.bytes().length == 256);
            send(reader, "53800800");
            awaitTold(panelEar, "opened", "53800800");

            for (int octet = 0; octet < 256; octet++) {
                assertThat(readerEar.bytes()[octet]).isEqualTo((byte) octet);
            }
            assertThat(panel.name()).isEqualTo(cable.one());
        }
    }

    @Test
    void theRateCanBeChanged_closedOrOpen() throws Exception {
        try (PseudoTerminals cable = PseudoTerminals.in(directory);
                ByteLine line = SerialLine.on(cable.one(), SerialOptions.defaults())) {
            onLoop(line, () -> line.changeBaudRate(19_200));
            Ear ear = Ear.on(line);
            awaitTold(ear, "opened");
            assertThat(rateOf(cable.one())).isEqualTo("19200");

            onLoop(line, () -> assertThat(line.changeBaudRate(38_400)).isTrue());
            await().atMost(PATIENCE).until(() -> rateOf(cable.one()).equals("38400"));
            assertThat(line.baudRate()).isEqualTo(38_400);
        }
    }

    private static String rateOf(String port) throws Exception {
        Process stty = new ProcessBuilder("stty", "-F", port, "speed").start();
        return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
    }

    @Test
    void aPortThatIsNotThere_andOneThatIsNone_areTold() throws Exception {
        Ear missing = Ear.on(line(directory.resolve("ttyNOWHERE").toString()));
        awaitTold(missing, "lost");
        assertThat(missing.cause())
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("ttyNOWHERE: line.open: the port: there is no such port");

        Ear file = Ear.on(line(Files.createFile(directory.resolve("file")).toString()));
        awaitTold(file, "lost");
        assertThat(file.cause()).isInstanceOf(ConnectionException.class).hasMessageContaining("cannot be opened");
    }

    @Test
    void aPortThatVanishes_endsTheLine_whichCanBeOpenedWhenItIsBack() throws Exception {
        PseudoTerminals cable = PseudoTerminals.in(directory);
        try (ByteLine line = line(cable.one())) {
            Ear ear = Ear.on(line);
            awaitTold(ear, "opened");
            cable.close();
            awaitTold(ear, "opened", "lost");
            assertThat(ear.cause()).isInstanceOf(ConnectionException.class).hasMessageContaining("line.carry");

            Ear tooEarly = Ear.on(line);
            awaitTold(tooEarly, "lost");
            try (PseudoTerminals back = PseudoTerminals.in(directory);
                    ByteLine other = line(back.other())) {
                Ear again = Ear.on(line);
                Ear.on(other);
                awaitTold(again, "opened");
                await().atMost(PATIENCE).until(() -> {
                    send(other, "01");
                    return again.bytes().length > 0;
                });
            }
        }
    }

    @Test
    void aPortBelongsToOneAtATime() throws Exception {
        try (PseudoTerminals cable = PseudoTerminals.in(directory);
                ByteLine first = line(cable.one());
                ByteLine second = line(cable.one())) {
            awaitTold(Ear.on(first), "opened");
            Ear ear = Ear.on(second);
            awaitTold(ear, "lost");
            assertThat(ear.cause()).isInstanceOf(ConnectionException.class);

            first.close();
            Ear again = Ear.on(second);
            awaitEnd(again);
            if (again.told().contains("lost")) {
                // The first gives it back within a tenth of a second, and nobody is told when.
                await().atMost(PATIENCE).until(() -> opens(second));
            }
        }
    }

    private static void awaitEnd(Ear ear) {
        await().atMost(PATIENCE).until(() -> !ear.told().isEmpty());
    }

    private static boolean opens(ByteLine line) {
        Ear ear = Ear.on(line);
        awaitEnd(ear);
        return ear.told().contains("opened");
    }

    @Test
    void closedAtAnyMoment_itIsToldOnce_andCanBeOpenedAtOnce() throws Exception {
        Random random = new Random(3);
        try (PseudoTerminals cable = PseudoTerminals.in(directory);
                ByteLine line = line(cable.one());
                ByteLine noise = line(cable.other())) {
            Ear.on(noise);
            List<Ear> ears = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                Ear ear = Ear.on(line);
                ears.add(ear);
                send(noise, "0102030405060708");
                long end = System.nanoTime() + random.nextInt(i % 5 == 0 ? 150_000_000 : 3_000_000);
                await().atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofNanos(100_000))
                        .until(() -> System.nanoTime() >= end);
                line.close();
            }
            for (Ear ear : ears) {
                await().atMost(PATIENCE).until(() -> ear.told().contains("closed"));
                assertThat(ear.told()).containsOnlyOnce("closed").endsWith("closed");
                assertThat(ear.told().toString()).doesNotContain("off the loop").doesNotContain("lost");
            }
            Ear last = Ear.on(line);
            await().atMost(PATIENCE).until(() -> last.told().contains("opened"));
            line.close();
            await().atMost(PATIENCE).until(() -> readers(line) == 0);
        }
    }

    private static long readers(ByteLine line) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("axis-sdk-line " + line.name() + " reader"))
                .count();
    }

    @Test
    void thePortsOfTheMachineCanBeListed() {
        assertThat(SerialLine.ports())
                .allSatisfy(port -> assertThat(port.name()).isNotBlank());
    }

    @Test
    void withoutTheLibrary_itIsSaidWhatIsMissing() throws Exception {
        List<URL> others = new ArrayList<>();
        for (String path : Stream.of("java.class.path", "jdk.module.path", "surefire.test.class.path")
                .map(key -> System.getProperty(key, ""))
                .flatMap(paths -> Stream.of(paths.split(File.pathSeparator)))
                .filter(path -> !path.isEmpty() && !path.contains("jSerialComm") && !path.contains("surefirebooter"))
                .toList()) {
            others.add(new File(path).toURI().toURL());
        }
        others.add(SerialLine.class.getProtectionDomain().getCodeSource().getLocation());
        // Without a parent: the others know the modules of the application.
        try (URLClassLoader loader = new URLClassLoader(others.toArray(new URL[0]), null)) {
            Class<?> lines = loader.loadClass(SerialLine.class.getName());
            assertThat(lines).isNotEqualTo(SerialLine.class);

            assertThatThrownBy(() -> call(lines))
                    .hasMessageContaining("the library com.fazecast:jSerialComm is missing")
                    .extracting(failure -> failure.getClass().getSimpleName())
                    .isEqualTo("UnsupportedCapabilityException");
        }
    }

    private static void call(Class<?> lines) throws Throwable {
        try {
            lines.getMethod("ports").invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void optionsOutOfRange_areRefused() {
        SerialOptions options = SerialOptions.defaults();
        assertThatThrownBy(() -> options.withBaudRate(1_000_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withFraming(Parity.EVEN, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withTolerance(Duration.ofHours(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rs485.driverControlled().withDelays(Duration.ofNanos(1), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rs485.driverControlled().withDelays(Duration.ZERO, Duration.ofSeconds(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(options.bitsPerCharacter()).isEqualTo(10);
        assertThat(options.withFraming(Parity.EVEN, 1).bitsPerCharacter()).isEqualTo(11);
        assertThat(options.withFraming(Parity.ODD, 2).bitsPerCharacter()).isEqualTo(12);
        assertThat(SerialLine.on("port", options.withFraming(Parity.EVEN, 1)).bitsPerCharacter())
                .isEqualTo(11);
    }
}
