package dev.openaxis.benchmarks.fleet;

import dev.openaxis.benchmarks.ChildProcess;
import java.util.List;

/** Starts the devices in a process of their own, and ends it. */
public final class FleetProcess implements AutoCloseable {
    private final ChildProcess process;
    private final Fleet fleet;

    private FleetProcess(ChildProcess process, int devices) {
        this.process = process;
        fleet = Fleet.read(devices, process::hear);
    }

    /** Starts the process and waits until it listens. */
    public static FleetProcess start(int devices) {
        ChildProcess process =
                ChildProcess.start(List.of("-Xms256m", "-Xmx1g"), FleetServer.class, Integer.toString(devices));
        try {
            return new FleetProcess(process, devices);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** What a client has to know. */
    public Fleet fleet() {
        return fleet;
    }

    /** What the server counted up to now. */
    public ServedCounts counts() {
        process.say("counts");
        return ServedCounts.parse(process.hear());
    }

    @Override
    public void close() {
        process.close();
    }
}
