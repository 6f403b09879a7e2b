package dev.openaxis.osdp.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.message.FileTransferStatus;
import dev.openaxis.osdp.message.FileType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where received files go. */
class FileReceiverTest {
    @TempDir
    Path folder;

    private final Queue<Runnable> toWrite = new ArrayDeque<>();
    private final List<String> received = new ArrayList<>();

    private FileReceiver inFolder(Path where) {
        return FileReceiver.inFolder(where, 5000, toWrite::add, (type, path) -> {
            received.add(type + " " + content(path));
            return IncomingFile.REBOOTING;
        });
    }

    private static String content(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeAll() {
        while (!toWrite.isEmpty()) {
            toWrite.remove().run();
        }
    }

    private static Octets text(String text) {
        return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private long filesLeft() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    @Test
    void inMemoryTheWholeFileIsGivenAtItsEnd() {
        FileReceiver receiver = FileReceiver.inMemory(3000, (type, whole) -> {
            received.add(type + " " + whole.length() + " " + whole.at(1999) + " " + whole.at(2000));
            return IncomingFile.PROCESSED;
        });
        assertThat(receiver.begin(FileType.OPAQUE, 3001)).isEmpty();
        IncomingFile file = receiver.begin(FileType.OPAQUE, 3000).orElseThrow();
        byte[] part = new byte[1000];
        part[999] = 7;
        file.write(0, Octets.of(part));
        file.write(1000, Octets.of(part));
        part[0] = 9;
        assertThat(file.write(2000, Octets.of(part))).isEqualTo(IncomingFile.NEXT);

        assertThat(file.complete()).isEqualTo(IncomingFile.PROCESSED);
        assertThat(received).containsExactly("OPAQUE 3000 7 9");
    }

    @Test
    void inAFolderThePanelWaitsUntilTheFileIsWrittenAndLookedAt() {
        IncomingFile file = inFolder(folder).begin(FileType.DISPLAY, 11).orElseThrow();
        file.write(0, text("hello "));
        file.write(6, text("world"));
        assertThat(file.complete().status()).isEqualTo(FileTransferStatus.FINISHING);
        assertThat(file.complete().delay()).hasMillis(100);
        assertThat(received).isEmpty();

        writeAll();

        assertThat(file.complete()).isEqualTo(IncomingFile.REBOOTING);
        assertThat(received).containsExactly("DISPLAY hello world");
    }

    @Test
    void whoSendsFasterThanIsWrittenIsSlowedDown() {
        IncomingFile file = inFolder(folder).begin(FileType.OPAQUE, 5000).orElseThrow();
        for (int i = 0; i < 32; i++) {
            assertThat(file.write(i, text("x"))).isEqualTo(IncomingFile.NEXT);
        }
        FileTransferStatus slower = file.write(32, text("x"));
        assertThat(slower.status()).isEqualTo(FileTransferStatus.OK);
        assertThat(slower.delay()).hasMillis(100);

        writeAll();
        assertThat(file.write(33, text("x"))).isEqualTo(IncomingFile.NEXT);
    }

    @Test
    void aFileThatIsNotCompletedIsDeleted() throws IOException {
        IncomingFile file = inFolder(folder).begin(FileType.OPAQUE, 11).orElseThrow();
        file.write(0, text("hello "));
        writeAll();
        assertThat(filesLeft()).isEqualTo(1);

        file.discarded();
        writeAll();

        assertThat(filesLeft()).isZero();
        assertThat(received).isEmpty();
    }

    @Test
    void whatCannotBeWrittenEndsTheTransfer() {
        IncomingFile file =
                inFolder(folder.resolve("missing")).begin(FileType.OPAQUE, 2).orElseThrow();
        writeAll();

        assertThat(file.write(0, text("x")).status()).isEqualTo(FileTransferStatus.ABORTED);
        assertThat(file.complete().status()).isEqualTo(FileTransferStatus.ABORTED);
    }

    @Test
    void aFileThatIsTooLargeIsNotTaken_andAHostThatFailsEndsIt() {
        assertThat(inFolder(folder).begin(FileType.OPAQUE, 5001)).isEmpty();
        IncomingFile file = FileReceiver.inFolder(folder, 10, toWrite::add, (type, path) -> {
                    throw new IllegalStateException("not a firmware");
                })
                .begin(FileType.OPAQUE, 1)
                .orElseThrow();
        file.write(0, text("x"));
        file.complete();
        writeAll();

        assertThat(file.complete().status()).isEqualTo(FileTransferStatus.ABORTED);
    }
}
