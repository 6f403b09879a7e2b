package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.A9188;
import dev.openaxis.testkit.internal.A9210;
import dev.openaxis.testkit.internal.Account;
import dev.openaxis.testkit.internal.DeviceConfig;
import dev.openaxis.testkit.internal.DeviceCore;
import dev.openaxis.testkit.internal.ExpansionModule;
import dev.openaxis.testkit.internal.Fidelity;
import dev.openaxis.testkit.internal.KeySource;
import dev.openaxis.testkit.internal.Place;
import dev.openaxis.testkit.internal.Port;
import dev.openaxis.testkit.internal.PortSpec;
import dev.openaxis.testkit.internal.Product;
import dev.openaxis.testkit.internal.Recorded;
import dev.openaxis.testkit.internal.RecordedProducts;
import dev.openaxis.testkit.internal.Throttle;
import dev.openaxis.testkit.internal.VirtualInput;
import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A simulated Axis device on the loopback address, with HTTP and HTTPS on free ports.
 *
 * <pre>{@code
 * try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
 *     device.input(1).close();
 *     // point the client at device.httpUri(), user "root", password "pass-of-tests"
 *     assertThat(device.relay(0).closures()).isEqualTo(1);
 * }
 * }</pre>
 *
 * <p>{@link #fidelity()} tells how sure each behaviour is. All methods may be called from any thread.
 */
public final class SimulatedDevice implements AutoCloseable {
    /** Name of the default administrator. */
    public static final String DEFAULT_USER = "root";

    /** Password of the default administrator. */
    public static final String DEFAULT_PASSWORD = "pass-of-tests";

    private final DeviceCore core;
    private final Faults faults;

    private SimulatedDevice(DeviceCore core) {
        this.core = core;
        this.faults = new Faults(core);
    }

    /**
     * An A9210 network I/O relay module: relay, five inputs, three outputs, two configurable I/Os (reference 02 section
     * 8.2).
     *
     * @return a builder
     */
    public static Builder a9210() {
        return new Builder(A9210.product());
    }

    /**
     * An A9188 network I/O relay module with its own version numbers (1.84.1): configurable I/Os 1 to 8 (ports 0 to 7),
     * relays 0 to 7 (ports 8 to 15), the general purpose I/O service, no API discovery (reference 02 section 5).
     *
     * @return a builder; {@link GpioVariant} has the readings that concern it
     */
    public static Builder a9188() {
        return new Builder(A9188.product());
    }

    /**
     * A device of another generation, as its recordings have it. Ports of a D4200-VE are {@link #auxInput} 1 and 2 or
     * {@link #output} 0 and 1, those of a P5512 1 to 4 or 0 to 3, the PIR sensor of a camera is {@link #input} 1.
     *
     * @param device which one
     * @return a builder; versions are those of the recordings
     */
    public static Builder recorded(RecordedDevice device) {
        return new Builder(RecordedProducts.of(device));
    }

    /**
     * Address of the HTTP listener.
     *
     * @return for example {@code http://127.0.0.1:40123}
     */
    public URI httpUri() {
        return URI.create("http://" + core.authority(false));
    }

    /**
     * Address of the HTTPS listener.
     *
     * @return for example {@code https://127.0.0.1:40124}
     */
    public URI httpsUri() {
        core.prepareHttps();
        return URI.create("https://" + core.authority(true));
    }

    /**
     * The serial number.
     *
     * @return 12 upper-case hex digits
     */
    public String serial() {
        return core.config().serial();
    }

    /**
     * The self-signed certificate of the HTTPS listener (RSA-2048, valid for the address of the device and localhost).
     *
     * @return the certificate, distinct per device; a hard factory default replaces it
     */
    public X509Certificate certificate() {
        return core.certificate();
    }

    /**
     * Fingerprint of the certificate.
     *
     * @return lower-case hex of SHA-256 over the DER form
     */
    public String certificateSha256() {
        return core.certificateSha256();
    }

    /**
     * An input terminal.
     *
     * @param terminal 1 to 5 for I1 to I5 of an A9210
     * @return its wires
     */
    public SimulatedInput input(int terminal) {
        return wires(terminals().inputs(), terminal, "I");
    }

    /**
     * A configurable I/O terminal, an input when the device starts.
     *
     * @param terminal 1 or 2 for I/O 1 and I/O 2 of an A9210, 1 to 8 on an A9188
     * @return its wires; they have no effect while the port is an output
     */
    public SimulatedInput auxInput(int terminal) {
        return wires(terminals().auxiliaries(), terminal, "I/O ");
    }

    private Product.Terminals terminals() {
        return core.config().model().terminals();
    }

    private SimulatedInput wires(List<Integer> ports, int terminal, String print) {
        if (terminal < 1 || terminal > ports.size()) {
            throw new IllegalArgumentException(
                    "There is no terminal " + print + terminal + ", there are " + ports.size());
        }
        return new SimulatedInput(core, port(ports.get(terminal - 1)));
    }

    /**
     * A relay contact.
     *
     * @param relay 0 for the form C relay of an A9210, 0 to 7 on an A9188
     * @return the contact
     */
    public SimulatedOutput relay(int relay) {
        List<Integer> relays = terminals().relays();
        if (relay < 0 || relay >= relays.size()) {
            throw new IllegalArgumentException("There is no relay " + relay + ", there are " + relays.size());
        }
        return new SimulatedOutput(port(relays.get(relay)));
    }

    /**
     * Any output by its port number, the open-drain outputs 3, 4 and 6, and the configurable ports 7 and 8 and those of
     * modules once they are outputs.
     *
     * @param port 0-based port number
     * @return the contact
     */
    public SimulatedOutput output(int port) {
        Port found = port(port);
        if (found.direction() != Direction.OUTPUT) {
            throw new IllegalArgumentException("Port " + port + " is an input");
        }
        return new SimulatedOutput(found);
    }

    /**
     * An A9910 module.
     *
     * @param index counted from 0 in the order they were added
     * @return the module
     */
    public SimulatedModule module(int index) {
        List<ExpansionModule> modules = core.expansion().modules();
        if (index < 0 || index >= modules.size()) {
            throw new IllegalArgumentException("There is no module " + index + ", there are " + modules.size());
        }
        return new SimulatedModule(core, modules.get(index));
    }

    /**
     * An installer adds an A9910 whose DIP switch has the lowest free address.
     *
     * @return the module; its ports are there
     */
    public SimulatedModule addModule() {
        return new SimulatedModule(core, core.expansion().add(-1));
    }

    /**
     * An installer adds an A9910.
     *
     * @param address the DIP switch, from 0 and unique on the bus; only its order matters
     * @return the module; its ports are there
     */
    public SimulatedModule addModule(int address) {
        if (address < 0) {
            throw new IllegalArgumentException("An address is not negative: " + address);
        }
        return new SimulatedModule(core, core.expansion().add(address));
    }

    /**
     * An installer removes an A9910: its ports are gone. Whether others move up is a {@link Variant} of question
     * {@code MODULE_REMOVAL}.
     *
     * @param index counted from 0 in the order they were added
     */
    public void removeModule(int index) {
        core.expansion().remove(module(index).inside());
    }

    /**
     * A virtual input.
     *
     * @param port counted from 1, to 64 or 32
     * @return the input
     */
    public SimulatedVirtualInput virtualInput(int port) {
        VirtualInput found = core.virtualInputs().find(port);
        if (found == null) {
            throw new IllegalArgumentException("There is no virtual input " + port);
        }
        return new SimulatedVirtualInput(found);
    }

    /**
     * The manual trigger.
     *
     * @return always in the present state
     */
    public SimulatedVirtualInput manualTrigger() {
        return new SimulatedVirtualInput(core.virtualInputs().trigger());
    }

    /**
     * A serial port.
     *
     * @param number counted from 1, as {@code Serial.Ser#}
     * @return the port, and the wire behind it
     * @throws IllegalArgumentException if the device was built without it, see {@link Builder#serialPorts}
     */
    public SimulatedSerialPort serialPort(int number) {
        return new SimulatedSerialPort(core.streams().serial().port(number));
    }

    /**
     * The shock sensor.
     *
     * @return always in the present state
     * @throws IllegalStateException if the device was built without {@link Builder#shockDetection}
     */
    public SimulatedShockDetection shockDetection() {
        if (!core.config().io().shockDetection()) {
            throw new IllegalStateException("This device has no shock detection");
        }
        return new SimulatedShockDetection(core.shockSensor());
    }

    private Port port(int index) {
        Port port = core.board().find(index);
        if (port == null) {
            throw new IllegalArgumentException("There is no port " + index);
        }
        return port;
    }

    /**
     * An installer turns a configurable port into an output or back.
     *
     * @param port 7 or 8, or an I/O of a module
     * @param direction the new direction
     */
    public void changeTopology(int port, Direction direction) {
        core.turn(port, direction);
    }

    /**
     * Another client of the device switches an output; not counted as a request.
     *
     * @param port 0-based number of an output
     * @param active the new state
     */
    public void toggledByAnotherClient(int port, boolean active) {
        core.drive(port, active);
    }

    /**
     * From now on {@code getPorts} answers without {@code normalState} for a port.
     *
     * @param port 0-based port number
     */
    public void removeNormalState(int port) {
        core.hideNormalState(port(port));
    }

    /**
     * An account, whether it exists or not: those given to the builder and those clients create.
     *
     * @param name user name
     * @return what the device knows about it whenever it is asked
     */
    public SimulatedAccount account(String name) {
        return new SimulatedAccount(core.accounts(), name);
    }

    /**
     * An SSH account, whether it exists or not; clients create them through the Device Configuration API {@code ssh}.
     *
     * @param name user name
     * @return what the device knows about it whenever it is asked
     */
    public SimulatedSshUser sshUser(String name) {
        return new SimulatedSshUser(core.sshUsers(), name);
    }

    /**
     * The RTSP port.
     *
     * @return always in the present state
     * @throws IllegalStateException if the device was built without {@link Builder#withRtsp}
     */
    public SimulatedRtsp rtsp() {
        return new SimulatedRtsp(core.streams().rtsp(), httpUri().getHost());
    }

    /**
     * The MQTT client; clients of the device configure it through {@code mqtt/client.cgi}.
     *
     * @return always in the present state
     */
    public SimulatedMqtt mqtt() {
        return new SimulatedMqtt(core.streams().mqtt());
    }

    /**
     * Events that nothing of the device causes, and what was sent on each stream.
     *
     * @return always in the present state
     */
    public SimulatedEvents events() {
        return new SimulatedEvents(core.streams().source());
    }

    /**
     * What is broken about the device.
     *
     * @return always the same object
     */
    public Faults faults() {
        return faults;
    }

    /**
     * Restarts: drops every connection with the requests that were not carried out yet, opens all outputs, refuses
     * connections for a while; then a new boot id, and nonces and web socket tokens of before are invalid. {@code systemready} says no for
     * {@link Builder#readyAfterRestart} and then yes. Returns as soon as the connections are dropped. Clients restart
     * the device with {@code firmwaremanagement.cgi} or {@code restart.cgi}.
     *
     * @param downtime how long connections are refused
     */
    public void restart(Duration downtime) {
        core.restart(downtime);
    }

    /**
     * Identifier of the present boot, as {@code systemready} reports it.
     *
     * @return a UUID
     */
    public String bootId() {
        return core.bootId();
    }

    /**
     * Tells whether start-up is complete.
     *
     * @return false from a restart until {@code systemready} says yes
     */
    public boolean isReady() {
        return core.isReady();
    }

    /**
     * The requests received so far; at most {@link Builder#requestLog} of them, the newest.
     *
     * @return oldest first
     */
    public List<ReceivedRequest> requests() {
        return core.requests();
    }

    /**
     * Takes the oldest request that was not taken yet, waiting for one if there is none.
     *
     * @param timeout how long to wait
     * @return the request
     * @throws InterruptedException if the waiting thread is interrupted
     * @throws AssertionError if no request arrived in time
     */
    public ReceivedRequest takeRequest(Duration timeout) throws InterruptedException {
        ReceivedRequest request = core.takeRequest(timeout);
        if (request == null) {
            throw new AssertionError("No request arrived within " + timeout);
        }
        return request;
    }

    /**
     * What the device has counted.
     *
     * @return a snapshot
     */
    public Counters counters() {
        return core.counters();
    }

    /**
     * How sure each endpoint is (recorded, documented, observed, inference), and which readings this device was given.
     *
     * @return a table in plain text
     */
    public String fidelity() {
        return Fidelity.of(core.config());
    }

    /** Stops listening, closes every connection and ends the device's threads. */
    @Override
    public void close() {
        core.close();
    }

    @Override
    public String toString() {
        return core.config().product() + " " + serial() + " at " + httpUri();
    }

    /**
     * Describes a device before it is started. A builder may start several devices; they share an RSA key pair, never a
     * certificate. Methods change and return this builder.
     */
    public static final class Builder {
        private final TreeMap<Integer, PortSpec> ports = new TreeMap<>();
        private final List<Account> accounts = new ArrayList<>();
        private final Set<Reading> variants = new LinkedHashSet<>();
        private final Set<String> without = new LinkedHashSet<>();
        private final KeySource keys = new KeySource();
        private final Product model;
        private String serial = "B8A44F000001";
        private String axisOs;
        private @Nullable String apiList;
        private String product;
        private boolean factoryDefaulted;
        private PassphrasePolicy passphrasePolicy = PassphrasePolicy.NONE;
        private Clock clock = Clock.systemUTC();
        private Duration nonceLife = Duration.ofMinutes(5);
        private Duration readyAfterRestart = Duration.ofMillis(500);
        private Duration restartDelay = Duration.ofMillis(100);
        private Duration restartDowntime = Duration.ofSeconds(1);
        private Duration keepAlive = Duration.ofMinutes(3);
        private Duration eventDelay = Duration.ZERO;
        private int connectionLimit = 1024;
        private int requestLog = 10_000;
        private @Nullable Throttle throttle;
        private int modules;
        private @Nullable String supervisedIo;
        private boolean shockDetection;
        private DeviceConfig.Serial serialPorts = new DeviceConfig.Serial(0, Set.of());
        private Duration monitorKeepAlive = Duration.ofSeconds(15);
        private DeviceConfig.@Nullable Rtsp rtsp;
        private Duration mqttReconnectDelay = Duration.ofSeconds(1);

        private Builder(Product model) {
            this.model = model;
            this.axisOs = model.axisOs();
            this.product = model.number();
            model.ports().forEach(port -> ports.put(port.index(), port));
        }

        /**
         * The serial number, also part of the realm. Default B8A44F000001.
         *
         * @param hex 12 hex digits
         * @return this
         */
        public Builder serial(String hex) {
            if (!hex.matches("[0-9A-Fa-f]{12}")) {
                throw new IllegalArgumentException("A serial number has 12 hex digits: " + hex);
            }
            serial = hex.toUpperCase(Locale.ROOT);
            return this;
        }

        /**
         * The AXIS OS version the device reports; it also selects the versions and members of answers and the API list.
         * Default 12.9.57, the newest recorded one; an A9188 has its own numbers.
         *
         * @param version for example {@code 11.11.192}
         * @return this
         */
        public Builder axisOs(String version) {
            if (!version.matches("[0-9]{1,3}(\\.[0-9]{1,4}){1,3}")) {
                throw new IllegalArgumentException("Not an AXIS OS version: " + version);
            }
            axisOs = version;
            return this;
        }

        /**
         * Which recorded API list is served, if not the one of the same major version as {@link #axisOs}. It also decides
         * which of the two recorded lists of Device Configuration APIs is.
         *
         * @param version {@code 12.9.57}, {@code 11.11.192}, {@code 10.12.323} or {@code 9.80.2.2}
         * @return this
         */
        public Builder apiList(String version) {
            if (!Recorded.hasApiList(version)) {
                throw new IllegalArgumentException("No API list of " + version + " was recorded");
            }
            apiList = version;
            return this;
        }

        /**
         * Adds an account. Without any the device has the administrator {@value SimulatedDevice#DEFAULT_USER} with
         * password {@value SimulatedDevice#DEFAULT_PASSWORD}.
         *
         * @param name user name
         * @param password password
         * @param role access level
         * @return this
         */
        public Builder user(String name, String password, SimulatedRole role) {
            accounts.add(new Account(name, password, role));
            return this;
        }

        /**
         * Chooses readings of open questions.
         *
         * @param chosen the readings
         * @return this
         */
        public Builder variant(Reading... chosen) {
            for (Reading variant : chosen) {
                for (Reading other : variants) {
                    if (other != variant && other.question().equals(variant.question())) {
                        throw new IllegalArgumentException(variant + " and " + other + " exclude each other");
                    }
                }
                variants.add(variant);
            }
            return this;
        }

        /**
         * Chooses readings of open questions.
         *
         * @param chosen the readings, for example one of {@link Variant#oneAtATime()} or {@link Reading#oneAtATime}
         * @return this
         */
        public Builder variants(Set<? extends Reading> chosen) {
            return variant(chosen.toArray(new Reading[0]));
        }

        /**
         * The device is as it leaves the factory; accounts given to this builder do not exist. What that means follows
         * {@link #axisOs} (reference 01 section 3.1, documented):
         *
         * <ul>
         *   <li>from 11.6 on no account exists, {@code pwdgrp.cgi} creates the first administrator for anybody;
         *   <li>before, the same, but the first one must be {@code root};
         *   <li>before 9.40.1, and before 5.51.6, 6.50.4 and 8.40.3 of the long-term tracks, {@code root} exists with
         *       the password {@code pass}.
         * </ul>
         *
         * <p>While no account exists, everything that needs a log-in answers 401 with {@code Axis-Setup: vapix}.
         *
         * @return this
         */
        public Builder factoryDefaulted() {
            factoryDefaulted = true;
            return this;
        }

        /**
         * What is asked of new passwords, from AXIS OS 12 on. Default none.
         *
         * @param policy the rule; a violation is answered {@code Error: invalid password.} or as a variant says
         * @return this
         */
        public Builder passphrasePolicy(PassphrasePolicy policy) {
            passphrasePolicy = policy;
            return this;
        }

        /**
         * How long a digest nonce is fresh. Default 300 s, as Apache (inference).
         *
         * @param life by the device's clock
         * @return this
         */
        public Builder nonceLife(Duration life) {
            nonceLife = life;
            return this;
        }

        /**
         * The wall clock of the device: nonces, tokens, time stamps, uptime. Pulses and sequences run in real time.
         *
         * @param wallClock default the system clock
         * @return this
         */
        public Builder clock(Clock wallClock) {
            clock = wallClock;
            return this;
        }

        /**
         * Names a port. Default {@code Port n+1}, on an A9188 {@code Input n+1} or {@code Output n+1}.
         *
         * @param port 0-based port number
         * @param name nice name
         * @return this
         */
        public Builder portName(int port, String name) {
            ports.put(port, spec(port).named(name));
            return this;
        }

        /**
         * Makes a port's idle circuit closed.
         *
         * @param port 0-based port number
         * @return this
         */
        public Builder normallyClosed(int port) {
            ports.put(port, spec(port).whichIsNormallyClosed());
            return this;
        }

        private PortSpec spec(int port) {
            return Optional.ofNullable(ports.get(port))
                    .orElseThrow(() -> new IllegalArgumentException("There is no port " + port));
        }

        /**
         * How many A9910 modules are on the bus when the device starts, with addresses from 0. Default none.
         *
         * @param count 0 to 16
         * @return this
         */
        public Builder modules(int count) {
            if (count < 0 || count > model.maxModules()) {
                throw new IllegalArgumentException(
                        "An " + model.number() + " has 0 to " + model.maxModules() + " modules, not " + count);
            }
            modules = count;
            return this;
        }

        /**
         * The highest version of supervised I/O. Default 2.0, below AXIS OS 10.12 1.0.
         *
         * @param version {@code 1.0} or {@code 2.0}
         * @return this
         */
        public Builder supervisedIo(String version) {
            if (!version.equals("1.0") && !version.equals("2.0")) {
                throw new IllegalArgumentException("Supervised I/O has versions 1.0 and 2.0, not " + version);
            }
            supervisedIo = version;
            return this;
        }

        /**
         * The device has a shock sensor, its API and {@code Properties.Tampering.ShockDetection} (reference 02 section 10).
         * By default it has not: which products do is not found. {@link ShockVariant} has the readings.
         *
         * @return this
         */
        public Builder shockDetection() {
            shockDetection = true;
            return this;
        }

        /**
         * The device has serial ports for general use (reference 02 section 11): RS-485, 9600 bits per second, 8 data bits, no
         * parity, one stop bit, every server off. By default {@code Properties.Serial.Serial} is {@code no}, as on every recorded
         * device; whether the ports of I/O modules and door controllers are such ports is not found. {@link SerialVariant} has
         * the readings.
         *
         * @param count how many
         * @param without parameters that the ports lack, named within {@code Serial.Ser#} or {@code PortManager.P#}, for example
         *     {@code Termination}
         * @return this
         */
        public Builder serialPorts(int count, String... without) {
            serialPorts = new DeviceConfig.Serial(count, Set.of(without));
            return this;
        }

        /**
         * The device has an RTSP port for its metadata stream, parameters {@code Properties.API.Metadata} and
         * {@code Network.RTSP.Port} (reference 04 section 2.2), at a free port of its own. By default it has none: which I/O
         * modules do is not found. {@link RtspVariant} has the readings. Sessions time out after 60 s and packets have 1400
         * bytes, as recorded.
         *
         * @return this
         */
        public Builder withRtsp() {
            return withRtsp(DeviceConfig.Rtsp.RECORDED.sessionTimeout(), DeviceConfig.Rtsp.RECORDED.packetBytes());
        }

        /**
         * The same with other bounds.
         *
         * @param sessionTimeout a session without a request for it ends after this time; whole seconds of real time
         * @param packetBytes largest RTP packet including its 12 bytes of header; longer documents come in several
         * @return this
         */
        public Builder withRtsp(Duration sessionTimeout, int packetBytes) {
            rtsp = DeviceConfig.Rtsp.of(sessionTimeout, packetBytes);
            return this;
        }

        /**
         * How long the MQTT client waits before it connects again. Default 1 s; that of a device is not found.
         *
         * @param delay real time
         * @return this
         */
        public Builder mqttReconnectDelay(Duration delay) {
            mqttReconnectDelay = delay;
            return this;
        }

        /**
         * Leaves an API out: it is not in the API list and its endpoint answers 404.
         *
         * @param apiId {@code io-port-management}, {@code event-streaming-over-websocket}, {@code basic-device-info},
         *     {@code api-discovery}, {@code systemready}, {@code fwmgr}, {@code param-cgi}, {@code user-management},
         *     {@code supervised-io}, {@code mqtt-client}, {@code event-mqtt-bridge}, another id of the recorded list, or {@code port.cgi}, {@code usergroup.cgi}, {@code wssession.cgi},
         *     {@code restart.cgi}, {@code factorydefault.cgi}, {@code hardfactorydefault.cgi},
         *     {@code virtualinput}, {@code io/virtualinput.cgi}, {@code axgpio}, {@code soap}; {@code device-config} for the whole Device Configuration
         *     framework, id and key such as {@code ssh.v2} for one of its APIs
         * @return this
         */
        public Builder without(String apiId) {
            without.add(apiId);
            return this;
        }

        /**
         * The same ports under another product number.
         *
         * @param prodNbr for example {@code A1001}
         * @return this
         */
        public Builder product(String prodNbr) {
            product = prodNbr;
            return this;
        }

        /**
         * How long {@code systemready} says no after a restart, from the moment the device listens again. Default 0.5 s.
         *
         * @param time real time
         * @return this
         */
        public Builder readyAfterRestart(Duration time) {
            readyAfterRestart = time;
            return this;
        }

        /**
         * How long the device works on after it has accepted a restart or factory default over the network: it answers
         * {@code systemready} with yes and the old boot id meanwhile. Default 0.1 s.
         *
         * @param time real time
         * @return this
         */
        public Builder restartDelay(Duration time) {
            restartDelay = time;
            return this;
        }

        /**
         * How long connections are refused during a restart or factory default asked for over the network. Default 1 s;
         * a few milliseconds make a restart that falls between two polls.
         *
         * @param time real time
         * @return this
         */
        public Builder restartDowntime(Duration time) {
            restartDowntime = time;
            return this;
        }

        /**
         * When idle connections are closed. Default 180 s (parameter {@code System.BoaKeepAliveTimeout}).
         *
         * @param idle real time
         * @return this
         */
        public Builder keepAlive(Duration idle) {
            keepAlive = idle;
            return this;
        }

        /**
         * How late every notification is sent. Default zero.
         *
         * @param delay real time
         * @return this
         */
        public Builder eventDelay(Duration delay) {
            eventDelay = delay;
            return this;
        }

        /**
         * How long {@code port.cgi?monitor} is silent before it sends an empty part. Default 15 s, as documented.
         *
         * @param silence real time
         * @return this
         */
        public Builder monitorKeepAlive(Duration silence) {
            monitorKeepAlive = silence;
            return this;
        }

        /**
         * Connections above this number are reset at once. Default 1024; a device's own limit is not found.
         *
         * @param limit largest number of open connections
         * @return this
         */
        public Builder connectionLimit(int limit) {
            connectionLimit = limit;
            return this;
        }

        /**
         * How many requests are remembered. Default 10,000.
         *
         * @param newest number, 0 for none
         * @return this
         */
        public Builder requestLog(int newest) {
            requestLog = newest;
            return this;
        }

        /**
         * Brute-force protection: so many wrong passwords from one address within the interval and every request from
         * it is answered 403. Default 20 in 1 s, blocked for 10 s, as documented from AXIS OS 11.5, off before (reference
         * 01 section 2.4).
         *
         * @param failures wrong passwords, 0 to switch the protection off
         * @param interval by the device's clock
         * @param blocking how long, by the device's clock
         * @return this
         */
        public Builder bruteForceProtection(int failures, Duration interval, Duration blocking) {
            throttle = new Throttle(failures, interval, blocking);
            return this;
        }

        /**
         * Starts the device. The HTTPS key pair is made when HTTPS is first asked for.
         *
         * @return a running device, to be closed by the caller
         */
        public SimulatedDevice start() {
            return startOn(null, null, 0);
        }

        /** Starts a device whose serial number is this builder's plus an offset. */
        SimulatedDevice startOn(@Nullable EventLoopGroup group, @Nullable Place place, long offset) {
            return new SimulatedDevice(new DeviceCore(config(offset), group, place));
        }

        String firstSerial() {
            return serial;
        }

        private DeviceConfig config(long offset) {
            List<Account> users = new ArrayList<>(accounts);
            if (users.isEmpty()) {
                users.add(new Account(DEFAULT_USER, DEFAULT_PASSWORD, SimulatedRole.ADMIN));
            }
            String own = String.format(Locale.ROOT, "%012X", (Long.parseLong(serial, 16) + offset) & 0xFFFFFFFFFFFFL);
            String list = apiList == null ? Recorded.apiListFor(axisOs) : apiList;
            for (String id : without) {
                if (!Recorded.canBeWithout(list, id)) {
                    throw new IllegalArgumentException("Nothing on this device is called " + id);
                }
            }
            DeviceConfig config = new DeviceConfig(
                    own,
                    axisOs,
                    list,
                    model,
                    product,
                    List.copyOf(users),
                    factoryDefaulted,
                    passphrasePolicy,
                    Set.copyOf(variants),
                    Set.copyOf(without),
                    List.copyOf(ports.values()),
                    clock,
                    new DeviceConfig.Timing(
                            nonceLife, readyAfterRestart, keepAlive, eventDelay, restartDelay, restartDowntime),
                    new DeviceConfig.Limits(connectionLimit, requestLog, 1024 * 1024),
                    throttle == null ? Throttle.documentedFor(axisOs) : throttle,
                    keys,
                    new DeviceConfig.Io(modules, supervisedIo, shockDetection, monitorKeepAlive, serialPorts),
                    rtsp,
                    mqttReconnectDelay);
            if (passphrasePolicy != PassphrasePolicy.NONE && config.majorVersion() < 12) {
                throw new IllegalArgumentException("AXIS OS " + axisOs + " has no passphrase policy, 12 has");
            }
            return config;
        }
    }
}
