package dev.openaxis.examples;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.capture.CaptureEntry;
import dev.openaxis.osdp.capture.CaptureReader;
import dev.openaxis.osdp.capture.CaptureTrace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Prints an OSDP capture for people: {@code osdp-trace FILE [KEY...]}. A key is 32 hexadecimal digits, or {@code @FILE} for
 * a file that holds them, which keeps it out of the list of processes.
 */
public final class OsdpTrace {
    private static final int UNREADABLE = 1;
    private static final int USAGE = 2;

    private OsdpTrace() {}

    /**
     * Runs it.
     *
     * @param arguments the file, and any number of keys
     */
    public static void main(String[] arguments) {
        int status = run(List.of(arguments), System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Prints the capture; 0 if it could be read to its end. */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.isEmpty()) {
            err.println("usage: osdp-trace FILE [KEY...]");
            return USAGE;
        }
        CaptureTrace.Builder builder = CaptureTrace.builder();
        for (int i = 1; i < arguments.size(); i++) {
            try {
                builder.key(key(arguments.get(i)));
            } catch (IllegalArgumentException | IOException e) {
                // what was given may be a key nearly: it is not repeated
                err.println(
                        "argument " + (i + 1) + " is no key: 32 hexadecimal digits, or @ and a file that holds them");
                return USAGE;
            }
        }
        Path file = Path.of(arguments.get(0));
        try (CaptureReader capture = CaptureReader.open(file)) {
            return print(capture, builder.build(), out, err);
        } catch (IOException e) {
            err.println(file + " cannot be read: " + e);
            return UNREADABLE;
        }
    }

    private static Octets key(String argument) throws IOException {
        return Octets.ofHex(argument.startsWith("@") ? Files.readString(Path.of(argument.substring(1))) : argument);
    }

    private static int print(CaptureReader capture, CaptureTrace trace, PrintStream out, PrintStream err)
            throws IOException {
        long entries = 0;
        for (Optional<CaptureEntry> entry = capture.next(); entry.isPresent(); entry = capture.next()) {
            trace.take(entry.get()).forEach(out::println);
            entries++;
        }
        trace.finish().forEach(out::println);
        if (entries == 0 && capture.skipped() > 0) {
            err.println("this is no OSDP capture: nothing in it could be read");
            return UNREADABLE;
        }
        if (capture.skipped() > 0) {
            out.println("! " + capture.skipped() + " lines or packets could not be read");
        }
        out.println("OK osdp-trace frames=" + trace.frames() + " oddities=" + (trace.oddities() + capture.skipped()));
        return 0;
    }
}
