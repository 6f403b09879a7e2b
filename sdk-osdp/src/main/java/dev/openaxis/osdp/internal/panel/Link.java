package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.line.LineLoop;
import dev.openaxis.osdp.BaseKey;
import dev.openaxis.osdp.DefaultKey;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.event.SecurityAlarm;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.FrameFault;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.internal.secure.ClearChannel;
import dev.openaxis.osdp.internal.secure.HandshakeRefusal;
import dev.openaxis.osdp.internal.secure.PanelHandshake;
import dev.openaxis.osdp.internal.secure.Quirk;
import dev.openaxis.osdp.internal.secure.SecureSession;
import dev.openaxis.osdp.internal.secure.Verdict;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.CapabilitiesRequest;
import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.CommunicationReport;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.IdRequest;
import dev.openaxis.osdp.message.InputStatusRequest;
import dev.openaxis.osdp.message.KeySet;
import dev.openaxis.osdp.message.LocalStatusRequest;
import dev.openaxis.osdp.message.MalformedReply;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Octets;
import dev.openaxis.osdp.message.OutputStatusRequest;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.message.ReaderStatusRequest;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.panel.LinkHealth;
import dev.openaxis.osdp.panel.PanelTiming;
import dev.openaxis.osdp.panel.PeripheralSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one device is asked next, and what its answers mean (OSDP v2.2, 5.9, 7 and Annex D): sequence numbers, repetitions, the secure
 * channel, offline and back. It never speaks by itself: the bus gives it turns.
 *
 * <p>A command that got no valid answer is repeated byte by byte, for which the protocol has sequence numbers, until the device answers
 * or is offline. Beginning anew with sequence number 0 makes the device forget what it answered last: from then on nobody knows
 * whether it carried out the last command, and so it is never sent again.
 */
final class Link implements Talk.Answer {

    /** What the link tells its panel, on the loop. */
    interface Owner {
        /**
         * The device is there and can be used.
         *
         * @param interruption if it was before, and there was something in between
         */
        void online(Link link, Optional<Interruption> interruption);

        /** It begins anew; what is known of it is not proven until it is online once more. */
        void doubtful(Link link);

        /** It cannot be used. */
        void offline(Link link, String why);

        /** It answers, and has no key that could be used. */
        void keyMissing(Link link);

        /** It reported something, or answered a question about its state. */
        void reported(Link link, Reply reply, boolean secured);

        /** Whether an event is news. */
        void alarm(Link link, SecurityAlarm.Kind kind, String words);

        /** The device has taken the key it was sent, or refused it. */
        void keySet(Link link, Optional<Nak> refusal);

        /** It has another address and rate from now on. */
        void moved(Link link, CommunicationSettings settings);
    }

    /**
     * A time in which events may have been lost.
     *
     * @param lastProof when the device was heard last before it
     * @param offline whether the device was offline in it
     */
    record Interruption(long lastProof, boolean offline) {}

    /** Where the link is. */
    enum Phase {
        /** Never served. */
        STOPPED,
        /** Waits to begin. */
        AWAY,
        /** The first word, in clear. */
        CALLING,
        /** First half of the handshake. */
        CHALLENGING,
        /** Second half of the handshake. */
        PROVING,
        /** Over a channel with the default key: the device is given its own. */
        KEYING,
        /** Asks who the device is and how it is. */
        GREETING,
        /** Ready for anything. */
        ONLINE
    }

    private static final int LAST_SEQUENCE = 3;
    private static final double MEDIAN = 0.5;
    private static final double SLOW = 0.99;
    private static final int MOST_BUSY = 20;
    private static final int MOST_DAMAGED = 8;
    private static final int MOST_TRIES_AT_FIRST = 3;
    private static final int MOST_SECOND_ANSWERS = 3;
    private static final int MOST_BROKEN_IN_A_ROW = 5;
    private static final int MOST_REPORTS_IN_A_ROW = 4;
    private static final long BUSY_PAUSE = Duration.ofMillis(100).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMillis(800).toNanos();
    private static final long SHORTEST_PAUSE = Duration.ofMillis(50).toNanos();
    private static final long SESSION_LIFE = Duration.ofHours(24).toNanos();
    private static final long STEADY = Duration.ofSeconds(10).toNanos();
    private static final long[] BACK_OFF_SECONDS = {0, 1, 2, 5, 10};
    private static final long REFUSED_BACK_OFF_SECONDS = 60;

    private final PeripheralSettings settings;
    private final PanelTiming timing;
    private final LineLoop loop;
    private final SecureRandom random;
    private final KeyCare keys;
    private final Owner owner;
    private final Conversation conversation;
    private final LinkCounters counters = new LinkCounters();
    private final LinkHistory history = new LinkHistory();
    private final Latencies latencies = new Latencies();
    private final byte[] frame = new byte[Layout.LARGEST];

    private int address;
    private boolean crc;
    private Phase phase = Phase.AWAY;
    private long retryAt;
    private int failures;

    // the command under way, and its repetitions
    private @Nullable Command command;
    private int length;
    private int sequence;
    private int sentSequence;
    private int tries;
    private int busy;
    private int damaged;
    private long repeatAt;
    private long askedAt;
    private @Nullable Talk asked;

    private final Deque<BaseKey> candidates = new ArrayDeque<>();
    private @Nullable BaseKey trying;
    private @Nullable PanelHandshake handshake;
    private @Nullable SecureSession session;
    private long sessionSince;
    /** A key is to be sent to the device. */
    private boolean keyDue;

    private @Nullable Consumer<Boolean> trial;

    private String refusal = "";

    private final Deque<Command> greetings = new ArrayDeque<>();
    private @Nullable PdIdentification identification;
    private @Nullable PdCapabilities capabilities;
    private int largest = Layout.LEAST_RECEIVED;

    private boolean online;
    private long heardAt;
    private long onlineSince;
    private @Nullable Interruption interruption;
    private long servedAt;
    private int reports;
    private boolean answeredInTime;
    private int secondAnswers;
    private int brokenInARow;

    Link(
            PeripheralSettings settings,
            PanelTiming timing,
            LineLoop loop,
            SecureRandom random,
            KeyCare keys,
            Owner owner,
            Conversation conversation) {
        this.settings = settings;
        this.timing = timing;
        this.loop = loop;
        this.random = random;
        this.keys = keys;
        this.owner = owner;
        this.conversation = conversation;
        this.address = settings.address();
        this.crc = settings.crc();
    }

    // ---- what others ask ----

    PeripheralSettings settings() {
        return settings;
    }

    int address() {
        return address;
    }

    Phase phase() {
        return phase;
    }

    boolean isOnline() {
        return online;
    }

    boolean isSecured() {
        return session != null && !(trying instanceof DefaultKey);
    }

    long heardAt() {
        return heardAt;
    }

    Optional<PdIdentification> identification() {
        return Optional.ofNullable(identification);
    }

    Optional<PdCapabilities> capabilities() {
        return Optional.ofNullable(capabilities);
    }

    void sample() {
        history.sample(counters);
    }

    LinkHealth health() {
        LinkCounters c = counters;
        return new LinkHealth(
                c.exchanges,
                c.retries,
                c.timeouts,
                c.busy,
                c.checkFailures,
                c.blockFaults,
                c.wrongSequence,
                c.secondAnswers,
                c.restartsAsked,
                c.naks,
                c.wrongMacs,
                c.clearReplies,
                c.brokenCiphers,
                c.unexpectedBlocks,
                c.malformed,
                c.unexpectedReplies,
                c.refusedHandshakes,
                c.sessions,
                latencies.percentileOrZero(MEDIAN),
                latencies.percentileOrZero(SLOW),
                history.score(c),
                history.trend(c));
    }

    Conversation conversation() {
        return conversation;
    }

    // ---- turns ----

    /** When it wants the bus. */
    long due(long now) {
        return switch (phase) {
            case STOPPED -> Long.MAX_VALUE;
            case AWAY -> retryAt;
            default -> {
                if (command != null) {
                    yield repeatAt;
                }
                if (phase == Phase.KEYING && keys.next().isEmpty()) {
                    // It is made and stored meanwhile.
                    yield sessionSince + timing.offline().toNanos();
                }
                yield phase == Phase.ONLINE ? conversation.due(now, pollAt(now)) : now;
            }
        };
    }

    private long pollAt(long now) {
        return reports > 0 ? now : servedAt + settings.pollPeriod().toNanos();
    }

    /** Whether somebody waits, so that it goes before polls of others. */
    boolean isUrgent() {
        return phase == Phase.ONLINE && command == null && conversation.isUrgent();
    }

    /** When it is offline unless it answers before. */
    long offlineAt() {
        return online ? heardAt + timing.offline().toNanos() : Long.MAX_VALUE;
    }

    /** Looks whether it has been silent for too long. */
    void check(long now) {
        if (online && now - offlineAt() >= 0) {
            away("no valid answer for " + timing.offline().toMillis() + " ms", now);
        }
    }

    /** Says something over the bus if there is something to say. */
    boolean turn(Talk talk, long now) {
        if (phase == Phase.AWAY && !begin(now)) {
            return false;
        }
        if (command == null && !prepare(now)) {
            return false;
        }
        if (tries++ > 0) {
            counters.retries++;
        }
        counters.exchanges++;
        askedAt = now;
        asked = talk;
        talk.ask(frame, 0, length, address, this);
        return true;
    }

    private boolean begin(long now) {
        sequence = 0;
        candidates.clear();
        keyDue = false;
        if (trial != null || (keys.installs() && keys.current().isEmpty())) {
            candidates.add(DefaultKey.forCommissioningOnly());
        }
        keys.next().ifPresent(candidates::add);
        keys.current().ifPresent(candidates::add);
        refusal = "";
        challengeOrCall();
        heardAt = online ? heardAt : now;
        return true;
    }

    private void challengeOrCall() {
        if (candidates.isEmpty()) {
            sequence = 0;
            phase = Phase.CALLING;
        } else {
            challenge();
        }
    }

    private void tried(boolean accepted) {
        Consumer<Boolean> whose = trial;
        trial = null;
        if (whose != null) {
            whose.accept(accepted);
        }
    }

    private void challenge() {
        BaseKey key = candidates.removeFirst();
        trying = key;
        handshake = new PanelHandshake(key, random);
        phase = Phase.CHALLENGING;
        sequence = 0;
    }

    private boolean prepare(long now) {
        if (phase == Phase.KEYING && keys.next().isEmpty()) {
            failed("its key could not be stored in time");
            return false;
        }
        Command next = switch (phase) {
            case CALLING -> settings.clearAllowed() ? new Poll() : IdRequest.STANDARD;
            case CHALLENGING -> Objects.requireNonNull(handshake).challenge();
            case PROVING -> Objects.requireNonNull(handshake).serverCryptogram();
            case KEYING -> new KeySet(Octets.of(keys.next().orElseThrow().toBytes()));
            case GREETING -> Objects.requireNonNull(greetings.peekFirst());
            case ONLINE -> ready(now);
            case STOPPED, AWAY -> throw new IllegalStateException("nothing to say while " + phase);
        };
        if (next == null) {
            return false;
        }
        int written = write(next);
        if (written == FrameEncoder.TOO_LONG) {
            conversation.tooLong(next, largest);
            return false;
        }
        command = next;
        length = written;
        sentSequence = sequence;
        tries = 0;
        busy = 0;
        damaged = 0;
        return true;
    }

    private @Nullable Command ready(long now) {
        if (session != null && now - sessionSince > SESSION_LIFE && conversation.isQuiet()) {
            endSession();
            retryAt = now;
            phase = Phase.AWAY;
            return null;
        }
        if (keyDue && session != null && keys.next().isPresent()) {
            return new KeySet(Octets.of(keys.next().get().toBytes()));
        }
        boolean pollDue = now - pollAt(now) >= 0;
        Command next = conversation.next(this::room, largest, now, pollDue);
        if (next != null) {
            return next;
        }
        return pollDue && !conversation.isExclusive() ? new Poll() : null;
    }

    private int room(int message) {
        int size = Math.min(message, largest);
        return session == null ? Layout.clearRoom(size, crc) : Layout.encryptedRoom(size, crc);
    }

    private int write(Command next) {
        PanelHandshake shaking = handshake;
        if (shaking != null && (phase == Phase.CHALLENGING || phase == Phase.PROVING)) {
            return FrameEncoder.handshake(next, shaking.selector(), address, sequence, crc, frame, 0);
        }
        SecureSession secured = session;
        return secured == null
                ? FrameEncoder.clear(next, address, sequence, crc, frame, 0, largest)
                : secured.seal(next, address, sequence, crc, frame, 0, largest);
    }

    // ---- answers ----

    @Override
    public boolean frame(Frame answer) {
        boolean taken = take(answer);
        if (taken && asked != null) {
            latencies.took(asked.delayOf(answer));
        }
        return taken;
    }

    private boolean take(Frame answer) {
        if (!answer.isSecured() && !answer.hasBlock() && answer.code() == ReplyCode.BUSY) {
            onBusy();
            return true;
        }
        if (answer.sequence() != sentSequence) {
            return onOtherSequence(answer);
        }
        if (isDamageReport(answer)) {
            onDamage();
            return true;
        }
        if (phase == Phase.CHALLENGING || phase == Phase.PROVING) {
            onHandshake(answer);
            return true;
        }
        SecureSession secured = session;
        return secured == null ? onClear(answer) : onSecured(answer, secured);
    }

    private boolean onOtherSequence(Frame answer) {
        if (answer.sequence() != 0) {
            counters.wrongSequence++;
            return false;
        }
        counters.restartsAsked++;
        restart("the device asked for a new beginning");
        return true;
    }

    private static boolean isDamageReport(Frame answer) {
        return !answer.hasBlock()
                && answer.code() == ReplyCode.NAK
                && answer.dataLength() > 0
                && (answer.bytes()[answer.dataAt()] & 0xFF) == NakCode.CHECK.code();
    }

    private void onBusy() {
        heard();
        counters.busy++;
        if (++busy > MOST_BUSY) {
            // Another command must not take the place of this one in the session.
            giveUp("the device was busy " + MOST_BUSY + " times");
            return;
        }
        // What is repeated later is no repetition for the device: it has not done it yet.
        tries = 0;
        repeatAt = askedAt + BUSY_PAUSE;
    }

    private void onDamage() {
        heard();
        counters.naks++;
        boolean mayMeanUnknown = command != null && command.code() == CommandCode.XWR;
        if (mayMeanUnknown || ++damaged > MOST_DAMAGED) {
            giveUp("the device says that the command arrives damaged");
            return;
        }
        repeatAt = askedAt;
    }

    /** A command that the device has not carried out, and will not: it is not sent any more. */
    private void giveUp(String what) {
        conversation.notCarriedOut(what);
        if (session != null) {
            restart(what);
        } else {
            command = null;
        }
    }

    private void onHandshake(Frame answer) {
        PanelHandshake shaking = Objects.requireNonNull(handshake);
        Optional<HandshakeRefusal> refused = shaking.onReply(answer);
        heard();
        if (refused.isPresent()) {
            onRefusedHandshake(refused.get(), answer);
            return;
        }
        advance();
        if (!shaking.isDone()) {
            phase = Phase.PROVING;
            return;
        }
        session = shaking.session();
        sessionSince = heardAt;
        counters.sessions++;
        handshake = null;
        BaseKey proved = trying;
        if (proved instanceof DefaultKey && trial != null) {
            tried(true);
            restart("the default key was tried");
            return;
        }
        if (proved instanceof DefaultKey) {
            phase = Phase.KEYING;
            if (keys.next().isEmpty()) {
                keys.wanted(shaking.clientId());
            }
            return;
        }
        if (proved instanceof Scbk key && keys.next().filter(key::equals).isPresent()) {
            keys.provedNext(shaking.clientId());
        } else {
            keys.provedCurrent(shaking.clientId());
        }
        greet();
    }

    private void onRefusedHandshake(HandshakeRefusal why, Frame answer) {
        counters.refusedHandshakes++;
        handshake = null;
        command = null;
        if (why == HandshakeRefusal.NAK && nakCode(answer) == NakCode.SEQUENCE.code() && failures == 0) {
            restart("the device wants a new beginning");
            return;
        }
        if (trial != null && trying instanceof DefaultKey) {
            tried(false);
            challengeOrCall();
            return;
        }
        String which = trying instanceof DefaultKey ? "the default key" : "a key";
        refusal = refusal.isEmpty() ? which + ": " + why : refusal + ", " + which + ": " + why;
        if (why == HandshakeRefusal.ZERO_KEY) {
            owner.alarm(this, SecurityAlarm.Kind.ZERO_KEY, "the device proves a key of zeros");
        } else if (why == HandshakeRefusal.INITIAL_MAC) {
            owner.alarm(this, SecurityAlarm.Kind.WRONG_PROOF, "the device proves its key and sends another first MAC");
        }
        if (!candidates.isEmpty()) {
            challenge();
            return;
        }
        boolean downgrade = why == HandshakeRefusal.NAK && keys.current().isPresent();
        owner.alarm(
                this,
                downgrade ? SecurityAlarm.Kind.DOWNGRADE : SecurityAlarm.Kind.KEY_MISMATCH,
                "no secure channel with any key there is (" + refusal + ")");
        failures = Math.max(failures, BACK_OFF_SECONDS.length);
        away("no secure channel: " + refusal, heardAt);
    }

    private static int nakCode(Frame answer) {
        return answer.dataLength() == 0 ? -1 : answer.bytes()[answer.dataAt()] & 0xFF;
    }

    private boolean onClear(Frame answer) {
        if (ClearChannel.judge(answer) != Verdict.ACCEPTED) {
            counters.unexpectedBlocks++;
            return false;
        }
        accepted(ReplyReader.read(answer.code(), answer.bytes(), answer.dataAt(), answer.dataLength()), false);
        return true;
    }

    private boolean onSecured(Frame answer, SecureSession secured) {
        switch (secured.open(answer)) {
            case ACCEPTED -> {
                noteQuirk(secured.quirk());
                accepted(ReplyReader.read(answer.code(), secured.data(), secured.dataAt(), secured.dataLength()), true);
            }
            case CLEAR -> onClearInSession(answer);
            case MAC -> {
                counters.wrongMacs++;
                owner.alarm(this, SecurityAlarm.Kind.WRONG_MAC, "an answer with a wrong MAC");
                restart("an answer had a wrong MAC");
            }
            case CIPHER_LENGTH, PADDING -> {
                counters.brokenCiphers++;
                restart("an answer could not be decrypted");
            }
            default -> {
                counters.unexpectedBlocks++;
                restart("an answer of another channel came in the session");
            }
        }
        return true;
    }

    private void noteQuirk(@Nullable Quirk quirk) {
        if (quirk == Quirk.READABLE_DATA) {
            owner.alarm(this, SecurityAlarm.Kind.READABLE_DATA, "the device sends data that everybody can read");
        }
    }

    private void onClearInSession(Frame answer) {
        if (command instanceof KeySet && answer.code() == ReplyCode.ACK) {
            // Some devices end the session before they say that they took the key.
            heard();
            keyTaken();
            return;
        }
        int nak = answer.code() == ReplyCode.NAK ? nakCode(answer) : -1;
        if (nak == NakCode.SECURITY_CONDITIONS.code()
                || nak == NakCode.SECURITY_BLOCK.code()
                || nak == NakCode.SEQUENCE.code()) {
            counters.naks++;
            restart("the device has no session any more");
            return;
        }
        counters.clearReplies++;
        owner.alarm(
                this,
                SecurityAlarm.Kind.CLEAR_REPLY,
                ReplyCode.name(answer.code()) + " in clear although a session runs");
        restart("an answer came in clear");
    }

    /** A valid answer in its turn. */
    private void accepted(Reply reply, boolean secured) {
        heard();
        Command answered = Objects.requireNonNull(command);
        advance();
        if (reply instanceof Nak nak) {
            onNak(answered, nak);
            return;
        }
        if (reply instanceof MalformedReply) {
            counters.malformed++;
        }
        switch (phase) {
            case CALLING -> called(reply, secured);
            case KEYING -> onKeySetAnswer(reply);
            case GREETING -> greeted(answered, reply, secured);
            case ONLINE -> {
                if (answered instanceof KeySet) {
                    onKeySetAnswer(reply);
                } else {
                    conversed(answered, reply, secured);
                }
            }
            default -> counters.unexpectedReplies++;
        }
    }

    private void onNak(Command answered, Nak nak) {
        counters.naks++;
        int code = nak.reason().code();
        if (code == NakCode.SEQUENCE.code()
                || code == NakCode.SECURITY_BLOCK.code()
                || code == NakCode.SECURITY_CONDITIONS.code()) {
            if (phase == Phase.CALLING && code != NakCode.SEQUENCE.code()) {
                failures = Math.max(failures, BACK_OFF_SECONDS.length - 1);
                away("the device wants a secure channel", heardAt);
            } else {
                restart("the device refuses " + CommandCode.name(answered.code()) + ": " + nak.reason());
            }
        } else if (answered instanceof KeySet) {
            keyDue = false;
            owner.keySet(this, Optional.of(nak));
            if (phase == Phase.KEYING) {
                away("the device refuses its key: " + nak.reason(), heardAt);
            }
        } else if (phase == Phase.GREETING) {
            // Not every device knows every question; who it is, it must say.
            if (answered instanceof IdRequest) {
                failed("the device refuses to say who it is: " + nak.reason());
            } else {
                greetings.pollFirst();
                greetOn();
            }
        } else if (conversation.isAsked()) {
            conversation.refused(answered, nak);
        } else {
            restart("the device refuses " + CommandCode.name(answered.code()) + ": " + nak.reason());
        }
    }

    private void called(Reply reply, boolean secured) {
        if (settings.clearAllowed()) {
            greet();
            if (!(reply instanceof Ack)) {
                owner.reported(this, reply, secured);
            }
            return;
        }
        if (reply instanceof PdIdentification who) {
            identified(who);
        }
        owner.keyMissing(this);
        failures = Math.max(failures, BACK_OFF_SECONDS.length - 1);
        away("there is no key for this device", heardAt);
    }

    private void onKeySetAnswer(Reply reply) {
        if (reply instanceof Ack) {
            keyTaken();
        } else {
            counters.unexpectedReplies++;
            restart("the device answers its key with " + ReplyCode.name(reply.code()));
        }
    }

    /** The device has the next key, from its next handshake on; that begins at once. */
    private void keyTaken() {
        endSession();
        command = null;
        keyDue = false;
        conversation.interrupted("the key was changed");
        owner.keySet(this, Optional.empty());
        candidates.clear();
        keys.next().ifPresent(candidates::add);
        keys.current().ifPresent(candidates::add);
        challenge();
    }

    // ---- greeting ----

    private void greet() {
        phase = Phase.GREETING;
        greetings.clear();
        greetings.add(IdRequest.STANDARD);
        greetings.add(CapabilitiesRequest.STANDARD);
        greetings.add(new LocalStatusRequest());
    }

    private void greeted(Command question, Reply reply, boolean secured) {
        greetings.pollFirst();
        if (question instanceof IdRequest && reply instanceof PdIdentification who) {
            identified(who);
        } else if (question instanceof CapabilitiesRequest && reply instanceof PdCapabilities can) {
            understood(can);
        } else if (reply.code() == ReplyCode.ACK || question instanceof IdRequest) {
            counters.unexpectedReplies++;
        } else {
            owner.reported(this, reply, secured);
        }
        if (question instanceof IdRequest && identification == null) {
            failed("the device does not say who it is");
            return;
        }
        greetOn();
    }

    private void identified(PdIdentification who) {
        PdIdentification before = identification;
        identification = who;
        if (before != null && (!before.vendor().equals(who.vendor()) || before.serial() != who.serial())) {
            owner.alarm(this, SecurityAlarm.Kind.OTHER_IDENTIFICATION, "the device says it is another than before");
        }
    }

    private void understood(PdCapabilities can) {
        capabilities = can;
        largest = Math.max(
                Layout.LEAST_RECEIVED,
                Math.min(Layout.LARGEST, can.receiveBuffer().orElse(Layout.LEAST_RECEIVED)));
        ask(Capability.INPUTS, new InputStatusRequest());
        ask(Capability.OUTPUTS, new OutputStatusRequest());
        ask(Capability.READERS, new ReaderStatusRequest());
        boolean denies = can.find(Capability.SECURITY)
                .map(security -> (security.compliance() & 1) == 0)
                .orElse(false);
        if (denies && keys.current().isPresent()) {
            owner.alarm(this, SecurityAlarm.Kind.DOWNGRADE, "the device denies that it has a secure channel");
        }
    }

    private void ask(int function, Command question) {
        boolean some = Objects.requireNonNull(capabilities)
                .find(function)
                .map(capability -> capability.objects() > 0)
                .orElse(false);
        if (some) {
            greetings.add(question);
        }
    }

    private void greetOn() {
        if (!greetings.isEmpty()) {
            return;
        }
        phase = Phase.ONLINE;
        online = true;
        onlineSince = heardAt;
        Interruption since = interruption;
        interruption = null;
        owner.online(this, Optional.ofNullable(since));
    }

    private void interrupted(boolean offline) {
        long lastProof = interruption == null ? heardAt : interruption.lastProof();
        interruption = new Interruption(lastProof, offline || (interruption != null && interruption.offline()));
    }

    // ---- online ----

    private void conversed(Command answered, Reply reply, boolean secured) {
        if (conversation.isAsked()) {
            conversation.answered(answered, reply, heardAt, news -> owner.reported(this, news, secured));
            if (reply instanceof CommunicationReport moved) {
                moved(moved.settings());
            }
            return;
        }
        if (reply instanceof Ack) {
            reports = 0;
            return;
        }
        reports = reports >= MOST_REPORTS_IN_A_ROW ? 0 : reports + 1;
        if (!conversation.reported(reply)) {
            owner.reported(this, reply, secured);
        }
    }

    private void moved(CommunicationSettings where) {
        boolean same = where.address() == address;
        address = where.address();
        owner.moved(this, where);
        if (!same || session != null) {
            restart("address and rate were set");
        }
    }

    /** An answer too many; a late one, if the last did not come in time. */
    void unasked() {
        if (answeredInTime) {
            counters.secondAnswers++;
            suspectCollision(++secondAnswers == MOST_SECOND_ANSWERS);
        }
    }

    private void suspectCollision(boolean now) {
        if (now) {
            owner.alarm(
                    this,
                    SecurityAlarm.Kind.ADDRESS_COLLISION,
                    "answers of address " + address + " come twice or broken, as if two devices had it");
        }
    }

    // ---- no answer ----

    @Override
    public void faulty(Frame broken) {
        if (broken.fault() == FrameFault.CHECK) {
            counters.checkFailures++;
        } else {
            counters.blockFaults++;
        }
        suspectCollision(++brokenInARow == MOST_BROKEN_IN_A_ROW);
    }

    @Override
    public void silence() {
        counters.timeouts++;
        answeredInTime = false;
        if (!online && tries >= MOST_TRIES_AT_FIRST) {
            failed(phase == Phase.CALLING || phase == Phase.CHALLENGING ? "no answer" : "no answer while it came up");
            return;
        }
        // Others are served meanwhile: a dead device must not take the bus from them.
        long pause = tries <= 1 ? 0 : Math.min(LONGEST_PAUSE, SHORTEST_PAUSE << Math.min(tries, 8));
        repeatAt = askedAt + pause;
    }

    @Override
    public void lineLost() {
        repeatAt = askedAt;
    }

    // ---- beginnings and ends ----

    private void heard() {
        heardAt = loop.nanoTime();
        answeredInTime = true;
        brokenInARow = 0;
    }

    /** The answer is taken: the next command has the next number. */
    private void advance() {
        command = null;
        sequence = sentSequence == LAST_SEQUENCE ? 1 : sentSequence + 1;
    }

    private void endSession() {
        if (session != null) {
            session.destroy();
            session = null;
        }
        handshake = null;
        sequence = 0;
    }

    /** Begins anew with sequence number 0. The device is still there; how often that may happen is limited. */
    void restart(String why) {
        boolean steady = online && heardAt - onlineSince > STEADY;
        if (online) {
            interrupted(false);
            owner.doubtful(this);
        }
        failures = steady ? 0 : failures + 1;
        endSession();
        command = null;
        conversation.interrupted(why);
        phase = Phase.AWAY;
        retryAt = heardAt + pause();
    }

    private void failed(String why) {
        failures++;
        away(why, loop.nanoTime());
    }

    private long pause() {
        long seconds = failures > BACK_OFF_SECONDS.length
                ? REFUSED_BACK_OFF_SECONDS
                : BACK_OFF_SECONDS[Math.min(failures, BACK_OFF_SECONDS.length - 1)];
        return Duration.ofSeconds(seconds).toNanos();
    }

    private void away(String why, long now) {
        endSession();
        command = null;
        phase = Phase.AWAY;
        boolean was = online;
        if (was) {
            interrupted(true);
        }
        online = false;
        failures = was ? 1 : failures;
        retryAt = now + pause();
        secondAnswers = 0;
        tried(false);
        conversation.offline(why);
        owner.offline(this, why);
    }

    /** Never served any more. */
    void stop() {
        endSession();
        command = null;
        phase = Phase.STOPPED;
        online = false;
        conversation.close();
    }

    /** Begins at once instead of after a pause, for example because there is a key now. */
    void beginNow(long now) {
        if (phase == Phase.AWAY) {
            failures = 0;
            retryAt = now;
        }
    }

    /** Gives the device its next key over the session it has. */
    void sendKey() {
        keyDue = true;
    }

    /** Tries the default key once, sending nothing over it, and goes on with the device's own. */
    void tryDefaultKey(Consumer<Boolean> whose) {
        if (trial != null || !online) {
            whose.accept(false);
            return;
        }
        trial = whose;
        restart("the default key is tried");
        retryAt = loop.nanoTime();
    }

    /** Whether nothing can be sent before the device is found again. */
    boolean isGone() {
        return !online && phase == Phase.AWAY && failures > 0;
    }

    /** Its turn is over. */
    void served(long now) {
        servedAt = now;
    }
}
