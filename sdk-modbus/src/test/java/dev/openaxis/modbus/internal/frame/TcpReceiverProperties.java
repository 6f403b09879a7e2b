package dev.openaxis.modbus.internal.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Octets;
import dev.openaxis.modbus.internal.frame.TcpReceiverTest.Heard;
import dev.openaxis.modbus.internal.frame.TcpReceiverTest.Message;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;

/** However a connection cuts its bytes, and whatever they are. */
class TcpReceiverProperties {
    private Heard heard = new Heard();
    private TcpReceiver receiver = new TcpReceiver(heard);

    @BeforeTry
    void beginAnew() {
        heard = new Heard();
        receiver = new TcpReceiver(heard);
    }

    @Provide
    Arbitrary<Message> message() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 0xFFFF),
                        Arbitraries.integers().between(0, 255),
                        Arbitraries.integers().between(0, 255),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(252).map(Octets::of))
                .as(Message::new);
    }

    private void receive(byte[] bytes, List<Integer> pieces) {
        int from = 0;
        for (int i = 0; from < bytes.length; i++) {
            int some = Math.min(bytes.length - from, pieces.get(i % pieces.size()));
            receiver.received(ByteBuffer.wrap(bytes, from, some));
            from += some;
        }
    }

    @Property
    void everyMessageIsFound_howeverItIsCut(
            @ForAll @Size(max = 6) List<@From("message") Message> messages,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 400) Integer> pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        messages.forEach(one -> all.writeBytes(one.bytes()));
        receive(all.toByteArray(), pieces);
        assertThat(heard.messages).isEqualTo(messages);
        assertThat(heard.garbage).isEmpty();
    }

    @Property
    void anyBytes_areMessagesOrGarbage(
            @ForAll @Size(max = 600) byte[] bytes,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 400) Integer> pieces) {
        receive(bytes, pieces);
        int read = heard.messages.stream().mapToInt(one -> one.bytes().length).sum();
        assertThat(read).isLessThanOrEqualTo(bytes.length);
        assertThat(heard.garbage).hasSizeLessThanOrEqualTo(1);
        if (heard.garbage.isEmpty()) {
            assertThat(bytes.length - read).isLessThan(260);
        }
    }
}
