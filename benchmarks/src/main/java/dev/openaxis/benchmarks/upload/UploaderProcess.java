package dev.openaxis.benchmarks.upload;

import dev.openaxis.benchmarks.BenchmarkFailure;
import dev.openaxis.benchmarks.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** An uploader in a process of its own with a heap of 64 MB and as little direct memory. */
final class UploaderProcess implements AutoCloseable {
    static final String OURS = "ours";
    static final String RAW = "raw";

    private static final List<String> OPTIONS =
            List.of("-Xmx64m", "-XX:MaxDirectMemorySize=64m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    private static final long SAMPLE_MILLIS = 10;

    /**
     * What a turn took.
     *
     * @param seconds from the first byte to the last answer
     * @param heapBytes the most heap in use up to now, garbage included
     */
    record Turn(double seconds, long heapBytes) {}

    private final String name;
    private final ChildProcess process;

    UploaderProcess(String name, int port, Path file) {
        this.name = name;
        List<String> options = new ArrayList<>(OPTIONS);
        String more = System.getenv().getOrDefault("BENCHMARKS_JAVA_OPTIONS", "");
        List.of(more.split(" ")).stream().filter(option -> !option.isEmpty()).forEach(options::add);
        process = ChildProcess.start(options, UploaderProcess.class, name, Integer.toString(port), file.toString());
    }

    /** Uploads to so many devices at once. */
    Turn turn(int number, int devices) {
        process.say(number + " " + devices);
        String[] words = process.hear().split(" ", 2);
        if (words[0].equals("failed")) {
            throw new BenchmarkFailure(name + ": " + words[1], null);
        }
        return new Turn(Double.parseDouble(words[0]), Long.parseLong(words[1]));
    }

    @Override
    public void close() {
        process.close();
    }

    /** The program in the process. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[1]);
        Path file = Path.of(arguments[2]);
        AtomicLong heap = watchHeap();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (Uploader uploader = arguments[0].equals(OURS) ? new SdkUploader(port) : new RawSocketUploader(port)) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                String[] words = line.split(" ");
                System.out.println(taken(uploader, file, words[0], Integer.parseInt(words[1]), heap));
            }
        }
        System.exit(0);
    }

    private static String taken(Uploader uploader, Path file, String number, int devices, AtomicLong heap) {
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < devices; i++) {
            targets.add("/upload/" + number + "/" + i);
        }
        try {
            uploader.prepare(devices);
            long start = System.nanoTime();
            uploader.upload(file, targets);
            return (System.nanoTime() - start) / 1e9 + " " + heap.get();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            // The parent reads one line; the rest goes where its own would.
            e.printStackTrace();
            return "failed " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        }
    }

    /** Looks at the heap all the time: pools that are measured one by one have their peaks at different times. */
    private static AtomicLong watchHeap() {
        AtomicLong most = new AtomicLong();
        Thread watching = new Thread(
                () -> {
                    Runtime machine = Runtime.getRuntime();
                    try {
                        while (true) {
                            most.accumulateAndGet(machine.totalMemory() - machine.freeMemory(), Math::max);
                            Thread.sleep(SAMPLE_MILLIS);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "heap-watch");
        watching.setDaemon(true);
        watching.start();
        return most;
    }
}
