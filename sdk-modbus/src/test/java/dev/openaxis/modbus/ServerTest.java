package dev.openaxis.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Octets;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.core.line.MemoryBus;
import dev.openaxis.core.line.VirtualLoop;
import dev.openaxis.modbus.testing.Duplex;
import dev.openaxis.modbus.testing.Rtu;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What our server answers to bytes, and when it is silent. */
class ServerTest {
    private final VirtualLoop loop = new VirtualLoop();
    private final MemoryBus bus = new MemoryBus(loop, LineModel.perfect(9_600));
    private final List<String> written = new ArrayList<>();
    private final ProcessImage image = ProcessImage.builder()
            .with(RegisterTable.HOLDING_REGISTERS, 0, 10)
            .with(RegisterTable.HOLDING_REGISTERS, 12, 10)
            .with(RegisterTable.COILS, 0, 10)
            .onWrite((table, address, count) -> written.add(table + " " + address + " " + count))
            .build();
    private final ModbusServer server = new ModbusServer().unit(5, image);
    private final Client client = new Client(bus.attach("client"));

    @AfterEach
    void close() {
        server.close();
    }

    /** Says what it is told, and writes down what it hears. */
    private final class Client implements LineListener {
        final ByteLine line;
        final List<Octets> heard = new ArrayList<>();
        long heardAt;

        private Client(ByteLine line) {
            this.line = line;
            line.open(this);
        }

        @Override
        public void opened() {
            // It is there.
        }

        @Override
        public void closed(AxisException cause) {
            // It is gone.
        }

        @Override
        public void received(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            heard.add(Octets.of(copy));
            heardAt = loop.nanoTime();
        }

        void send(byte... bytes) {
            loop.execute(() -> line.send(ByteBuffer.wrap(bytes)));
            loop.advance(Duration.ofMillis(200));
        }
    }

    private void serial() {
        server.rtu(bus.attach("server"));
        loop.advance(Duration.ofMillis(50));
    }

    private void say(String unitAndPdu) {
        client.send(Rtu.frame(unitAndPdu));
    }

    /** Asks for something, and expects an answer. */
    private void assertAnswer(String unitAndPdu, String answer) {
        client.heard.clear();
        say(unitAndPdu);
        assertThat(client.heard).containsExactly(Octets.of(Rtu.frame(answer)));
    }

    private void assertSilence(String unitAndPdu) {
        client.heard.clear();
        say(unitAndPdu);
        assertThat(client.heard).isEmpty();
    }

    @Test
    void aUnitAnswers_andNobodyElseDoes() {
        serial();
        assertAnswer("05 06 00 01 00 03", "05 06 00 01 00 03");
        assertAnswer("05 03 00 00 00 02", "05 03 04 00 00 00 03");
        assertSilence("06 03 00 00 00 02");
        assertSilence("F8 03 00 00 00 02");
        server.remove(5);
        assertSilence("05 03 00 00 00 02");
    }

    @Test
    void whatIsBroken_isNotAnswered() {
        serial();
        byte[] broken = Rtu.frame("05 06 00 01 00 03");
        broken[5] ^= 1;
        client.send(broken);
        client.send(Octets.ofHex("05 06 00 01").toArray());
        client.send(Octets.ofHex("FF").toArray());
        assertThat(client.heard).isEmpty();
        assertThat(written).isEmpty();
        assertAnswer("05 06 00 01 00 03", "05 06 00 01 00 03");
    }

    @Test
    void betweenRequestAndAnswer_theBusIsSilentFor3Point5Characters() {
        serial();
        long sent = loop.nanoTime() + 8 * 10 * 1_000_000_000L / 9_600;
        say("05 03 00 00 00 01");
        long begun = client.heardAt - 7 * 10 * 1_000_000_000L / 9_600;
        assertThat(begun - sent).isBetween(3_645_000L, 3_660_000L);
    }

    /** Modbus Application Protocol V1.1b3, section 7. */
    @Test
    void whatAUnitCannotDo_isAnsweredWithAnException() {
        serial();
        assertAnswer("05 04 00 00 00 01", "05 84 01");
        assertAnswer("05 03 00 09 00 02", "05 83 02");
        assertAnswer("05 03 00 0A 00 03", "05 83 02");
        assertAnswer("05 03 00 00 00 7E", "05 83 03");
        assertAnswer("05 05 00 01 12 34", "05 85 03");
        assertAnswer("05 2B 0E 01 00", "05 AB 01");
        assertAnswer("05 2B 0D 01 00", "05 AB 01");
        assertAnswer("05 41 01", "05 C1 01");
        server.unit(5, new UnitHandler() {
            @Override
            public Registers readHoldingRegisters(int address, int count) {
                throw new IllegalStateException("broken on purpose");
            }

            @Override
            public Registers readInputRegisters(int address, int count) {
                return Registers.of(1, 2, 3);
            }

            @Override
            public int readExceptionStatus() {
                throw new UnitException(ExceptionCode.SERVER_DEVICE_BUSY);
            }
        });
        assertAnswer("05 03 00 00 00 01", "05 83 04");
        assertAnswer("05 04 00 00 00 01", "05 84 04");
        assertAnswer("05 07", "05 87 06");
    }

    @Test
    void whatCannotBeRead_isNotWrittenEither() {
        serial();
        assertAnswer("05 17 00 09 00 02 00 00 00 01 02 00 07", "05 97 02");
        assertThat(image.readHoldingRegisters(0, 1)).isEqualTo(Registers.of(0));
        assertAnswer("05 10 00 09 00 02 04 00 01 00 02", "05 90 02");
        assertThat(image.readHoldingRegisters(9, 1)).isEqualTo(Registers.of(0));
        assertThat(written).isEmpty();
    }

    /** Modbus over Serial Line V1.02, section 2.1. */
    @Test
    void aBroadcast_isDoneByEveryUnitOnce_andAnsweredByNone() {
        ProcessImage other = ProcessImage.builder()
                .with(RegisterTable.HOLDING_REGISTERS, 0, 10)
                .build();
        server.unit(7, other);
        serial();
        assertSilence("00 06 00 01 00 09");
        assertThat(image.readHoldingRegisters(1, 1)).isEqualTo(Registers.of(9));
        assertThat(other.readHoldingRegisters(1, 1)).isEqualTo(Registers.of(9));
        assertThat(written).containsExactly("HOLDING_REGISTERS 1 1");
    }

    /** Its addresses, 0 and 255, mean something else on a serial line. */
    @Test
    void theDeviceThatIsConnectedOverTcp_isNotOnTheSerialBus() {
        server.device(image);
        serial();
        assertSilence("FF 03 00 00 00 01");
        assertSilence("00 06 00 01 00 09");
        assertThat(written).hasSize(1);
    }

    /** Modbus Application Protocol V1.1b3, sections 6.8 to 6.10. */
    @Test
    void messagesErrorsAndEvents_areCounted() {
        serial();
        assertAnswer("05 08 00 0A 00 00", "05 08 00 0A 00 00");
        assertAnswer("05 03 00 00 00 01", "05 03 02 00 00");
        byte[] broken = Rtu.frame("05 06 00 01 00 03");
        broken[5] ^= 1;
        client.send(broken);
        assertAnswer("05 03 00 09 00 02", "05 83 02");
        say("06 03 00 00 00 01");
        say("00 06 00 01 00 09");
        assertAnswer("05 08 00 0B 00 00", "05 08 00 0B 00 05");
        assertAnswer("05 08 00 0C 00 00", "05 08 00 0C 00 01");
        assertAnswer("05 08 00 0D 00 00", "05 08 00 0D 00 01");
        assertAnswer("05 08 00 0F 00 00", "05 08 00 0F 00 01");
    }

    /** Section 6.8, subfunction 17: messages for which the unit said that it is busy, and none of the other exceptions. */
    @Test
    void onlyBusy_isCountedAsBusy() {
        serial();
        for (ExceptionCode code : ExceptionCode.values()) {
            server.unit(5, new UnitHandler() {
                @Override
                public Registers readHoldingRegisters(int address, int count) {
                    throw new UnitException(code);
                }
            });
            assertAnswer("05 03 00 00 00 01", String.format("05 83 %02X", code.code()));
        }
        assertAnswer("05 08 00 0D 00 00", "05 08 00 0D 00 0A");
        assertAnswer("05 08 00 10 00 00", "05 08 00 10 00 01");
        assertAnswer("05 08 00 11 00 00", "05 08 00 11 00 01");
    }

    /** Section 6.10: the latest first, with a byte for what came and another for what was done. */
    @Test
    void theLogTellsWhatHappened() {
        serial();
        assertAnswer("05 08 00 01 FF 00", "05 08 00 01 FF 00");
        assertAnswer("05 03 00 09 00 02", "05 83 02");
        assertSilence("00 06 00 01 00 09");
        assertSilence("05 08 00 04 00 00");
        assertSilence("05 03 00 00 00 01");
        assertSilence("05 08 00 01 00 00");
        client.heard.clear();
        say("05 0C");
        Octets answer = client.heard.get(0);
        int entries = answer.at(2) - 6;
        assertThat(answer.slice(9, entries))
                .isEqualTo(Octets.ofHex("80" + "40 00 A0" + "A0" + "60 04 80" + "40 C0" + "41 80" + "40 00"));
    }

    @Test
    void aUnitThatListensOnly_doesAndSaysNothing_untilItRestarts() {
        serial();
        assertSilence("05 08 00 04 00 00");
        assertSilence("05 06 00 01 00 03");
        assertSilence("05 03 00 00 00 01");
        assertThat(written).isEmpty();
        assertSilence("05 08 00 01 00 00");
        assertAnswer("05 06 00 01 00 03", "05 06 00 01 00 03");
        assertAnswer("05 08 00 01 00 00", "05 08 00 01 00 00");
    }

    @Test
    void aLineThatCloses_isServedAgain() {
        ByteLine line = bus.attach("server");
        server.rtu(line);
        loop.advance(Duration.ofMillis(50));
        line.close();
        loop.advance(Duration.ofSeconds(2));
        assertAnswer("05 03 00 00 00 01", "05 03 02 00 00");
        server.close();
        loop.advance(Duration.ofSeconds(2));
        assertSilence("05 03 00 00 00 01");
        assertThat(loop.waiting()).isZero();
        assertThatThrownBy(() -> server.rtu(bus.attach("more"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void everyMessageOnAConnection_isAnsweredWithItsNumber() {
        Duplex connection = new Duplex(loop);
        Client dialler = new Client(connection.one);
        server.device(image).tcp(connection.other);
        loop.advance(Duration.ofMillis(5));
        dialler.send(Octets.ofHex("0001 0000 0006 05 03 0000 0001 0002 0000 0006 00 06 0001 0003"
                        + "0003 0000 0006 FF 03 0001 0001 0004 0000 0006 06 03 0000 0001 0005 0000 0002 05 80")
                .toArray());
        assertThat(dialler.heard)
                .containsExactly(
                        Octets.ofHex("0001 0000 0005 05 03 02 0000"),
                        Octets.ofHex("0002 0000 0006 00 06 0001 0003"),
                        Octets.ofHex("0003 0000 0005 FF 03 02 0003"),
                        Octets.ofHex("0004 0000 0003 06 83 0B"),
                        Octets.ofHex("0005 0000 0003 05 80 01"));
    }

    @Test
    void whoSpeaksNoModbus_isHungUpOn() {
        Duplex connection = new Duplex(loop);
        server.tcp(connection.other);
        Client dialler = new Client(connection.one);
        dialler.send("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
        dialler.send(Octets.ofHex("0001 0000 0006 05 03 0000 0001").toArray());
        assertThat(dialler.heard).isEmpty();
        assertThat(connection.other.isOpen()).isFalse();
    }
}
