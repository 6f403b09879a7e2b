package dev.openaxis.osdp.internal.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.message.Abort;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.FileTransfer;
import dev.openaxis.osdp.message.FileTransferStatus;
import dev.openaxis.osdp.message.FileType;
import dev.openaxis.osdp.message.LocalStatus;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.IncomingFile;
import dev.openaxis.osdp.peripheral.LinkState;
import dev.openaxis.osdp.peripheral.PeripheralFault;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Files that arrive, whole or not. */
class FilesTest {

    /** Keeps what comes. */
    static class Growing implements IncomingFile {
        final List<String> parts = new ArrayList<>();
        FileTransferStatus onWrite = NEXT;
        FileTransferStatus onComplete = PROCESSED;
        int completions;
        int discards;

        @Override
        public FileTransferStatus write(long offset, Octets part) {
            parts.add(offset + ":" + part.hex());
            return onWrite;
        }

        @Override
        public FileTransferStatus complete() {
            completions++;
            return onComplete;
        }

        @Override
        public void discarded() {
            discards++;
        }
    }

    private final List<Growing> files = new ArrayList<>();
    private final Bench bench = new Bench();
    private int sequence;

    FilesTest() {
        bench.files = (type, size) -> {
            if (size > 1000) {
                return Optional.empty();
            }
            files.add(new Growing());
            return Optional.of(files.get(files.size() - 1));
        };
    }

    private byte[] part(int total, int offset, String hex) {
        sequence = sequence % 3 + 1;
        return bench.clear(new FileTransfer(FileType.OPAQUE, total, offset, Octets.ofHex(hex)), sequence);
    }

    private int send(int total, int offset, String hex) {
        return status(bench.send(part(total, offset, hex))).status();
    }

    private static FileTransferStatus status(String hex) {
        var frame = Panel.frame(hex);
        return (FileTransferStatus) ReplyReader.read(frame.code(), frame.bytes(), frame.dataAt(), frame.dataLength());
    }

    @Test
    void aPartIsWrittenOnce_howeverOftenItIsSent() {
        byte[] first = part(4, 0, "0102");
        String taken = bench.send(first);
        assertThat(bench.send(first)).isEqualTo(taken);
        bench.engine().misbehave(ReplyFault.LOST, 1);
        byte[] second = part(4, 2, "0304");
        assertThat(bench.send(second)).isEmpty();
        assertThat(status(bench.send(second)).status()).isEqualTo(FileTransferStatus.PROCESSED);

        assertThat(files).singleElement().satisfies(file -> {
            assertThat(file.parts).containsExactly("0:0102", "2:0304");
            assertThat(file.completions).isEqualTo(1);
            assertThat(file.discards).isZero();
        });
        assertThat(bench.executed(CommandCode.FILETRANSFER)).isEqualTo(2);
    }

    @Test
    void whileTheDeviceWorks_thePanelAsks() {
        send(2, 0, "01");
        files.get(0).onComplete = new FileTransferStatus(1, Duration.ofMillis(9), FileTransferStatus.FINISHING, 0);
        assertThat(send(2, 1, "02")).isEqualTo(FileTransferStatus.FINISHING);
        assertThat(send(2, 2, "")).isEqualTo(FileTransferStatus.FINISHING);
        files.get(0).onComplete = IncomingFile.PROCESSED;

        assertThat(send(2, 2, "")).isEqualTo(FileTransferStatus.PROCESSED);
        assertThat(send(2, 2, "")).isEqualTo(FileTransferStatus.MALFORMED);

        assertThat(files.get(0).completions).isEqualTo(3);
        assertThat(files.get(0).discards).isZero();
    }

    @Test
    void whatCannotFollowEndsTheFile() {
        for (byte[] wrong : List.of(
                bench.clear(new FileTransfer(FileType.OPAQUE, 4, 3, Octets.ofHex("09")), 2),
                bench.clear(new FileTransfer(FileType.OPAQUE, 4, 1, Octets.ofHex("09")), 2),
                bench.clear(new FileTransfer(FileType.OPAQUE, 5, 2, Octets.ofHex("09")), 2),
                bench.clear(new FileTransfer(FileType.DISPLAY, 4, 2, Octets.ofHex("09")), 2),
                bench.clear(new FileTransfer(FileType.OPAQUE, 4, 2, Octets.ofHex("090909")), 2))) {
            bench.ask(new Poll(), 0);
            bench.send(bench.clear(new FileTransfer(FileType.OPAQUE, 4, 0, Octets.ofHex("0102")), 1));

            assertThat(status(bench.send(wrong)).status()).isEqualTo(FileTransferStatus.MALFORMED);

            sequence = 2;
            assertThat(send(4, 2, "0304")).isEqualTo(FileTransferStatus.MALFORMED);
        }
        assertThat(files).hasSize(5).allSatisfy(file -> {
            assertThat(file.parts).containsExactly("0:0102");
            assertThat(file.discards).isEqualTo(1);
        });
    }

    @Test
    void aGapMayBeRefused() {
        bench.with(PeripheralVariant.NAK_FOR_FILE_GAP);
        send(4, 0, "01");

        assertThat(Bench.summary(bench.send(part(4, 2, "03")))).isEqualTo("NAK 9");
    }

    @Test
    void theBeginningStartsOver() {
        send(4, 0, "0102");
        send(4, 0, "0102");
        send(4, 2, "0304");

        assertThat(files).hasSize(2);
        assertThat(files.get(0).discards).isEqualTo(1);
        assertThat(files.get(1).parts).containsExactly("0:0102", "2:0304");
        assertThat(files.get(1).completions).isEqualTo(1);
    }

    @Test
    void anAbort_aRestartOfThePanel_andItsSilenceEndTheFile() {
        send(4, 0, "01");
        assertThat(bench.ask(new Abort(), 2)).isEqualTo("ACK");
        assertThat(files.get(0).discards).isEqualTo(1);

        sequence = 2;
        send(4, 0, "01");
        bench.ask(new Poll(), 0);
        assertThat(files.get(1).discards).isEqualTo(1);

        sequence = 0;
        send(4, 0, "01");
        bench.pass(Duration.ofSeconds(9));
        assertThat(files.get(2).discards).isEqualTo(1);
        assertThat(bench.links).containsExactly(LinkState.ONLINE, LinkState.OFFLINE);
        assertThat(bench.count(PeripheralFault.INCOMPLETE)).isEqualTo(3);
    }

    @Test
    void theHostMayRefuseAFile_endIt_orNeedNoMoreOfIt() {
        assertThat(send(2000, 0, "01")).isEqualTo(FileTransferStatus.ABORTED);

        send(4, 0, "01");
        files.get(0).onWrite = new FileTransferStatus(0, Duration.ZERO, FileTransferStatus.UNRECOGNIZED, 0);
        assertThat(send(4, 1, "02")).isEqualTo(FileTransferStatus.UNRECOGNIZED);
        assertThat(send(4, 2, "03")).isEqualTo(FileTransferStatus.MALFORMED);

        send(4, 0, "01");
        files.get(1).onWrite = IncomingFile.PROCESSED;
        assertThat(send(4, 1, "02")).isEqualTo(FileTransferStatus.PROCESSED);
        assertThat(files.get(1).completions).isZero();
        assertThat(files).allSatisfy(file -> assertThat(file.discards).isZero());
    }

    @Test
    void aHostThatFailsEndsTheFile() {
        bench.files = (type, size) -> Optional.of(new Growing() {
            @Override
            public FileTransferStatus write(long offset, Octets part) {
                throw new IllegalStateException("the disk is full");
            }
        });

        assertThat(send(4, 0, "01")).isEqualTo(FileTransferStatus.ABORTED);
        assertThat(send(4, 1, "02")).isEqualTo(FileTransferStatus.MALFORMED);
        assertThat(bench.count(PeripheralFault.HOST)).isEqualTo(1);
    }

    @Test
    void anEmptyFileIsWholeAtOnce() {
        assertThat(send(0, 0, "")).isEqualTo(FileTransferStatus.PROCESSED);
        assertThat(files.get(0).parts).isEmpty();
    }

    @Test
    void thePanelIsToldThatAReportWaits() {
        assertThat(status(bench.send(part(4, 0, "01"))).hasReport()).isFalse();
        bench.engine().report(Answer.of(new LocalStatus(1, 0)));

        FileTransferStatus status = status(bench.send(part(4, 1, "02")));

        assertThat(status.hasReport()).isTrue();
        assertThat(status.mayInterleave()).isTrue();
    }

    @Test
    void aDeviceThatRestartsWithItsFileForgetsTheConversation_onceThePanelWasTold() {
        send(2, 0, "01");
        files.get(0).onComplete = IncomingFile.REBOOTING;

        assertThat(send(2, 1, "02")).isEqualTo(FileTransferStatus.REBOOTING);

        assertThat(bench.links).containsExactly(LinkState.ONLINE, LinkState.OFFLINE);
        assertThat(bench.ask(new Poll(), 1)).isEqualTo("ACK");
    }

    @Test
    void aPartThatIsNotOfTheSizeItSaysEndsTheFile() {
        send(4, 0, "0102");
        byte[] broken = part(4, 2, "0304");
        broken[5 + 1 + 9] = 1;
        FrameEncoder.finish(broken, 0, broken.length, true);

        assertThat(Bench.summary(bench.send(broken))).isEqualTo("NAK 9");
        assertThat(files.get(0).discards).isEqualTo(1);
    }
}
