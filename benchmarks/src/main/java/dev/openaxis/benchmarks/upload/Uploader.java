package dev.openaxis.benchmarks.upload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One way to send a file to several devices at once. */
interface Uploader extends AutoCloseable {

    /** Connects, as far as that can be done beforehand; not measured. */
    void prepare(int devices) throws IOException;

    /** Sends the file to as many devices as there are targets, one target each, and returns when all have answered. */
    void upload(Path file, List<String> targets) throws IOException;

    @Override
    void close();
}
