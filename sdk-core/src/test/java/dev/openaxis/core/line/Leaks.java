package dev.openaxis.core.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.testing.Log;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;

/** Looks for buffers that are not given back. Needs Netty's paranoid leak detection. */
final class Leaks implements AutoCloseable {
    private final Log log;

    private Leaks(Log log) {
        this.log = log;
    }

    static Leaks watch() {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
        collect();
        return new Leaks(Log.capture());
    }

    private static void collect() {
        for (int i = 0; i < 5; i++) {
            System.gc();
            // Leaks are reported when something is allocated after the collection.
            for (int n = 0; n < 20; n++) {
                ByteBufAllocator.DEFAULT.directBuffer(16).release();
                ByteBufAllocator.DEFAULT.heapBuffer(16).release();
            }
        }
    }

    @Override
    public void close() {
        collect();
        log.close();
        assertThat(log.text().lines().filter(line -> line.contains("LEAK")))
                .as(log.text())
                .isEmpty();
    }
}
