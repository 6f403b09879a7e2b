package dev.openaxis.benchmarks;

import dev.openaxis.benchmarks.events.EventsBenchmark;
import dev.openaxis.benchmarks.http.HttpBenchmark;
import dev.openaxis.benchmarks.modbus.ModbusBenchmark;
import dev.openaxis.benchmarks.osdp.OsdpBenchmark;
import dev.openaxis.benchmarks.upload.UploadBenchmark;
import java.util.Arrays;

/** Runs one benchmark by name. Its last line on standard output is {@code RESULT …}; it exits with 0 if it was valid. */
public final class Benchmarks {
    private Benchmarks() {}

    /**
     * The program.
     *
     * @param arguments name of the benchmark and its options
     */
    public static void main(String[] arguments) {
        // A contender in the middle of a turn does not see that nobody listens any more.
        Runtime.getRuntime().addShutdownHook(new Thread(ChildProcess::endAll, "end-of-processes"));
        int code = 1;
        try {
            code = run(arguments);
        } finally {
            // A client may leave threads of its own behind, and one of them need not be a daemon.
            System.exit(code);
        }
    }

    private static int run(String[] arguments) {
        String name = arguments.length == 0 ? "" : arguments[0];
        try {
            switch (name) {
                case "list" -> list();
                case "http" -> new HttpBenchmark(rest(arguments, 780), System.out).run();
                case "upload" -> new UploadBenchmark(rest(arguments, 280), System.out).run();
                case "modbus" -> new ModbusBenchmark(rest(arguments, 280), System.out).run();
                case "osdp" -> new OsdpBenchmark(rest(arguments, 280), System.out).run();
                case "events" -> new EventsBenchmark(rest(arguments, 280), System.out).run();
                default -> throw new IllegalArgumentException("no benchmark named '" + name + "'; try: list");
            }
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (RuntimeException | LinkageError e) {
            System.err.println("FAILED " + e.getMessage());
            e.printStackTrace();
            return 1;
        }
    }

    private static Options rest(String[] arguments, int normalLimit) {
        return Options.parse(Arrays.copyOfRange(arguments, 1, arguments.length), normalLimit);
    }

    private static void list() {
        System.out.println(
                "http   requests per second to 2,000 device addresses: without log-in, MD5 and SHA-256 digest;");
        System.out.println("       threads for 4,000 slow devices; seconds for 2,000 TLS handshakes;");
        System.out.println("       beside a bare Netty loop, async-http-client, java.net.http and OkHttp");
        System.out.println(
                "upload a file of 400 MB to one device and to eight at once, in a heap of 64 MB; beside plain sockets");
        System.out.println(
                "events 5,000 devices with a WebSocket each, 50,000 events per second for 30 s; the same with a blocked subscriber");
        System.out.println(
                "osdp   frames per second on one thread, clear and secured; how much of a line's time a panel uses with 1, 2 and 8 readers");
        System.out.println(
                "modbus requests per second on one connection with 1 and 64 under way, beside digitalpetri and j2mod; how much of a serial line's time a client uses");
        System.out.println();
        System.out.println(Options.USAGE);
        System.out.println("RESULT list benchmarks=5");
    }
}
