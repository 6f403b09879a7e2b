package dev.openaxis.vapix;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.CredentialsProvider;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Role;
import dev.openaxis.core.http.DeviceHttp;
import dev.openaxis.core.internal.operation.Engine;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.core.tls.OwnCertificate;
import dev.openaxis.core.tls.TrustPolicy;
import dev.openaxis.vapix.accounts.AccountRole;
import dev.openaxis.vapix.accounts.Accounts;
import dev.openaxis.vapix.accounts.NewAccount;
import dev.openaxis.vapix.config.DeviceConfiguration;
import dev.openaxis.vapix.events.Events;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.accounts.SetUp;
import dev.openaxis.vapix.internal.config.ConfigSession;
import dev.openaxis.vapix.internal.io.IoSession;
import dev.openaxis.vapix.io.Io;
import dev.openaxis.vapix.mqtt.Mqtt;
import dev.openaxis.vapix.parameters.Parameters;
import dev.openaxis.vapix.points.Points;
import dev.openaxis.vapix.rules.Rules;
import dev.openaxis.vapix.serial.SerialPorts;
import dev.openaxis.vapix.system.DeviceSystem;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Axis device. Thread-safe; made once and kept: it reconnects by itself after a restart of the device. Building one
 * does no I/O, {@code connect} does.
 *
 * <pre>{@code
 * try (AxisDevice device = AxisDevice.connect("https://10.0.0.7", credentials, TrustPolicy.pinned(sha256))) {
 *   device.io().relay(RelayId.of(0)).pulse(Duration.ofSeconds(3));
 * }
 * }</pre>
 */
public final class AxisDevice implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AxisDevice.class);
    /** Longest that closing waits for what streams leave on the device. */
    private static final Duration LEAVING = Duration.ofSeconds(1);

    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(30);

    /** What all views of one device share. */
    private record Shared(
            DeviceSession session,
            IoSession io,
            ConfigSession config,
            Engine engine,
            @Nullable AxisRuntime ownRuntime) {}

    private final Shared shared;
    private final CallOptions options;

    private AxisDevice(Shared shared, CallOptions options) {
        this.shared = shared;
        this.options = options;
    }

    /**
     * Connects to a device with threads of its own. For more than a handful of devices share an {@link AxisRuntime} through
     * {@link #builder}.
     *
     * @param address {@code https://host[:port]} or {@code http://host[:port]}
     * @param credentials the device account
     * @param trust which certificate the device may present; {@link TrustPolicy#publicAuthorities()} for {@code http://}
     * @return the connected device
     * @throws dev.openaxis.core.AxisException if it cannot be reached, trusted or logged in to, or is not an Axis device
     */
    public static AxisDevice connect(String address, CredentialsProvider credentials, TrustPolicy trust) {
        return builder(address).credentials(credentials).trust(trust).connect();
    }

    /**
     * Starts describing a device.
     *
     * @param address {@code https://host[:port]} or {@code http://host[:port]}
     * @return a builder
     * @throws IllegalArgumentException if the address is malformed
     */
    public static Builder builder(String address) {
        return new Builder(DeviceAddress.parse(address));
    }

    /**
     * Where the device listens.
     *
     * @return scheme, host and port
     */
    public DeviceAddress address() {
        return shared.session.invoker().address();
    }

    /**
     * Who the device is, as found out when connecting. Does no I/O after {@code connect}.
     *
     * @return its identity
     * @throws dev.openaxis.core.AxisException if the device was not connected yet and cannot be asked now
     */
    public DeviceInfo info() {
        return identity().info();
    }

    /**
     * What the device can do, as found out when connecting. Does no I/O after {@code connect}.
     *
     * @return its capabilities
     * @throws dev.openaxis.core.AxisException if the device was not connected yet and cannot be asked now
     */
    public Capabilities capabilities() {
        return identity().capabilities();
    }

    private DeviceSession.Identity identity() {
        return shared.session
                .known()
                .orElseGet(() -> shared.session.invoker().call(identifying(shared.session), options));
    }

    /**
     * Ports and relays.
     *
     * @return the client
     */
    public Io io() {
        return new Io(shared.io, options);
    }

    /**
     * Live events, and what the device declares of them.
     *
     * @return the client
     */
    public Events events() {
        return new Events(shared.io, options);
    }

    /**
     * Live points: everything with a wire, and how far its last known value can be trusted.
     *
     * @return the client
     */
    public Points points() {
        return new Points(shared.io, options);
    }

    /**
     * The device's own MQTT client: which broker it connects to, what it publishes and what it subscribes to.
     *
     * @return the client
     */
    public Mqtt mqtt() {
        return new Mqtt(shared.session, options);
    }

    /**
     * The device itself: readiness, identity and APIs.
     *
     * @return the client
     */
    public DeviceSystem system() {
        return new DeviceSystem(shared.session, options);
    }

    /**
     * Parameters.
     *
     * @return the client
     */
    public Parameters parameters() {
        return new Parameters(shared.session, options);
    }

    /**
     * Accounts.
     *
     * @return the client
     */
    public Accounts accounts() {
        return new Accounts(shared.session, options);
    }

    /**
     * Device Configuration APIs.
     *
     * @return the client
     */
    public DeviceConfiguration config() {
        return new DeviceConfiguration(shared.config, options);
    }

    /**
     * Serial ports, and lines of bytes through them.
     *
     * @return the client
     */
    public SerialPorts serialPorts() {
        return new SerialPorts(shared.session, shared.engine, options);
    }

    /**
     * Action rules, recipients and schedules.
     *
     * @return the client
     */
    public Rules rules() {
        return new Rules(shared.io, options);
    }

    /**
     * Plain HTTP with this device's log-in and trust, for endpoints without a typed client.
     *
     * @return the client; closing it closes the device
     */
    public DeviceHttp http() {
        return new DeviceHttp(shared.session.invoker(), shared.session::rightDevice).with(options);
    }

    /**
     * The same device with other call options.
     *
     * @param callOptions how calls are made
     * @return a view on the same connections
     */
    public AxisDevice with(CallOptions callOptions) {
        return new AxisDevice(shared, callOptions);
    }

    /**
     * Refuses new calls, waits for actions already sent up to their deadlines, ends everything else, closes all
     * connections. Closing any view closes the device.
     *
     * <p>If events came over a pull point, the device is asked first to end it, for a second at most and not when this is called
     * on a thread of the SDK; a pull point that is not ended stays on the device for ten minutes.
     */
    @Override
    public void close() {
        leave(shared.io.closeAsync());
        shared.session.invoker().close();
        if (shared.ownRuntime != null) {
            shared.ownRuntime.close();
        }
    }

    private void leave(CompletableFuture<Void> left) {
        if (left.isDone() || !shared.session.invoker().mayBlock()) {
            return;
        }
        try {
            left.get(LEAVING.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the device may keep a subscription to its events for some time: {}", e.toString());
        }
    }

    private AxisDevice begin(Operation<DeviceSession.Identity> operation) {
        try {
            shared.session.invoker().call(operation, options);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private CompletableFuture<AxisDevice> beginAsync(Operation<DeviceSession.Identity> operation) {
        // However the future ends, by the caller's own time-out for example: a device nobody got is closed.
        return shared.session.invoker().start(operation.map(done -> this), options, result -> {
            if (!result) {
                closeWithoutWaiting();
            }
        });
    }

    private void closeWithoutWaiting() {
        shared.io.closeAsync();
        CompletableFuture<Void> gone = shared.session.invoker().closeAsync();
        AxisRuntime own = shared.ownRuntime;
        if (own != null) {
            // Closing a runtime waits, so it is not done here but where futures complete.
            gone.thenRunAsync(own::close, shared.session.invoker().callbacks());
        }
    }

    @Override
    public String toString() {
        return "AxisDevice[" + address()
                + shared.session.known().map(known -> ", " + known.info()).orElse("") + "]";
    }

    private static Operation<DeviceSession.Identity> identifying(DeviceSession session) {
        return Operation.named("connect", "systemready, basic-device-info, api-discovery", Effect.READ)
                .role(Role.VIEWER, "VAPIX authentication")
                .within(CONNECT_DEADLINE)
                .steps(session::identity);
    }

    /** Collects what is needed to reach a device. */
    public static final class Builder {
        private final DeviceAddress address;
        private @Nullable CredentialsProvider credentials;
        private TrustPolicy trust = TrustPolicy.publicAuthorities();
        private @Nullable OwnCertificate presented;
        private @Nullable AxisRuntime runtime;
        private @Nullable String serial;
        private boolean clearTextSetUp;
        private boolean operatorsOnly;
        private CallOptions options = CallOptions.DEFAULT;

        private Builder(DeviceAddress address) {
            this.address = address;
        }

        /**
         * Sets the account.
         *
         * @param account name and password, or who knows them
         * @return this
         */
        public Builder credentials(CredentialsProvider account) {
            this.credentials = Objects.requireNonNull(account, "credentials");
            return this;
        }

        /**
         * Sets which certificate the device may present.
         *
         * @param policy the policy; default {@link TrustPolicy#publicAuthorities()}, which few devices satisfy
         * @return this
         */
        public Builder trust(TrustPolicy policy) {
            this.trust = policy;
            return this;
        }

        /**
         * Shares threads with other devices.
         *
         * @param shared a runtime, which stays open when the device is closed
         * @return this
         */
        public Builder runtime(AxisRuntime shared) {
            this.runtime = shared;
            return this;
        }

        /**
         * Presents a certificate of this side where the other asks for one.
         *
         * @param certificate the certificate and its key
         * @return this
         */
        public Builder clientCertificate(OwnCertificate certificate) {
            this.presented = certificate;
            return this;
        }

        /**
         * Connects only to this very device: the serial number is checked before any credentials are sent.
         *
         * @param expected 12 hex digits
         * @return this
         * @throws IllegalArgumentException if it is something else
         */
        public Builder serial(String expected) {
            if (!expected.matches("[0-9A-Fa-f]{12}")) {
                throw new IllegalArgumentException("a serial number has 12 hex digits: " + expected);
            }
            this.serial = expected;
            return this;
        }

        /**
         * Sets the call options of the device object.
         *
         * @param callOptions how calls are made
         * @return this
         */
        public Builder with(CallOptions callOptions) {
            this.options = callOptions;
            return this;
        }

        /**
         * Drives outputs only if the account is an operator or administrator. Devices let viewers switch outputs as well
         * (VAPIX input-and-outputs), which few people expect of an account for looking. The role is the one the device told
         * at the log-in; where it tells none, nothing is driven.
         *
         * @return this
         */
        public Builder actionsByOperatorsOnly() {
            this.operatorsOnly = true;
            return this;
        }

        /**
         * Allows {@link #setUp} over {@code http://}, where everybody on the way reads the password.
         *
         * @return this
         */
        public Builder setUpOverClearText() {
            this.clearTextSetUp = true;
            return this;
        }

        /**
         * Makes the device object without any I/O; the first call connects.
         *
         * @return the device
         */
        public AxisDevice build() {
            return build(credentials);
        }

        private AxisDevice build(@Nullable CredentialsProvider account) {
            AxisRuntime given = runtime;
            AxisRuntime own = given == null ? AxisRuntime.create() : null;
            Engine engine = (Engine) (given != null ? given : Objects.requireNonNull(own));
            DeviceSession session = session(engine, account);
            return new AxisDevice(
                    new Shared(session, new IoSession(session, operatorsOnly), new ConfigSession(session), engine, own),
                    options);
        }

        private DeviceSession session(Engine engine, @Nullable CredentialsProvider account) {
            return new DeviceSession(engine.device(address, account, trust, presented), serial);
        }

        /**
         * Makes the device object and connects: reachable, ready, an Axis device with the expected serial number, and the
         * account accepted.
         *
         * @return the connected device
         * @throws dev.openaxis.core.AxisException otherwise; the device object is closed then
         */
        public AxisDevice connect() {
            AxisDevice device = build();
            return device.begin(identifying(device.shared.session));
        }

        /**
         * As {@link #connect}, as a future.
         *
         * @return the connected device; the device object is closed if it fails
         */
        public CompletableFuture<AxisDevice> connectAsync() {
            AxisDevice device = build();
            return device.beginAsync(identifying(device.shared.session));
        }

        /**
         * Creates the first administrator of a factory-defaulted device and connects with it; a device that is set up
         * already is connected to. Waits until the device is ready, 60 s at most unless the call options say otherwise.
         *
         * <p>Devices before AXIS OS 11.5 take nobody but {@code root} as the first account. There {@code root} is created
         * with the same password, and then the other account; {@code root} cannot be removed. On devices older than AXIS OS
         * 9.40 the factory password of {@code root} is replaced. The first account of a device may always move cameras.
         *
         * <p>If it ends with an error whose {@link dev.openaxis.core.AxisException#effect()} is not {@code NONE}, the
         * account may exist: calling it again continues.
         *
         * @param first the administrator; the builder's own credentials are not used
         * @return the connected device
         * @throws IllegalArgumentException if the account is not an administrator
         * @throws IllegalStateException over {@code http://} without {@link #setUpOverClearText}
         * @throws dev.openaxis.core.RefusedException if the device does not take the name or the password
         * @throws dev.openaxis.core.AuthenticationException if it is set up already and does not accept the account
         * @throws dev.openaxis.core.AxisException if it cannot be reached, trusted or identified
         */
        public AxisDevice setUp(NewAccount first) {
            AxisDevice device = build(loginOf(first));
            return device.begin(settingUp(device, first));
        }

        /**
         * As {@link #setUp}, as a future.
         *
         * @param first the administrator
         * @return the connected device; the device object is closed if it fails
         */
        public CompletableFuture<AxisDevice> setUpAsync(NewAccount first) {
            AxisDevice device = build(loginOf(first));
            return device.beginAsync(settingUp(device, first));
        }

        private Credentials loginOf(NewAccount first) {
            if (first.role() != AccountRole.ADMIN) {
                throw new IllegalArgumentException("the first account of a device is an administrator: " + first);
            }
            if (!address.secure() && !clearTextSetUp) {
                throw new IllegalStateException(
                        "the password would go out in clear text: use https://, or allow it with setUpOverClearText()");
            }
            return Credentials.of(first.name(), first.password());
        }

        private Operation<DeviceSession.Identity> settingUp(AxisDevice device, NewAccount first) {
            return SetUp.operation(device.shared.session, first, account -> session(device.shared.engine, account));
        }
    }
}
