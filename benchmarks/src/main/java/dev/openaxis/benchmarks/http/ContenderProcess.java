package dev.openaxis.benchmarks.http;

import dev.openaxis.benchmarks.BenchmarkFailure;
import dev.openaxis.benchmarks.ChildProcess;
import dev.openaxis.benchmarks.fleet.Fleet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One contender in a process of its own, as programs use one client: what the others leave to the compiler, the heap and
 * the scheduler is not its affair.
 */
final class ContenderProcess implements AutoCloseable {
    /** A heap that does not grow keeps that out of the figures. One log line of a client is about its own closing. */
    private static final List<String> OPTIONS = List.of(
            "-Xms1g",
            "-Xmx1g",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.log.io.netty.util.HashedWheelTimer=error");

    private final Contender contender;
    private final ChildProcess process;

    private ContenderProcess(Contender contender, ChildProcess process) {
        this.contender = contender;
        this.process = process;
    }

    /** Starts the process; it does nothing before its first turn. */
    static ContenderProcess start(Contender contender, Fleet fleet) {
        List<String> options = new ArrayList<>(OPTIONS);
        String more = System.getenv().getOrDefault("BENCHMARKS_JAVA_OPTIONS", "");
        List.of(more.split(" ")).stream().filter(option -> !option.isEmpty()).forEach(options::add);
        ChildProcess process = ChildProcess.start(
                options,
                ContenderProcess.class,
                Integer.toString(Contender.all().indexOf(contender)),
                Integer.toString(fleet.devices()));
        fleet.lines().forEach(process::say);
        return new ContenderProcess(contender, process);
    }

    /** Has a turn taken with so many measured requests per device. */
    Turn.Result turn(int requests) {
        process.say(Integer.toString(requests));
        String line = process.hear();
        if (line.startsWith("failed ")) {
            throw new BenchmarkFailure(contender + ": " + line.substring("failed ".length()), null);
        }
        return Turn.Result.parse(line);
    }

    @Override
    public void close() {
        process.close();
    }

    /**
     * The program in the process: for every number on standard input one turn with so many requests per device.
     *
     * @param arguments which contender, and how many devices
     */
    public static void main(String[] arguments) {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        Contender contender = Contender.all().get(Integer.parseInt(arguments[0]));
        Fleet fleet = Fleet.read(Integer.parseInt(arguments[1]), () -> next(commands));
        for (String line = next(commands); !line.isEmpty(); line = next(commands)) {
            System.out.println(taken(contender, fleet, Integer.parseInt(line)));
        }
        // A client may leave threads of its own behind, and one of them need not be a daemon.
        System.exit(0);
    }

    private static String taken(Contender contender, Fleet fleet, int requests) {
        try {
            return Turn.take(contender, fleet, requests).line();
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            // The parent reads one line; the rest goes where its own would.
            e.printStackTrace();
            return "failed " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        }
    }

    /** The next line, empty at the end. */
    private static String next(BufferedReader lines) {
        try {
            String line = lines.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
