package dev.openaxis.modbus.internal.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Octets;
import dev.openaxis.modbus.internal.pdu.ReadRegisters;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages with the header of Modbus Messaging on TCP/IP V1.0b, section 3.1.3. */
class TcpReceiverTest {

    record Message(int transaction, int unit, int function, Octets data) {
        byte[] bytes() {
            return ByteBuffer.allocate(8 + data.length())
                    .putShort((short) transaction)
                    .putShort((short) 0)
                    .putShort((short) (2 + data.length()))
                    .put((byte) unit)
                    .put((byte) function)
                    .put(data.toArray())
                    .array();
        }
    }

    static final class Heard implements TcpReceiver.Messages {
        final List<Message> messages = new ArrayList<>();
        final List<String> garbage = new ArrayList<>();

        @Override
        public void message(int transaction, int unit, int function, ByteBuffer data) {
            byte[] copy = new byte[data.remaining()];
            data.get(copy);
            messages.add(new Message(transaction, unit, function, Octets.of(copy)));
        }

        @Override
        public void garbage(String what) {
            garbage.add(what);
        }

        @Override
        public boolean isOpen() {
            return garbage.isEmpty();
        }
    }

    private final Heard heard = new Heard();
    private final TcpReceiver receiver = new TcpReceiver(heard);

    private void receive(String hex) {
        receiver.received(ByteBuffer.wrap(Octets.ofHex(hex).toArray()));
    }

    /** Modbus Messaging on TCP/IP V1.0b, section 4.4.2.1: transaction 1501, one register from address 4, unit FF. */
    @Test
    void theExampleOfTheStandard_isWritten() {
        ByteBuffer message = TcpFrame.of(0x1501, 0xFF, new ReadRegisters(true, 4, 1));
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        assertThat(Octets.of(bytes)).isEqualTo(Octets.ofHex("15 01 00 00 00 06 FF 03 00 04 00 01"));
    }

    @Test
    void aMessageInPieces_isOne_andTwoInOnePiece_areTwo() {
        receive("15 01 00");
        receive("00 00 05 FF 03 02");
        assertThat(heard.messages).isEmpty();
        receive("00 05 15 02 00 00 00 02 01 07 15");
        assertThat(heard.messages)
                .containsExactly(
                        new Message(0x1501, 0xFF, 3, Octets.ofHex("02 00 05")),
                        new Message(0x1502, 1, 7, Octets.EMPTY));
        receive("03 00 00 00 03 01 83 02");
        assertThat(heard.messages).last().isEqualTo(new Message(0x1503, 1, 0x83, Octets.ofHex("02")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 01 00 01 00 06 01",
                "00 01 01 00 00 06 01",
                "00 01 00 00 00 00 01",
                "00 01 00 00 00 01 01",
                "00 01 00 00 00 FF 01",
                "00 01 00 00 10 00 01",
                "48 54 54 50 2F 31 2E"
            })
    void aHeaderThatIsNone_isGarbage_andNothingBehindItIsRead(String header) {
        receive(header + "03 00 04 00 01 15 02 00 00 00 02 01 07");
        assertThat(heard.garbage).hasSize(1);
        assertThat(heard.messages).isEmpty();
    }

    @Test
    void theLongestMessage_has260Bytes() {
        Message longest = new Message(7, 1, 3, Octets.of(new byte[252]));
        receiver.received(ByteBuffer.wrap(longest.bytes()));
        assertThat(longest.bytes()).hasSize(260);
        assertThat(heard.messages).containsExactly(longest);
    }

    @Test
    void aNewConnection_beginsAnew() {
        receive("00 01 00 00 00 06 01 03 00");
        receiver.reset();
        receive("15 02 00 00 00 02 01 07");
        assertThat(heard.messages).containsExactly(new Message(0x1502, 1, 7, Octets.EMPTY));
    }
}
