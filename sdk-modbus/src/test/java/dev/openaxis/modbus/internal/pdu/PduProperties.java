package dev.openaxis.modbus.internal.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Octets;
import dev.openaxis.modbus.Bits;
import dev.openaxis.modbus.DeviceIdentification;
import dev.openaxis.modbus.EventCounter;
import dev.openaxis.modbus.EventLog;
import dev.openaxis.modbus.ExceptionCode;
import dev.openaxis.modbus.FileRange;
import dev.openaxis.modbus.FileRecord;
import dev.openaxis.modbus.Registers;
import dev.openaxis.modbus.UnitException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What is written is read again, and whatever is read is a value or a typed error. */
class PduProperties {

    /** A request and a result that a unit could have for it. */
    record Exchange<R>(Request<R> request, R result) {}

    private static Arbitrary<Integer> word() {
        return Arbitraries.integers().between(0, 0xFFFF);
    }

    private static Arbitrary<Registers> registers(int least, int most) {
        return word().array(int[].class).ofMinSize(least).ofMaxSize(most).map(Registers::of);
    }

    private static Arbitrary<Registers> registers(int count) {
        return registers(count, count);
    }

    private static Arbitrary<Bits> bits(int least, int most) {
        return Arbitraries.of(true, false)
                .array(boolean[].class)
                .ofMinSize(least)
                .ofMaxSize(most)
                .map(Bits::of);
    }

    private static Arbitrary<Octets> octets(int most) {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(most).map(Octets::of);
    }

    private static Arbitrary<Integer> from(int count) {
        return Arbitraries.integers().between(0, 0x1_0000 - count);
    }

    private static Arbitrary<FileRecord> record(int most) {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 0xFFFF),
                        Arbitraries.integers().between(0, 9_999),
                        registers(1, most))
                .as(FileRecord::new);
    }

    private static Exchange<List<Registers>> fileRead(List<FileRecord> records) {
        return new Exchange<>(
                new ReadFile(records.stream()
                        .map(one -> new FileRange(
                                one.file(), one.record(), one.contents().size()))
                        .toList()),
                records.stream().map(FileRecord::contents).toList());
    }

    @Provide
    Arbitrary<Exchange<?>> exchange() {
        Arbitrary<Exchange<?>> readBits = bits(1, 2_000)
                .flatMap(states -> from(states.size())
                        .flatMap(address -> Arbitraries.of(true, false)
                                .map(coils -> new Exchange<>(new ReadBits(coils, address, states.size()), states))));
        Arbitrary<Exchange<?>> readRegisters = registers(1, 125)
                .flatMap(values -> from(values.size())
                        .flatMap(address -> Arbitraries.of(true, false)
                                .map(holding ->
                                        new Exchange<>(new ReadRegisters(holding, address, values.size()), values))));
        Arbitrary<Exchange<?>> writeCoil = Combinators.combine(word(), Arbitraries.of(true, false))
                .as((address, on) -> new Exchange<>(new WriteCoil(address, on), null));
        Arbitrary<Exchange<?>> writeRegister = Combinators.combine(word(), word())
                .as((at, value) -> new Exchange<>(new WriteRegister(at, value), null));
        Arbitrary<Exchange<?>> writeCoils = bits(1, 1_968)
                .flatMap(states ->
                        from(states.size()).map(address -> new Exchange<>(new WriteCoils(address, states), null)));
        Arbitrary<Exchange<?>> writeRegisters = registers(1, 123)
                .flatMap(values ->
                        from(values.size()).map(address -> new Exchange<>(new WriteRegisters(address, values), null)));
        Arbitrary<Exchange<?>> mask = Combinators.combine(word(), word(), word())
                .as((address, and, or) -> new Exchange<>(new MaskWriteRegister(address, and, or), null));
        Arbitrary<Exchange<?>> readWrite = Combinators.combine(registers(1, 125), registers(1, 121))
                .flatAs((read, written) -> Combinators.combine(from(read.size()), from(written.size()))
                        .as((at, to) -> new Exchange<>(new ReadWriteRegisters(at, read.size(), to, written), read)));
        Arbitrary<Exchange<?>> status =
                Arbitraries.integers().between(0, 255).map(states -> new Exchange<>(new ReadExceptionStatus(), states));
        Arbitrary<Exchange<?>> echo =
                registers(1, 125).map(data -> new Exchange<>(new Diagnose(Diagnose.ECHO, data), data));
        Arbitrary<Exchange<?>> diagnose = Combinators.combine(
                        Arbitraries.integers().between(1, 0xFFFF), registers(1), registers(1))
                .as((about, data, said) -> new Exchange<>(new Diagnose(about, data), said));
        Arbitrary<Exchange<?>> events = Combinators.combine(Arbitraries.of(true, false), word())
                .as((busy, count) -> new Exchange<>(new ReadEventCounter(), new EventCounter(busy, count)));
        Arbitrary<Exchange<?>> log = Combinators.combine(Arbitraries.of(true, false), word(), word(), octets(64))
                .as((busy, count, messages, entries) ->
                        new Exchange<>(new ReadEventLog(), new EventLog(busy, count, messages, entries)));
        Arbitrary<Exchange<?>> id = octets(251).map(said -> new Exchange<>(new ReportServerId(), said));
        Arbitrary<Exchange<?>> fifo = Combinators.combine(word(), registers(0, 31))
                .as((address, queue) -> new Exchange<>(new ReadFifo(address), queue));
        Arbitrary<Exchange<?>> readFile = Arbitraries.oneOf(
                        record(122).list().ofSize(1),
                        record(5).list().ofMinSize(1).ofMaxSize(20))
                .map(PduProperties::fileRead);
        Arbitrary<Exchange<?>> writeFile = Arbitraries.oneOf(
                        record(122).list().ofSize(1),
                        record(4).list().ofMinSize(1).ofMaxSize(16))
                .map(records -> new Exchange<>(new WriteFile(records), null));
        Arbitrary<Exchange<?>> raw = Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(65, 72),
                                Arbitraries.integers().between(100, 110)),
                        octets(252),
                        octets(252))
                .as((function, data, said) -> new Exchange<>(new Raw(function, data), said));
        return Arbitraries.oneOf(
                readBits,
                readRegisters,
                writeCoil,
                writeRegister,
                writeCoils,
                writeRegisters,
                mask,
                readWrite,
                status,
                echo,
                diagnose,
                events,
                log,
                id,
                fifo,
                readFile,
                writeFile,
                raw);
    }

    @Property
    void whatIsAsked_isRead_andSoIsWhatIsAnswered(@ForAll @From("exchange") Exchange<?> exchange) throws WrongAnswer {
        assertLossless(exchange);
    }

    private static <R> void assertLossless(Exchange<R> exchange) throws WrongAnswer {
        Request<R> request = exchange.request();
        ByteBuffer pdu = ByteBuffer.allocate(Request.MOST_BYTES);
        request.write(pdu);
        assertThat(Requests.read(request.function(), pdu.flip())).isEqualTo(request);
        pdu.clear();
        request.writeAnswer(exchange.result(), pdu);
        assertThat(request.readAnswer(pdu.flip())).isEqualTo(exchange.result());
    }

    @Property
    void everythingAUnitSaysAboutItself_isRead_inAsManyPartsAsItTakes(
            @ForAll @Size(max = 30) Map<@IntRange(max = 255) Integer, @From("object") Octets> all,
            @ForAll @IntRange(min = 1, max = 3) int category)
            throws WrongAnswer {
        DeviceIdentification whole = new DeviceIdentification(0x83, all);
        Request<DeviceIdentification> request = new ReadIdentification(category, 0, Map.of());
        DeviceIdentification part;
        int parts = 0;
        Optional<Request<DeviceIdentification>> rest;
        do {
            ByteBuffer pdu = ByteBuffer.allocate(Request.MOST_BYTES);
            request.writeAnswer(whole, pdu);
            pdu.flip();
            part = request.readAnswer(pdu.duplicate());
            rest = request.rest(part, pdu);
            request = rest.orElse(request);
            parts++;
        } while (rest.isPresent());
        int last = new int[] {0, 2, 0x7F, 0xFF}[category];
        Map<Integer, Octets> expected = new HashMap<>(all);
        expected.keySet().removeIf(id -> id > last);
        assertThat(part.objects()).isEqualTo(expected);
        assertThat(parts).isLessThanOrEqualTo(Math.max(1, expected.size()));
    }

    @Provide
    Arbitrary<Octets> object() {
        return octets(244);
    }

    @Property(tries = 4_000)
    void anyRequest_isAValueOrAnException(
            @ForAll @IntRange(min = 1, max = 127) int function, @ForAll @Size(max = 252) byte[] data) {
        assertReadOrRefused(function, data);
    }

    @Property(tries = 4_000)
    void anyRequestOfAKnownFunction_isAValueOrAnException(
            @ForAll @From("known") int function, @ForAll @Size(max = 20) byte[] data) {
        assertReadOrRefused(function, data);
    }

    @Provide
    Arbitrary<Integer> known() {
        return Arbitraries.of(1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 15, 16, 17, 20, 21, 22, 23, 24, 43);
    }

    private static void assertReadOrRefused(int function, byte[] data) {
        Request<?> request;
        try {
            request = Requests.read(function, ByteBuffer.wrap(data));
        } catch (UnitException e) {
            assertThat(e.code()).isIn(ExceptionCode.ILLEGAL_DATA_ADDRESS, ExceptionCode.ILLEGAL_DATA_VALUE);
            return;
        }
        assertThat(request.function()).isEqualTo(function);
        ByteBuffer again = ByteBuffer.allocate(Request.MOST_BYTES);
        request.write(again);
        assertThat(again.position()).isEqualTo(data.length);
    }

    @Property(tries = 4_000)
    void anyAnswer_isAValueOrWrong(
            @ForAll @From("exchange") Exchange<?> exchange, @ForAll @Size(max = 252) byte[] data) {
        assertValueOrWrong(exchange.request(), data);
    }

    @Property(tries = 4_000)
    void anyAnswerThatIsNearlyRight_isAValueOrWrong(
            @ForAll @From("exchange") Exchange<?> exchange,
            @ForAll @IntRange(max = 252) int changed,
            @ForAll byte to,
            @ForAll @IntRange(max = 252) int length) {
        assertNearlyRight(exchange, changed, to, length);
    }

    private static <R> void assertNearlyRight(Exchange<R> exchange, int changed, byte to, int length) {
        ByteBuffer pdu = ByteBuffer.allocate(Request.MOST_BYTES);
        exchange.request().writeAnswer(exchange.result(), pdu);
        byte[] data = new byte[Math.min(length, pdu.position())];
        pdu.flip().get(data);
        if (changed < data.length) {
            data[changed] = to;
        }
        assertValueOrWrong(exchange.request(), data);
    }

    @Property(tries = 4_000)
    void anyIdentification_isAValueOrWrong(
            @ForAll @IntRange(min = 1, max = 3) int category,
            @ForAll @IntRange(max = 255) int object,
            @ForAll @Size(max = 30) List<@IntRange(max = 7) Byte> rest) {
        byte[] data = new byte[2 + rest.size()];
        data[0] = 14;
        data[1] = (byte) category;
        for (int i = 0; i < rest.size(); i++) {
            data[2 + i] = rest.get(i);
        }
        assertValueOrWrong(new ReadIdentification(category, object, Map.of()), data);
    }

    private static void assertValueOrWrong(Request<?> request, byte[] data) {
        try {
            request.readAnswer(ByteBuffer.wrap(data));
        } catch (WrongAnswer e) {
            assertThat(e.why()).isNotEmpty();
        }
    }
}
