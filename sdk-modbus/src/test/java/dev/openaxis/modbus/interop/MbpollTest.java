package dev.openaxis.modbus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.line.SerialLine;
import dev.openaxis.core.line.SerialOptions;
import dev.openaxis.core.line.TcpAcceptor;
import dev.openaxis.core.line.TcpOptions;
import dev.openaxis.modbus.Bits;
import dev.openaxis.modbus.ModbusServer;
import dev.openaxis.modbus.ProcessImage;
import dev.openaxis.modbus.RegisterTable;
import dev.openaxis.modbus.Registers;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** mbpoll, which is made with libmodbus, as the client of our server: over TCP, and over a serial cable that socat lays. */
class MbpollTest {
    private static final Pattern PORT = Pattern.compile("PTY is (\\S+)");

    private final String mbpoll = program("mbpoll");
    private final ProcessImage image = ProcessImage.builder()
            .with(RegisterTable.COILS, 0, 100)
            .with(RegisterTable.DISCRETE_INPUTS, 0, 100)
            .with(RegisterTable.HOLDING_REGISTERS, 0, 200)
            .with(RegisterTable.INPUT_REGISTERS, 0, 200)
            .build();
    private final ModbusServer server = new ModbusServer().unit(5, image);
    private final AxisRuntime runtime = AxisRuntime.create();

    @AfterEach
    void close() {
        server.close();
        runtime.close();
    }

    private static String program(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseGet(() -> Assumptions.abort(
                        "skipped: " + name + " is not installed; on Debian: apt-get install mbpoll socat"));
    }

    /** What it prints when it is run once with these options, on that line; what is to be written comes last. */
    private String run(List<String> line, String options, String... values) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(mbpoll, "-a", "5", "-0", "-1", "-o", "3"));
        command.addAll(List.of(options.split(" ")));
        command.addAll(line);
        command.addAll(List.of(values));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private void assertReadsAndWrites(List<String> line) throws IOException, InterruptedException {
        image.set(RegisterTable.INPUT_REGISTERS, 8, Registers.of(10, 0xFFFE));
        image.set(RegisterTable.DISCRETE_INPUTS, 3, Bits.of(true, false));
        assertThat(run(line, "-t 3 -r 8 -c 2"))
                .containsPattern("\\[8]:\\s+10\\s")
                .contains("65534");
        assertThat(run(line, "-t 1 -r 3 -c 2"))
                .containsPattern("\\[3]:\\s+1\\s")
                .containsPattern("\\[4]:\\s+0\\s");
        assertThat(run(line, "-t 4 -r 10", "4660")).contains("Written 1 references");
        assertThat(run(line, "-t 4 -r 11", "1", "2", "3")).contains("Written 3 references");
        assertThat(run(line, "-t 4 -r 10 -c 4"))
                .containsPattern("\\[10]:\\s+4660\\s")
                .containsPattern("\\[13]:\\s+3\\s");
        assertThat(run(line, "-t 0 -r 20", "1")).contains("Written 1 references");
        assertThat(run(line, "-t 0 -r 21", "0", "1", "1")).contains("Written 3 references");
        assertThat(image.readCoils(20, 4)).isEqualTo(Bits.of(true, false, true, true));
        assertThat(run(line, "-t 0 -r 20 -c 4")).containsPattern("\\[23]:\\s+1\\s");
        assertThat(run(line, "-t 4 -r 199 -c 2")).contains("Illegal data address");
    }

    @Test
    void readsAndWritesOverTcp() throws Exception {
        try (TcpAcceptor port = TcpAcceptor.listen(
                runtime,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                TcpOptions.defaults(),
                server::tcp)) {
            assertReadsAndWrites(
                    List.of("-m", "tcp", "-p", Integer.toString(port.address().getPort()), "127.0.0.1"));
        }
    }

    @Test
    void readsAndWritesOverASerialCable() throws Exception {
        String socat = program("socat");
        Process cable = new ProcessBuilder(socat, "-d", "-d", "pty,raw,echo=0", "pty,raw,echo=0").start();
        try (BufferedReader said = cable.errorReader()) {
            List<String> ports = new ArrayList<>();
            while (ports.size() < 2) {
                Matcher port = PORT.matcher(said.readLine());
                if (port.find()) {
                    ports.add(port.group(1));
                }
            }
            server.rtu(SerialLine.on(ports.get(0), SerialOptions.defaults().withBaudRate(19_200)));
            assertReadsAndWrites(List.of("-m", "rtu", "-b", "19200", "-P", "none", ports.get(1)));
        } finally {
            server.close();
            cable.destroy();
            cable.waitFor(5, TimeUnit.SECONDS);
        }
    }
}
