package dev.openaxis.osdp.internal.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.ReplyFault;
import dev.openaxis.osdp.testing.Vectors;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Gives recorded commands to a device, which has to answer each with the recorded bytes. What only the host can know (what was
 * reported, when the device was busy) is taken from the recording.
 */
final class VectorReplay {

    /** Says the random numbers of the recording. */
    static final class Recorded extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final transient Deque<byte[]> numbers = new ArrayDeque<>();

        void add(byte[] number) {
            numbers.add(number);
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(numbers.remove(), 0, bytes, 0, bytes.length);
        }
    }

    private final Bench bench;
    private final Recorded random = new Recorded();
    int compared;

    VectorReplay(Bench bench) {
        this.bench = bench;
        bench.random = random;
    }

    static String hex(JsonNode vector) {
        return vector.get("hex").asText().replace(" ", "");
    }

    /** Plays a command and its recorded reply. */
    void exchange(JsonNode command, JsonNode reply) {
        String name = reply.get("name").asText();
        byte[] payload = Vectors.hex(reply, "payload");
        if (name.equals("CCRYPT")) {
            random.add(Arrays.copyOfRange(payload, 8, 16));
        } else if (name.equals("BUSY")) {
            bench.engine().misbehave(ReplyFault.BUSY, 1);
        } else if (isReported(command, name) && !reply.path("retransmission").asBoolean(false)) {
            Reply report =
                    ReplyReader.read(Integer.parseInt(reply.get("code").asText(), 16), payload, 0, payload.length);
            bench.engine().report(Answer.of(report));
        }

        assertThat(bench.send(Vectors.hex(command, "hex")))
                .describedAs("%s", command)
                .isEqualTo(hex(reply));
        compared++;
    }

    private static boolean isReported(JsonNode command, String reply) {
        return command.get("name").asText().equals("POLL")
                && !List.of("ACK", "NAK", "BUSY").contains(reply);
    }
}
