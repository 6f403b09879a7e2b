package dev.openaxis.osdp;

import dev.openaxis.core.Octets;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.osdp.internal.peripheral.Settings;
import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.ExtendedIdentification;
import dev.openaxis.osdp.message.Oui;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.peripheral.CommandHandler;
import dev.openaxis.osdp.peripheral.FileReceiver;
import dev.openaxis.osdp.peripheral.KeyStorage;
import dev.openaxis.osdp.peripheral.PeripheralListener;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import dev.openaxis.osdp.peripheral.ReportOverflow;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes a {@link PeripheralDevice}. Everything but the line has a default, which is said at each method. */
public final class PeripheralDeviceBuilder {
    static final int CLIENT_ID_SIZE = 8;
    private static final int MOST_ADDRESS = 0x7E;
    private static final Duration LATEST_REPLY = Duration.ofMillis(200);
    private static final Duration BETWEEN_CHARACTERS = Duration.ofMillis(20);

    private final ByteLine line;
    private int address;
    private PdIdentification identification = new PdIdentification(new Oui(0), 1, 1, 1, 1, 0, 0);
    private @Nullable ExtendedIdentification extended;
    private @Nullable Octets clientId;
    private PdCapabilities capabilities = new PdCapabilities(List.of(
            new Capability(Capability.INPUTS, 1, 2),
            new Capability(Capability.OUTPUTS, 3, 2),
            new Capability(Capability.CARD_FORMAT, 1, 0),
            new Capability(Capability.LED, 5, 1),
            new Capability(Capability.BUZZER, 2, 1),
            new Capability(Capability.TEXT, 1, 1),
            new Capability(Capability.CHECK, 1, 0),
            new Capability(Capability.SECURITY, 1, 0),
            new Capability(Capability.RECEIVE_BUFFER, 0x00, 0x01),
            new Capability(Capability.LARGEST_MESSAGE, 0x00, 0x08),
            new Capability(Capability.READERS, 0, 1),
            new Capability(Capability.VERSION, 2, 0)));
    private @Nullable Scbk key;
    private boolean securityRequired = true;
    private Duration installMode = Duration.ZERO;
    private SecureRandom random = new SecureRandom();
    private CommandHandler handler = new CommandHandler() {};
    private PeripheralListener listener = new PeripheralListener() {};
    private KeyStorage keyStorage = KeyStorage.inMemory();
    private @Nullable FileReceiver files;
    private Duration replyDelay = Duration.ofMillis(3);
    private Duration reopenAfter = Duration.ofSeconds(5);
    private int reportLimit = 64;
    private ReportOverflow overflow = ReportOverflow.DROP_OLDEST;
    private final Set<PeripheralVariant> variants = EnumSet.noneOf(PeripheralVariant.class);

    PeripheralDeviceBuilder(ByteLine line) {
        this.line = line;
    }

    /**
     * The address.
     *
     * @param address 0 to 126; 0 by default, as devices are delivered with
     * @return this builder
     */
    public PeripheralDeviceBuilder address(int address) {
        require(address >= 0 && address <= MOST_ADDRESS, "no device has address " + address);
        this.address = address;
        return this;
    }

    /**
     * Who the device says it is.
     *
     * @param identification what ID is answered with; by default vendor 00-00-00, model, version and serial number 1
     * @return this builder
     */
    public PeripheralDeviceBuilder identification(PdIdentification identification) {
        this.identification = identification;
        return this;
    }

    /**
     * Who the device says it is, at length.
     *
     * @param extended what ID type 1 is answered with; by default there is none, and the short one is the answer
     * @return this builder
     */
    public PeripheralDeviceBuilder extendedIdentification(ExtendedIdentification extended) {
        require(!extended.entries().isEmpty(), "an extended identification says something");
        this.extended = extended;
        return this;
    }

    /**
     * Who the device says it is in the handshake.
     *
     * @param clientId cUID, 8 bytes; by default vendor, serial number and a zero, as OSDP.Net devices have it
     * @return this builder
     */
    public PeripheralDeviceBuilder clientId(Octets clientId) {
        require(clientId.length() == CLIENT_ID_SIZE, "a client id has 8 bytes");
        this.clientId = clientId;
        return this;
    }

    /**
     * What the device can do. It has the inputs, outputs, lights and readers that this tells, takes frames and messages as large
     * as this tells, and refuses what this does not have.
     *
     * @param capabilities what CAP is answered with; by default one reader with a light of all colours, sounder and text, two
     *     inputs and two outputs, frames of 256 bytes and messages of 2048
     * @return this builder
     */
    public PeripheralDeviceBuilder capabilities(PdCapabilities capabilities) {
        this.capabilities = capabilities;
        return this;
    }

    /**
     * The device's own key, which its panel has as well.
     *
     * @param key the key; by default there is none, and a panel has to give it in {@linkplain #installMode install mode}
     * @return this builder
     */
    public PeripheralDeviceBuilder key(Scbk key) {
        this.key = key;
        return this;
    }

    /**
     * Where a key goes that the panel gives.
     *
     * @param storage the storage; by default it lives as long as the device
     * @return this builder
     */
    public PeripheralDeviceBuilder keyStorage(KeyStorage storage) {
        this.keyStorage = storage;
        return this;
    }

    /**
     * Whether commands need a secure channel. If not, cards and PINs are told to whoever asks and everybody may switch outputs.
     * If so, only ID and CAP are answered in clear, and COMSET as long as the device has no key or is in install mode; the
     * standard would always take COMSET in clear, libosdp never does.
     *
     * @param required true by default
     * @return this builder
     */
    public PeripheralDeviceBuilder securityRequired(boolean required) {
        this.securityRequired = required;
        return this;
    }

    /**
     * Takes SCBK-D for some time after the start, so that a panel can give the device its key.
     *
     * @param time how long; not at all by default, recommended are at most 10 min
     * @return this builder
     */
    public PeripheralDeviceBuilder installMode(Duration time) {
        require(!time.isNegative(), "time does not go back");
        this.installMode = time;
        return this;
    }

    /**
     * Where random numbers come from.
     *
     * @param random a cryptographic generator, for example of a module; by default the platform's
     * @return this builder
     */
    public PeripheralDeviceBuilder random(SecureRandom random) {
        this.random = random;
        return this;
    }

    /**
     * Who carries out what the device cannot do by itself.
     *
     * @param handler the handler; by default such commands are refused
     * @return this builder
     */
    public PeripheralDeviceBuilder handler(CommandHandler handler) {
        this.handler = handler;
        return this;
    }

    /**
     * Who hears what the panel did.
     *
     * @param listener the listener; by default nobody
     * @return this builder
     */
    public PeripheralDeviceBuilder listener(PeripheralListener listener) {
        this.listener = listener;
        return this;
    }

    /**
     * Who takes files.
     *
     * @param receiver the receiver; by default files are refused
     * @return this builder
     */
    public PeripheralDeviceBuilder files(FileReceiver receiver) {
        this.files = receiver;
        return this;
    }

    /**
     * How long after a command its reply begins. It is never sooner than two characters, so that the panel has left the line.
     *
     * @param delay at most 200 ms, which is how long panels wait; 3 ms by default
     * @return this builder
     */
    public PeripheralDeviceBuilder replyDelay(Duration delay) {
        require(!delay.isNegative() && delay.compareTo(LATEST_REPLY) <= 0, "no panel waits " + delay);
        this.replyDelay = delay;
        return this;
    }

    /**
     * When a line that was lost is opened again.
     *
     * @param time after how long; 5 s by default
     * @return this builder
     */
    public PeripheralDeviceBuilder reopenAfter(Duration time) {
        require(!time.isNegative(), "time does not go back");
        this.reopenAfter = time;
        return this;
    }

    /**
     * How many reports wait for the panel, and which gives way to more.
     *
     * @param limit 1 or more; 64 by default
     * @param overflow the oldest by default
     * @return this builder
     */
    public PeripheralDeviceBuilder reports(int limit, ReportOverflow overflow) {
        require(limit >= 1, "a device that reports nothing is none");
        this.reportLimit = limit;
        this.overflow = overflow;
        return this;
    }

    /**
     * Lets the device differ from what the sources recommend, for tests of panels.
     *
     * @param variant how; may be called for several
     * @return this builder
     */
    public PeripheralDeviceBuilder variant(PeripheralVariant variant) {
        variants.add(variant);
        return this;
    }

    /**
     * Switches the device on: it opens its line and waits for a panel.
     *
     * @return the device
     */
    public PeripheralDevice start() {
        Duration gap = BETWEEN_CHARACTERS.plus(line.tolerance());
        PeripheralDevice device = new PeripheralDevice(
                line,
                new Settings(
                        new CommunicationSettings(address, line.baudRate()),
                        new Settings.Identity(identification, extended, clientIdOrDefault(), capabilities),
                        new Settings.Protection(key, securityRequired, installMode, random),
                        new Settings.Host(handler, listener, keyStorage, files),
                        new Settings.Timing(replyDelay, gap),
                        new Settings.Reports(reportLimit, overflow),
                        variants),
                reopenAfter);
        device.start();
        return device;
    }

    private Octets clientIdOrDefault() {
        if (clientId != null) {
            return clientId;
        }
        int vendor = identification.vendor().value();
        long serial = identification.serial();
        return Octets.of(
                (byte) (vendor >> 16),
                (byte) (vendor >> 8),
                (byte) vendor,
                (byte) serial,
                (byte) (serial >> 8),
                (byte) (serial >> 16),
                (byte) (serial >> 24),
                (byte) 0);
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
