package dev.openaxis.osdp.panel;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Octets;
import dev.openaxis.core.internal.live.Wanted;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.core.live.PointSource;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.capture.CaptureWriter;
import dev.openaxis.osdp.internal.panel.Commands;
import dev.openaxis.osdp.internal.panel.Panel;
import dev.openaxis.osdp.internal.panel.Place;
import dev.openaxis.osdp.keys.LegacyMasterKey;
import dev.openaxis.osdp.keys.OsdpKeyStore;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A control panel (ACU): owns one bus and polls the peripheral devices on it (OSDP v2.2). Devices come and go while the others go on.
 *
 * <pre>{@code
 * try (ControlPanel panel = ControlPanel.on(line).keys(store).start()) {
 *     panel.subscribe(item -> System.out.println(item));
 *     Peripheral door = panel.add(PeripheralSettings.of("front door", 5));
 *     door.installKey(Duration.ofMinutes(2));
 *     door.buzzer(new BuzzerControl(0, BuzzerTone.DEFAULT, Duration.ofMillis(200), Duration.ZERO, 1));
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. What devices tell is in every subscriber's row before the device is told that it arrived; a
 * subscriber that is too slow for its row gets a {@link dev.openaxis.core.live.Gap}, and polling goes on.
 */
public final class ControlPanel implements AutoCloseable {
    private final Panel panel;
    private final @Nullable AxisRuntime own;

    private ControlPanel(Panel panel, @Nullable AxisRuntime own) {
        this.panel = panel;
        this.own = own;
    }

    /**
     * A panel for a line.
     *
     * @param line which nobody else speaks over; the panel opens and closes it
     * @return a builder
     */
    public static Builder on(ByteLine line) {
        return new Builder(line);
    }

    /**
     * What takes time as futures.
     *
     * @return the asynchronous view
     */
    public AsyncControlPanel async() {
        return new AsyncControlPanel(panel);
    }

    /**
     * Adds a device; the panel looks for it from now on. What it is told before it is found waits, as long as its deadline
     * allows.
     *
     * @param settings its name, address and treatment
     * @return the device
     * @throws IllegalArgumentException if name or address are taken
     * @throws IllegalStateException while {@link #discover} tries other rates or looks for a single device, or a device is on its way to
     *     another rate ({@link Peripheral#configure})
     */
    public Peripheral add(PeripheralSettings settings) {
        return peripheral(panel.add(settings));
    }

    private Peripheral peripheral(Place place) {
        return new Peripheral(new Commands(panel, place, CallOptions.DEFAULT));
    }

    /**
     * Takes a device from the panel; it is polled no more. Its key stays in the store.
     *
     * @param device one of this panel
     */
    public void remove(Peripheral device) {
        panel.remove(device.place());
    }

    /**
     * The devices.
     *
     * @return by address
     */
    public List<Peripheral> peripherals() {
        return panel.places().stream()
                .sorted(Comparator.comparingInt(
                        place -> panel.communication(place).address()))
                .map(this::peripheral)
                .toList();
    }

    /**
     * One device.
     *
     * @param name the host's name for it
     * @return the device, if it was added
     */
    public Optional<Peripheral> find(String name) {
        return panel.places().stream()
                .filter(place -> place.settings().name().equals(name))
                .findFirst()
                .map(this::peripheral);
    }

    /**
     * Hears what all devices tell: first their present states, then {@link dev.openaxis.osdp.event.OsdpEvent events} and gaps; and
     * whether the line is there, as {@link dev.openaxis.osdp.event.LineChanged}.
     *
     * @param listener called on the callback executor
     * @return close it to stop listening
     */
    public Subscription subscribe(LiveListener listener) {
        return panel.stream().subscribe(listener, Wanted.WHATEVER_COMES);
    }

    /**
     * The same as a publisher with demand.
     *
     * @return a publisher for any number of subscribers
     */
    public Flow.Publisher<LiveItem> publisher() {
        return panel.stream();
    }

    /**
     * Tamper, power, inputs, outputs and attached readers of all devices as points.
     *
     * @return to be joined to the points of a system
     */
    public PointSource points() {
        return panel.stream().pointSource();
    }

    /**
     * How well the panel gets on with its devices together, and what it saw on its line that belongs to none of them.
     *
     * @return as of now
     */
    public BusHealth health() {
        return panel.health();
    }

    /**
     * Lists devices that are less secure than they could be, as far as the panel knows without trying; see
     * {@link Peripheral#acceptsDefaultKey()} for what it does not.
     *
     * @return empty if nothing is wrong
     */
    public List<SecurityFinding> audit() {
        return panel.audit();
    }

    /**
     * Looks for devices at addresses that are not the panel's, between the turns of those it has.
     *
     * @param options where to look, and for how long
     * @param found hears of each at once; called where listeners are
     * @return all of them, by rate and address
     * @throws IllegalStateException if the panel has devices, and other rates are to be tried or a single device is looked for
     * @throws dev.openaxis.core.OverloadedException if another search is under way; it goes on
     * @throws dev.openaxis.core.DeadlineExceededException if it is not at its end in time; the listener has heard of those that were found
     */
    public List<FoundPeripheral> discover(DiscoveryOptions options, Consumer<FoundPeripheral> found) {
        return panel.calls().call("osdp.discover", panel.discover(options, found));
    }

    /**
     * Writes what is said on the bus to a capture, until the recording is closed or the panel is: frames, each an entry, and what was
     * received and is no frame as entries of its own, which begin with none. Frames of other devices than the one that was asked are left
     * out, as are echoes of the panel's own, mark bytes, and noise right after a key was sent, which could be its echo. A disk that is too slow costs
     * frames of the capture, never time of the bus.
     *
     * @param capture where to; written to by one thread of the runtime
     * @return close it to end the recording, which waits until all is written; the capture stays open
     */
    public AutoCloseable record(CaptureWriter capture) {
        return panel.record(capture);
    }

    /**
     * Stops polling and closes the line. Commands that were sent and not answered end with an unknown outcome. Returns when the
     * line is closed, unless called on a thread of the SDK.
     */
    @Override
    public void close() {
        try {
            panel.close();
        } finally {
            if (own != null) {
                own.close();
            }
        }
    }

    /** Collects the settings of a panel. */
    public static final class Builder {
        private final ByteLine line;
        private PanelTiming timing = PanelTiming.DEFAULT;
        private @Nullable AxisRuntime runtime;
        private @Nullable OsdpKeyStore keys;
        private @Nullable Executor storing;
        private SecureRandom random = new SecureRandom();
        private Function<Octets, Scbk> maker = clientId -> Scbk.random(random);
        private @Nullable LegacyMasterKey master;

        private Builder(ByteLine line) {
            this.line = line;
        }

        /**
         * Where the devices' keys are kept.
         *
         * @param store the store; used on a thread of its own. Without one no device can be given a key, so that only those can be
         *     used for which clear text is allowed
         * @return this
         */
        public Builder keys(OsdpKeyStore store) {
            keys = store;
            return this;
        }

        /**
         * How keys for devices are made; random ones by default, and nothing is better. What makes the same key each time, as a master
         * key does, makes first keys only: to rotate to the key that is there is refused.
         *
         * @param makes a key for the device with this client id (8 bytes, cUID)
         * @return this
         */
        public Builder keysMadeBy(Function<Octets, Scbk> makes) {
            maker = makes;
            return this;
        }

        /**
         * Uses devices that another panel gave a key made of a master key. A device without a key in the store is asked for the proof of
         * that key, and when it has given it, the key is kept in the store as its own; {@link Peripheral#rotateKey()} replaces it by a
         * random one. Whoever knows the master key can pass for such a device until then.
         *
         * @param key the master key; default none
         * @return this
         */
        public Builder takingOver(LegacyMasterKey key) {
            master = key;
            return this;
        }

        /**
         * How long to wait for what.
         *
         * @param times default {@link PanelTiming#DEFAULT}
         * @return this
         */
        public Builder timing(PanelTiming times) {
            timing = times;
            return this;
        }

        /**
         * Whose callback threads to use.
         *
         * @param shared default one of its own, which is closed with the panel
         * @return this
         */
        public Builder runtime(AxisRuntime shared) {
            runtime = shared;
            return this;
        }

        /** Where random numbers come from, for tests that compare with recordings. */
        Builder randomBy(SecureRandom generator) {
            random = generator;
            return this;
        }

        /** Where the key store is used, for tests with a time of their own. */
        Builder storingOn(Executor executor) {
            storing = executor;
            return this;
        }

        /**
         * Starts the panel: opens the line, and opens it again whenever it closes.
         *
         * @return a panel without devices
         */
        public ControlPanel start() {
            AxisRuntime own = runtime == null ? AxisRuntime.create() : null;
            AxisRuntime used = own == null ? Objects.requireNonNull(runtime) : own;
            Panel panel = new Panel(line, timing, random, used, keys, maker, master, storing);
            panel.start();
            return new ControlPanel(panel, own);
        }
    }
}
