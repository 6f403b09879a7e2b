package dev.openaxis.benchmarks;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many files and sockets a process may have open: a run that needs more says so before it starts. */
public final class OpenFiles {
    private static final int OWN = 300;

    private OpenFiles() {}

    /**
     * Checks the limit of this process, which is also that of the processes it starts.
     *
     * @param connections how many connections a process has at most
     * @throws BenchmarkFailure if the limit is too low
     */
    public static void require(int connections) {
        long needed = (long) connections + OWN;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                && system.getMaxFileDescriptorCount() < needed) {
            throw new BenchmarkFailure(
                    "a process may have " + system.getMaxFileDescriptorCount()
                            + " files and sockets open, this run needs " + needed
                            + ": raise it with ulimit -n, or ask for fewer devices",
                    null);
        }
    }
}
