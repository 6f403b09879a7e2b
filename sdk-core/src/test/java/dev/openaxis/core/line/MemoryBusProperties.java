package dev.openaxis.core.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MemoryBusProperties {
    private static final int ENDS = 3;

    /** One end sends some bytes after a pause. */
    record Step(int end, int pauseMicros, byte[] bytes) {}

    @Provide
    Arbitrary<List<Step>> courses() {
        Arbitrary<byte[]> bytes =
                Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(40);
        return Combinators.combine(
                        Arbitraries.integers().between(0, ENDS - 1),
                        Arbitraries.integers().between(0, 9_000),
                        bytes)
                .as(Step::new)
                .list()
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<LineModel> models() {
        Arbitrary<Double> chances = Arbitraries.of(0.0, 0.0, 0.1, 0.5, 1.0);
        return Combinators.combine(
                        Arbitraries.of(300, 9_600, 115_200, 460_800),
                        Arbitraries.integers().between(0, 20),
                        chances,
                        chances,
                        chances,
                        chances,
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.longs())
                .as((rate, millis, noise, lostBytes, lostSends, repeated, pieces, seed) -> LineModel.builder()
                        .baudRate(rate)
                        .delay(Duration.ofMillis(millis))
                        .jitter(Duration.ofMillis(millis / 2))
                        .noise(noise)
                        .lostBytes(lostBytes)
                        .lostSends(lostSends)
                        .repeatedSends(repeated)
                        .pieces(pieces)
                        .echo(seed % 2 == 0)
                        .seed(seed)
                        .build());
    }

    /** A bus, its ends, and what they heard. */
    private static final class Site {
        final VirtualLoop loop = new VirtualLoop();
        final MemoryBus bus;
        final List<ByteLine> ends = new ArrayList<>();
        final List<Ear> ears = new ArrayList<>();

        Site(LineModel model) {
            bus = new MemoryBus(loop, model);
            for (int i = 0; i < ENDS; i++) {
                ends.add(bus.attach("end " + i));
                ears.add(Ear.on(ends.get(i)));
            }
            loop.advance(Duration.ZERO);
        }

        Site run(List<Step> course) {
            for (Step step : course) {
                loop.advance(Duration.ofNanos(step.pauseMicros * 1_000L));
                ends.get(step.end).send(ByteBuffer.wrap(step.bytes));
            }
            loop.advance(Duration.ofMinutes(5));
            return this;
        }
    }

    @Property(tries = 200)
    void onAPerfectLine_everybodyHearsWhatWasSent_andTheWireIsBusyTenBitsAByte(
            @ForAll @Size(max = 20) List<@Size(min = 1, max = 60) byte[]> sends,
            @ForAll @IntRange(min = 300, max = 460_800) int rate,
            @ForAll @IntRange(max = 7) int pieces) {
        Site site = new Site(LineModel.builder().baudRate(rate).pieces(pieces).build());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] bytes : sends) {
            site.ends.get(0).send(ByteBuffer.wrap(bytes));
            all.writeBytes(bytes);
        }
        long exact = all.size() * 10_000_000_000L / rate;
        boolean heard =
                site.loop.runUntil(() -> site.ears.get(1).bytes().length == all.size(), Duration.ofNanos(exact));

        assertThat(heard).isTrue();
        assertThat(site.ears.get(1).bytes()).isEqualTo(all.toByteArray());
        assertThat(site.ears.get(2).bytes()).isEqualTo(all.toByteArray());
        assertThat(site.ears.get(0).bytes()).isEmpty();
        BusCounts counts = site.bus.counts();
        assertThat(counts.busy().toNanos()).isBetween(exact - sends.size(), exact);
        assertThat(counts).isEqualTo(new BusCounts(sends.size(), all.size(), 0, 0, 0, 0, 0, counts.busy()));
    }

    @Property(tries = 200)
    void theSameCourseIsAlwaysTheSame(@ForAll("models") LineModel model, @ForAll("courses") List<Step> course) {
        Site one = new Site(model).run(course);
        Site other = new Site(model).run(course);

        for (int i = 0; i < ENDS; i++) {
            assertThat(one.ears.get(i).told()).isEqualTo(other.ears.get(i).told());
        }
        assertThat(one.bus.counts()).isEqualTo(other.bus.counts());
    }

    @Property(tries = 200)
    void whateverTheFaults_itsCountsSayWhatWasHeard(
            @ForAll("models") LineModel model, @ForAll("courses") List<Step> course) {
        LineModel countable =
                model.toBuilder().lostSends(0).repeatedSends(0).echo(true).build();
        Site site = new Site(countable).run(course);

        BusCounts counts = site.bus.counts();
        long sent = course.stream().mapToInt(step -> step.bytes.length).sum();
        assertThat(counts.sends()).isEqualTo(course.size());
        assertThat(counts.bytes()).isEqualTo(sent);
        site.ears.forEach(ear -> assertThat(ear.bytes()).hasSize((int) (sent - counts.lostBytes())));
        assertThat(counts.busy().toNanos()).isLessThanOrEqualTo(sent * 10_000_000_000L / model.baudRate());
        assertThat(site.loop.waiting()).isZero();
    }

    @Property(tries = 200)
    void noiseAlwaysMakesAnotherByte(@ForAll @Size(min = 1, max = 200) byte[] bytes, @ForAll long seed) {
        Site site = new Site(LineModel.builder().noise(1).seed(seed).build());
        site.ends.get(0).send(ByteBuffer.wrap(bytes));
        site.loop.advance(Duration.ofMinutes(1));

        byte[] heard = site.ears.get(1).bytes();
        assertThat(heard).hasSameSizeAs(bytes).isEqualTo(site.ears.get(2).bytes());
        for (int i = 0; i < bytes.length; i++) {
            assertThat(heard[i]).isNotEqualTo(bytes[i]);
        }
    }

    @Property(tries = 200)
    void closingAtAnyMoment_leavesNothing(
            @ForAll("models") LineModel model,
            @ForAll("courses") List<Step> course,
            @ForAll @IntRange(max = 200) int millis) {
        Site site = new Site(model);
        site.loop.schedule(Duration.ofMillis(millis), () -> site.ends.forEach(ByteLine::close));
        site.run(course);

        site.ears.forEach(ear ->
                assertThat(ear.told()).startsWith("opened").endsWith("closed").containsOnlyOnce("closed"));
        assertThat(site.loop.waiting()).isZero();
    }

    @Property(tries = 500)
    void aReceiverHearsRight_ifItsRateIsNearEnough(
            @ForAll @Size(max = 50) byte[] bytes, @ForAll @IntRange(min = 300, max = 460_800) int rate) {
        assertThat(Uart.heard(bytes, rate, rate)).isEqualTo(bytes);
        assertThat(Uart.heard(bytes, 10_000, 10_200)).isEqualTo(bytes);
        assertThat(Uart.heard(bytes, 10_000, 9_800)).isEqualTo(bytes);
    }

    @Property(tries = 500)
    void aReceiverOfAnyRate_hearsNoMoreThanTheLineCanHold(
            @ForAll @Size(max = 50) byte[] bytes,
            @ForAll @IntRange(min = 300, max = 460_800) int sent,
            @ForAll @IntRange(min = 300, max = 460_800) int own) {
        double characters = 1.0 * bytes.length * own / sent;
        assertThat(Uart.heard(bytes, sent, own).length).isLessThanOrEqualTo((int) (characters * 10 / 9) + 1);
    }
}
