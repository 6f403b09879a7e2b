package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Counters;
import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.ReceivedRequest;
import dev.openaxis.testkit.Variant;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A running device: web server, ports and everything that hangs on them, on one event loop. */
public final class DeviceCore implements AutoCloseable {
    private final DeviceConfig config;
    private final DeviceLoop loop;
    private final Boot boot;
    private final Tally tally = new Tally();
    private final RequestLog requestLog;
    private final FaultQueue faults = new FaultQueue();
    private final AccountStore accounts;
    private final SshUsers sshUsers = new SshUsers();
    private final DeviceSettings settings;
    private final VirtualHosts virtualHosts;
    private final Authenticator authenticator;
    private final BruteForceGuard guard;
    private final PortBoard board;
    private final PortActions actions;
    private final StateSequences sequences;
    private final ParameterTree parameters;
    private final VirtualInputs virtualInputs;
    private final PortActions simulations;
    private final ExpansionBus expansion;
    private final Gpio gpio;
    private final ShockSensor shockSensor;
    private final EventBus events;
    private final PullPoints pullPoints;
    private final Schedules schedules;
    private final RuleBook rules;
    private final RuleEngine ruleEngine;
    private final DeviceStreams streams;
    private final WebSocketSession sessions;
    private final Router router;
    private final AnswerWriter writer;
    private final Dispatcher dispatcher;
    private final Restarts restarts;
    private final WebServer server;

    /**
     * Starts a device.
     *
     * @param config what it is like
     * @param shared threads to use, or null to make and end one of its own
     * @param place where it is found, or null for free ports on 127.0.0.1
     */
    @SuppressWarnings("this-escape") // parts look the device up only when they work
    public DeviceCore(DeviceConfig config, @Nullable EventLoopGroup shared, @Nullable Place place) {
        this.config = config;
        this.loop = new DeviceLoop("testkit-" + config.serial(), shared);
        this.boot = new Boot(config.clock(), loop);
        this.requestLog = new RequestLog(config.limits().requestLog());
        this.accounts = new AccountStore(
                config.factoryDefaulted() ? FactoryState.of(config).accounts() : config.accounts());
        this.settings = new DeviceSettings(config);
        this.virtualHosts = new VirtualHosts(config);
        this.authenticator = new Authenticator(config, accounts);
        this.guard = new BruteForceGuard(config);
        this.events = new EventBus(this);
        this.pullPoints = new PullPoints(this);
        this.schedules = new Schedules(this, loop.eventLoop());
        this.rules = new RuleBook(config);
        this.ruleEngine = new RuleEngine(this);
        this.streams = new DeviceStreams(this);
        this.board = new PortBoard(config, this::portsChanged);
        this.actions = new PortActions(loop.eventLoop(), config);
        this.sequences = new StateSequences(loop.eventLoop());
        this.parameters = new ParameterTree(this);
        this.virtualInputs = new VirtualInputs(config, loop.eventLoop(), tally, events::refresh);
        this.simulations = new PortActions(loop.eventLoop(), config);
        this.expansion = new ExpansionBus(this);
        this.gpio = new Gpio(this);
        this.shockSensor = new ShockSensor(this);
        this.sessions = new WebSocketSession(config);
        this.router = new Router(this, sessions);
        this.writer = new AnswerWriter(config);
        this.dispatcher = new Dispatcher(this);
        this.restarts = new Restarts(this, boot);
        try {
            loop.run(schedules::look);
            for (int i = 0; i < config.io().modules(); i++) {
                expansion.add(i);
            }
            this.server = new WebServer(this, loop.eventLoop(), place);
            streams.listen(loop.eventLoop(), server.entrance().address());
            if (config.io().serial().count() > 0) {
                // Their TCP ports were taken, and are shut until clients open them.
                loop.settle();
            }
        } catch (RuntimeException e) {
            if (loop.ownsThreads()) {
                loop.endThreads();
            }
            throw e;
        }
    }

    /** Runs on the loop after a time, unless the device is closed by then. */
    void schedule(long nanos, Runnable task) {
        loop.schedule(nanos, task);
    }

    /** Runs on the loop after a time, unless the device is closed or has restarted by then. */
    void scheduleInThisBoot(long nanos, Runnable task) {
        boot.later(nanos, task);
    }

    /** Runs the task when the device is ready, at the latest after the given time. */
    void whenReady(long seconds, Runnable task) {
        boot.whenReady(seconds, task);
    }

    /**
     * Runs a task on the device's loop and waits for it.
     *
     * @param task what to do
     * @param <T> type of the result
     * @return the task's result
     */
    <T> T call(Callable<T> task) {
        return loop.call(task);
    }

    /**
     * Restarts; the public method tells what that means.
     *
     * @param downtime how long connections are refused
     */
    public void restart(Duration downtime) {
        loop.run(() -> restarts.now(downtime.toNanos(), null));
        loop.settle();
    }

    /**
     * Changes the outside wiring of a port to what gives a state.
     *
     * @param port the port
     * @param state what it is to be; any but undefined
     */
    public void wire(Port port, LoopState state) {
        loop.run(() -> board.wire(port, port.loop().levelFor(state)));
    }

    /**
     * Changes the level at a port.
     *
     * @param port the port
     * @param level raw counts
     */
    public void wire(Port port, int level) {
        loop.run(() -> board.wire(port, level));
    }

    private void portsChanged() {
        events.refresh();
        streams.monitors().refresh();
    }

    /** A port's settings were written; reference 02 section 2.4 says what that may do to outputs. */
    void portsConfigured() {
        if (config.is(Variant.CONFIGURATION_DROPS_OUTPUTS)) {
            board.outputsToNormal();
            board.all().forEach(actions::writtenByOthers);
        }
    }

    /**
     * Lets a port no longer tell its normal state.
     *
     * @param port the port
     */
    public void hideNormalState(Port port) {
        loop.run(port::hideNormalState);
    }

    /**
     * Acts like another client of the device: drives an output without any request.
     *
     * @param port 0-based port number
     * @param active the new state
     */
    public void drive(int port, boolean active) {
        loop.run(() -> {
            Port output = board.find(port);
            if (output == null || !output.isOutput()) {
                throw new IllegalArgumentException("Port " + port + " is not an output");
            }
            board.activate(output, active);
            actions.writtenByOthers(output);
        });
    }

    /**
     * Changes a configurable port's direction, as an installer would.
     *
     * @param port 0-based port number
     * @param direction the new direction
     */
    public void turn(int port, Direction direction) {
        loop.run(() -> {
            Port turned = board.find(port);
            if (turned == null || !turned.configurable()) {
                throw new IllegalArgumentException("Port " + port + " is not configurable");
            }
            sequences.cancel(port);
            board.setDirection(turned, direction);
            actions.writtenByOthers(turned);
        });
    }

    @Override
    public void close() {
        if (loop.closed()) {
            return;
        }
        List<Channel> open = loop.call(() -> {
            loop.close();
            actions.abort();
            sequences.abort();
            simulations.abort();
            virtualInputs.abort();
            schedules.stop();
            List<Channel> channels = new ArrayList<>(server.stop());
            channels.addAll(streams.stop());
            return channels;
        });
        open.forEach(channel -> channel.close().syncUninterruptibly());
        if (loop.ownsThreads()) {
            loop.endThreads();
        } else if (!open.isEmpty()) {
            loop.settle();
        }
    }

    /** Resets every connection. */
    public void cutConnections() {
        loop.run(() -> {
            server.connections().forEach(Connection::reset);
            streams.cut();
            streams.mqtt().drop();
        });
    }

    /** Resets every RTSP connection. */
    public void cutRtsp() {
        loop.run(() -> streams.rtsp().reset());
    }

    /** Freezes every open RTSP connection. */
    public void freezeRtsp() {
        loop.run(() -> streams.rtsp().freeze());
    }

    /** Nothing comes through for a time, then what was open is reset. */
    public void cutNetwork(Duration time) {
        loop.run(() -> {
            server.cut();
            streams.freeze();
            loop.eventLoop()
                    .schedule(
                            () -> {
                                server.mend();
                                streams.mend();
                            },
                            time.toNanos(),
                            TimeUnit.NANOSECONDS);
        });
    }

    /** Freezes every open web socket. */
    public void freezeWebSockets() {
        loop.run(() -> webSocketConnections().forEach(Connection::freeze));
    }

    /** Closes every open web socket with a close frame. */
    public void closeWebSockets() {
        loop.run(() -> events.sockets().forEach(socket -> socket.close(1001)));
    }

    /** Ends every stream of events without a word: connections are reset, that to an MQTT broker too, pull points forgotten. */
    public void dropEventStreams() {
        loop.run(() -> {
            webSocketConnections().forEach(Connection::reset);
            pullPoints.drop();
            streams.drop();
        });
    }

    /**
     * Stops or resumes notifications.
     *
     * @param muted true to stop them
     */
    public void mute(boolean muted) {
        loop.run(() -> events.mute(muted));
    }

    private List<Connection> webSocketConnections() {
        return server.connections().stream().filter(Connection::isWebSocket).toList();
    }

    /**
     * The counts so far.
     *
     * @return a snapshot
     */
    public Counters counters() {
        return tally.snapshot();
    }

    /**
     * The remembered requests.
     *
     * @return oldest first
     */
    public List<ReceivedRequest> requests() {
        return requestLog.all();
    }

    /**
     * The oldest request that was not taken yet.
     *
     * @param timeout how long to wait for one
     * @return the request, or null after the timeout
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public @Nullable ReceivedRequest takeRequest(Duration timeout) throws InterruptedException {
        return requestLog.take(timeout);
    }

    /**
     * The HTTPS certificate.
     *
     * @return always the same
     */
    public X509Certificate certificate() {
        return server.certificate().certificate();
    }

    /**
     * Fingerprint of the certificate.
     *
     * @return lower-case hex
     */
    public String certificateSha256() {
        return server.certificate().sha256();
    }

    /**
     * Where a listener is found.
     *
     * @param tls true for HTTPS
     * @return for example {@code 127.0.0.1:40123}
     */
    public String authority(boolean tls) {
        Entrance entrance = server.entrance();
        return entrance.address().getHostAddress() + ":" + entrance.port(tls);
    }

    /** Makes the key pair of HTTPS now and not in the first handshake, which would stop everything else on its loop. */
    public void prepareHttps() {
        server.prepareKeys();
    }

    /**
     * What the device is like.
     *
     * @return the configuration
     */
    public DeviceConfig config() {
        return config;
    }

    /**
     * The ports.
     *
     * @return the board
     */
    public PortBoard board() {
        return board;
    }

    /**
     * The accounts.
     *
     * @return the store
     */
    public AccountStore accounts() {
        return accounts;
    }

    /**
     * The SSH accounts.
     *
     * @return the store
     */
    public SshUsers sshUsers() {
        return sshUsers;
    }

    VirtualHosts virtualHosts() {
        return virtualHosts;
    }

    DeviceSettings settings() {
        return settings;
    }

    /**
     * Faults that wait for their request.
     *
     * @return the queue
     */
    public FaultQueue faults() {
        return faults;
    }

    /**
     * Identifier of the present boot.
     *
     * @return a UUID, new after every restart
     */
    public String bootId() {
        return boot.id();
    }

    /**
     * Tells whether start-up is complete.
     *
     * @return what {@code systemready} would say
     */
    public boolean isReady() {
        return boot.ready();
    }

    long uptimeSeconds() {
        return boot.uptimeSeconds();
    }

    WebServer server() {
        return server;
    }

    PortActions actions() {
        return actions;
    }

    StateSequences sequences() {
        return sequences;
    }

    ParameterTree parameters() {
        return parameters;
    }

    Restarts restarts() {
        return restarts;
    }

    /**
     * Virtual inputs and the manual trigger.
     *
     * @return always the same
     */
    public VirtualInputs virtualInputs() {
        return virtualInputs;
    }

    /** Actions of {@code io/virtualinput.cgi}. */
    PortActions simulations() {
        return simulations;
    }

    /**
     * The A9910 modules.
     *
     * @return the bus
     */
    public ExpansionBus expansion() {
        return expansion;
    }

    /**
     * The shock sensor, whether the device tells of it or not.
     *
     * @return always the same
     */
    public ShockSensor shockSensor() {
        return shockSensor;
    }

    Gpio gpio() {
        return gpio;
    }

    EventBus events() {
        return events;
    }

    PullPoints pullPoints() {
        return pullPoints;
    }

    RuleBook rules() {
        return rules;
    }

    Schedules schedules() {
        return schedules;
    }

    RuleEngine ruleEngine() {
        return ruleEngine;
    }

    /**
     * Every way but the web socket in which it tells what happens.
     *
     * @return always the same
     */
    public DeviceStreams streams() {
        return streams;
    }

    WebSocketSession sessions() {
        return sessions;
    }

    Router router() {
        return router;
    }

    AnswerWriter writer() {
        return writer;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    Authenticator authenticator() {
        return authenticator;
    }

    BruteForceGuard guard() {
        return guard;
    }

    Tally tally() {
        return tally;
    }

    RequestLog requestLog() {
        return requestLog;
    }
}
