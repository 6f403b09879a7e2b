package dev.openaxis.benchmarks.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The least that can be done: a thread per device that copies the file into a socket. */
final class RawSocketUploader implements Uploader {
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    RawSocketUploader(int port) {
        this.port = port;
    }

    @Override
    public void prepare(int devices) {
        // Nothing to log in to: what stands in its head is enough for the server.
    }

    @Override
    public void upload(Path file, List<String> targets) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (String target : targets) {
            all.add(CompletableFuture.runAsync(() -> upload(file, target), threads));
        }
        all.forEach(CompletableFuture::join);
    }

    private void upload(Path file, String target) {
        byte[] buffer = new byte[UploadServer.BUFFER];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                InputStream in = Files.newInputStream(file)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: none\r\nContent-Length: "
                            + Files.size(file) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
            byte[] answer = socket.getInputStream().readNBytes(12);
            if (!new String(answer, StandardCharsets.US_ASCII).equals("HTTP/1.1 200")) {
                throw new IllegalStateException("an upload was not taken");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
