package dev.openaxis.benchmarks.osdp;

import dev.openaxis.benchmarks.SimulatedConverter;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.core.line.MemoryBus;
import dev.openaxis.core.line.VirtualLoop;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.Scbk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Readers on a simulated line behind a TCP port; started with the rate, the number of readers, and their time to an answer. */
final class ReaderProcess {
    private ReaderProcess() {}

    /** The key of a reader. */
    static Scbk key(int address) {
        return Scbk.of(("reader " + address + " of this run ...")
                .substring(0, Scbk.SIZE)
                .getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The program.
     *
     * @param arguments bits per second, number of readers, ms to an answer
     * @throws IOException if the port cannot be opened
     */
    public static void main(String[] arguments) throws IOException {
        VirtualLoop loop = new VirtualLoop();
        MemoryBus bus = new MemoryBus(loop, LineModel.perfect(Integer.parseInt(arguments[0])));
        List<PeripheralDevice> readers = new ArrayList<>();
        for (int address = 1; address <= Integer.parseInt(arguments[1]); address++) {
            readers.add(PeripheralDevice.builder(bus.attach("reader " + address))
                    .address(address)
                    .key(key(address))
                    .replyDelay(Duration.ofMillis(Integer.parseInt(arguments[2])))
                    .start());
        }
        try {
            SimulatedConverter.serve(bus.attach("converter"), loop);
        } finally {
            readers.forEach(PeripheralDevice::close);
        }
    }
}
