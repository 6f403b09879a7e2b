package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.Disturbance;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.PeripheralDeviceBuilder;
import dev.openaxis.osdp.card.CardFormat;
import dev.openaxis.osdp.event.CardPresented;
import dev.openaxis.osdp.event.ChannelChanged.Channel;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.frame.SecurityBlock;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.BuzzerTone;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.PeripheralListener;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever happens to the line and on it: nothing is done twice, nothing is lost unsaid, and the panel finds back. */
class PanelProperties {

    /** A panel and a device, and what came of everything that was asked and shown. */
    private static final class World implements AutoCloseable {
        final Bench bench;
        final PeripheralDevice device;
        final Peripheral door;
        final Map<Integer, Integer> sounded = new HashMap<>();
        final Map<Integer, CompletableFuture<Void>> calls = new HashMap<>();
        int cards;
        int discarded;
        private final boolean secured;

        World(boolean secured, Optional<PeripheralVariant> variant) {
            this.secured = secured;
            bench = new Bench();
            PeripheralDeviceBuilder builder = bench.builder("door", 5).listener(new PeripheralListener() {
                @Override
                public void buzzer(BuzzerControl sound) {
                    sounded.merge(sound.count(), 1, Integer::sum);
                }

                @Override
                public void reportDiscarded(Answer report) {
                    discarded++;
                }
            });
            variant.ifPresent(builder::variant);
            PeripheralSettings settings = PeripheralSettings.of("door", 5);
            if (secured) {
                device = bench.device("door", builder);
                door = bench.panel.add(settings);
            } else {
                device = bench.started(builder.securityRequired(false));
                door = bench.panel.add(settings.allowingClear());
            }
        }

        /** Every command has a number of its own, which the device counts. */
        void sound() {
            int number = calls.size() + 1;
            if (number <= 255) {
                calls.put(
                        number,
                        door.async()
                                .buzzer(new BuzzerControl(
                                        0, BuzzerTone.DEFAULT, Duration.ofMillis(100), Duration.ZERO, number)));
            }
        }

        void present() {
            device.presentCard(CardFormat.H10301.write(1, ++cards));
        }

        List<Long> told() {
            return bench.events(CardPresented.class).stream()
                    .map(card ->
                            CardFormat.H10301.read(card.bits()).orElseThrow().number())
                    .toList();
        }

        void recover() {
            bench.bus.model(LineModel.perfect(9_600));
            bench.bus.plug(bench.end("door"));
            bench.bus.plug(bench.panelEnd);
            device.behave();
            bench.loop.advance(Duration.ofSeconds(80));
        }

        void assertNothingTwice() {
            assertThat(sounded.values()).allMatch(times -> times == 1);
            calls.forEach((number, call) -> {
                assertThat(call).isDone();
                int times = sounded.getOrDefault(number, 0);
                if (!call.isCompletedExceptionally()) {
                    assertThat(times).isEqualTo(1);
                } else if (effect(call) == AppliedEffect.NONE) {
                    assertThat(times).isZero();
                }
            });
        }

        private static AppliedEffect effect(CompletableFuture<Void> call) {
            try {
                call.join();
                throw new AssertionError("the call has a result");
            } catch (CompletionException e) {
                return ((AxisException) e.getCause()).effect();
            }
        }

        /**
         * Each card at most once and in order; what is missing was discarded by the device, or lies in a gap: one that was on its way
         * when the session ended. In clear each repetition of the first poll takes another.
         */
        void assertNoCardLostUnsaid() {
            assertThat(told()).isSorted().doesNotHaveDuplicates();
            int gaps = bench.gaps().size();
            int missing = cards - discarded - told().size();
            assertThat(missing).isBetween(0, secured || gaps == 0 ? gaps : cards);
        }

        void assertBack(Channel channel) {
            assertThat(door.online()).isTrue();
            assertThat(door.channel()).isEqualTo(channel);
            present();
            sound();
            bench.loop.advance(Duration.ofSeconds(5));
            assertThat(told()).last().isEqualTo((long) cards);
            assertThat(sounded).containsEntry(calls.size(), 1);
        }

        @Override
        public void close() throws Exception {
            bench.close();
        }
    }

    /** Something that happens. */
    record Happening(String name, Consumer<World> what) {
        void to(World world) {
            what.accept(world);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Happening happening(String name, Consumer<World> what) {
        return new Happening(name, what);
    }

    @Provide
    Arbitrary<Happening> happening() {
        Arbitrary<Happening> command = Arbitraries.just(happening("command", World::sound));
        Arbitrary<Happening> card = Arbitraries.just(happening("card", World::present));
        Arbitrary<Happening> time = Arbitraries.of(1, 7, 30, 100, 450, 2_000)
                .map(millis -> happening(millis + " ms", world -> world.bench.loop.advance(Duration.ofMillis(millis))));
        Arbitrary<Happening> cut = Arbitraries.of(50, 400, 3_000, 9_500)
                .map(millis -> happening("cut for " + millis + " ms", world -> {
                    world.bench.bus.unplug(world.bench.end("door"));
                    world.bench.loop.advance(Duration.ofMillis(millis));
                    world.bench.bus.plug(world.bench.end("door"));
                }));
        Arbitrary<Happening> restart = Arbitraries.just(happening("restart", world -> world.device.restart()));
        Arbitrary<Happening> lineCloses =
                Arbitraries.just(happening("line closes", world -> world.bench.panelEnd.close()));
        Arbitrary<Happening> fault = Arbitraries.of(ReplyFault.values())
                .map(kind -> happening(kind.name(), world -> world.device.misbehave(kind, 1)));
        Arbitrary<Disturbance> disturbance = Arbitraries.oneOf(
                Arbitraries.of(
                        Disturbance.none().drop(),
                        Disturbance.none().repeat(),
                        Disturbance.none().delay(Duration.ofMillis(150)),
                        Disturbance.none().delay(Duration.ofMillis(350))),
                Arbitraries.integers()
                        .between(0, 30)
                        .map(at -> Disturbance.none().garble(at)),
                Arbitraries.integers()
                        .between(0, 30)
                        .map(at -> Disturbance.none().dropBytes(at)));
        Arbitrary<Happening> disturbed = Combinators.combine(Arbitraries.of(true, false), disturbance)
                .as((panels, what) -> happening(
                        (panels ? "to the panel's " : "to the device's ") + what,
                        world -> world.bench.bus.disturb(
                                panels ? world.bench.panelEnd : world.bench.end("door"), what)));
        return Arbitraries.frequencyOf(
                Tuple.of(5, command),
                Tuple.of(5, card),
                Tuple.of(8, time),
                Tuple.of(1, cut),
                Tuple.of(1, restart),
                Tuple.of(1, lineCloses),
                Tuple.of(3, fault),
                Tuple.of(5, disturbed));
    }

    @Property(tries = 100, seed = "20260101")
    void nothingIsDoneTwice_andNoEventIsLostUnsaid_whateverHappensToTheLine(
            @ForAll @Size(max = 50) List<@From("happening") Happening> happenings,
            @ForAll boolean secured,
            @ForAll PeripheralVariant variant)
            throws Exception {
        try (World world = new World(secured, variant(variant, secured))) {
            world.bench.until(world.door::online);
            happenings.forEach(happening -> happening.to(world));
            world.recover();
            world.assertNothingTwice();
            world.assertNoCardLostUnsaid();
            world.assertBack(secured ? Channel.SECURED : Channel.CLEAR);
        }
    }

    /**
     * In clear nothing but the number tells a device that restarted from one that did not, so only a strict one can be held to doing
     * nothing twice. One that takes any command with the last one's number for its repetition is wrong by itself.
     */
    private static Optional<PeripheralVariant> variant(PeripheralVariant variant, boolean secured) {
        if (!secured) {
            return Optional.of(PeripheralVariant.STRICT_FIRST_SEQUENCE);
        }
        return variant == PeripheralVariant.SAME_CODE_IS_REPETITION ? Optional.empty() : Optional.of(variant);
    }

    @Property(tries = 60, seed = "20260102")
    void nothingIsDoneTwice_overALineThatIsBadAllTheTime(
            @ForAll @IntRange(max = 4) int noise,
            @ForAll @IntRange(max = 30) int lost,
            @ForAll @IntRange(max = 20) int repeated,
            @ForAll @IntRange(max = 300) int jitter,
            @ForAll boolean secured,
            @ForAll long seed)
            throws Exception {
        LineModel bad = LineModel.builder()
                .noise(noise / 1_000.0)
                .lostBytes(noise / 2_000.0)
                .lostSends(lost / 100.0)
                .repeatedSends(repeated / 100.0)
                .jitter(Duration.ofMillis(jitter))
                .seed(seed)
                .build();
        try (World world = new World(secured, variant(PeripheralVariant.STRICT_FIRST_SEQUENCE, secured))) {
            world.bench.until(world.door::online);
            world.bench.bus.model(bad);
            for (int i = 0; i < 25; i++) {
                world.sound();
                world.present();
                world.bench.loop.advance(Duration.ofMillis(700));
            }
            world.recover();
            world.assertNothingTwice();
            world.assertNoCardLostUnsaid();
            world.assertBack(secured ? Channel.SECURED : Channel.CLEAR);
        }
    }

    // ---- attackers ----

    @Provide
    Arbitrary<byte[]> hostile() {
        Arbitrary<byte[]> noise = Arbitraries.frequencyOf(
                        Tuple.of(2, Arbitraries.bytes()),
                        Tuple.of(
                                2, Arbitraries.of((byte) 0x53, (byte) 0x85, (byte) 0, (byte) 8, (byte) 4, (byte) 0xFF)))
                .array(byte[].class)
                .ofMaxSize(60);
        Arbitrary<byte[]> frame = Combinators.combine(
                        Arbitraries.of(0x85, 0x85, 0x85, 0x05, 0xFF, 0x86),
                        Arbitraries.integers().between(0, 15),
                        Arbitraries.of(
                                0x40, 0x41, 0x45, 0x46, 0x48, 0x49, 0x50, 0x53, 0x54, 0x76, 0x78, 0x79, 0x7A, 0x80,
                                0x90, 0xB1, 0x59),
                        Arbitraries.integers().between(SecurityBlock.CHALLENGE, SecurityBlock.REPLY_ENCRYPTED),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(40))
                .as(PanelProperties::frame);
        return Arbitraries.frequencyOf(Tuple.of(1, noise), Tuple.of(3, frame));
    }

    /** A frame with right check characters. */
    private static byte[] frame(int address, int control, int code, int block, byte[] data) {
        boolean blocked = (control & 0x08) != 0;
        int head = Layout.HEADER + (blocked ? 3 : 0) + 1;
        byte[] frame = new byte[head + data.length + 2];
        frame[0] = Layout.SOM;
        frame[1] = (byte) address;
        frame[4] = (byte) (control | 0x04);
        if (blocked) {
            frame[Layout.HEADER] = 3;
            frame[Layout.HEADER + 1] = (byte) block;
            frame[Layout.HEADER + 2] = 1;
        }
        frame[head - 1] = (byte) code;
        System.arraycopy(data, 0, frame, head, data.length);
        frame[2] = (byte) frame.length;
        FrameEncoder.finish(frame, 0, frame.length, true);
        return frame;
    }

    @Property(tries = 60, seed = "20260103")
    void whateverSomebodyPutsOnTheLine_thePanelGoesOn_andBelievesNothingOfIt(
            @ForAll @Size(max = 60) List<@From("hostile") byte[]> hostile,
            @ForAll @IntRange(min = 1, max = 60) int everyMillis,
            @ForAll boolean inItsPlace)
            throws Exception {
        try (World world = new World(true, Optional.empty())) {
            Bench bench = world.bench;
            bench.loop.advance(Duration.ofSeconds(1));
            ByteLine end = bench.bus.attach("intruder");
            List<byte[]> left = new ArrayList<>(hostile);
            Intruder intruder = Intruder.on(end, command -> left.isEmpty() ? null : left.remove(0));
            if (inItsPlace) {
                bench.bus.unplug(bench.end("door"));
            }
            bench.loop.advance(Duration.ofMillis(1));
            for (byte[] bytes : hostile) {
                bench.loop.execute(() -> end.send(ByteBuffer.wrap(bytes)));
                bench.loop.advance(Duration.ofMillis(everyMillis));
            }
            intruder.leave();
            world.recover();

            assertThat(world.told()).isEmpty();
            assertThat(bench.wire.commands(CommandCode.KEYSET)).isEmpty();
            // Only the panel sends marks.
            assertThat(bench.wire.commands().stream().filter(command -> command.marks() == 1))
                    .isNotEmpty()
                    .allMatch(command -> command.block() > SecurityBlock.INITIAL_MAC
                            || (command.block() != 0 && command.blockData() == SecurityBlock.OWN_KEY));
            world.assertBack(Channel.SECURED);
            // Nothing piles up: what waits are the timers of a panel and a device.
            assertThat(bench.loop.waiting()).isLessThan(30);
        }
    }

    @Property(tries = 40, seed = "20260104")
    void whateverSomebodyPutsOnALineInClear_thePanelGoesOn(
            @ForAll @Size(max = 60) List<@From("hostile") byte[]> hostile,
            @ForAll @IntRange(min = 1, max = 60) int every)
            throws Exception {
        try (World world = new World(false, Optional.empty())) {
            Bench bench = world.bench;
            bench.loop.advance(Duration.ofSeconds(1));
            ByteLine end = bench.bus.attach("intruder");
            List<byte[]> left = new ArrayList<>(hostile);
            Intruder intruder = Intruder.on(end, command -> left.isEmpty() ? null : left.remove(0));
            bench.bus.unplug(bench.end("door"));
            bench.loop.advance(Duration.ofMillis(1));
            for (byte[] bytes : hostile) {
                bench.loop.execute(() -> end.send(ByteBuffer.wrap(bytes)));
                bench.loop.advance(Duration.ofMillis(every));
            }
            intruder.leave();
            world.recover();

            assertThat(world.door.online()).isTrue();
            assertThat(bench.events(CardPresented.class)).noneMatch(CardPresented::secured);
        }
    }
}
