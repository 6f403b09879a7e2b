package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.Octets;
import dev.openaxis.core.line.LineLoop;
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
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.CommunicationChange;
import dev.openaxis.osdp.message.CommunicationReport;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.IdRequest;
import dev.openaxis.osdp.message.KeySet;
import dev.openaxis.osdp.message.MalformedReply;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.panel.CommunicationOutcome;
import dev.openaxis.osdp.panel.PanelTiming;
import dev.openaxis.osdp.panel.PeripheralSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one device is asked next, and what its answers mean (OSDP v2.2, 5.9, 7 and Annex D). It never speaks by itself: the bus
 * gives it turns.
 *
 * <p>A command that got no valid answer is repeated byte by byte, for which the protocol has sequence numbers, until the device answers
 * or is offline. Beginning anew with sequence number 0 makes the device forget what it answered last: from then on nobody knows
 * whether it carried out the last command, and so it is never sent again.
 */
final class Link implements Speaker, Talk.Answer {

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

    private static final int MOST_TRIES_AT_FIRST = 3;
    private static final int MOST_REPORTS_IN_A_ROW = 4;
    private static final long SESSION_LIFE = Duration.ofHours(24).toNanos();
    private static final int MOST_SESSIONS_LOST = 5;
    private static final Duration SESSIONS_LOST_WITHIN = Duration.ofMinutes(10);
    /** Less often it is the line, or a device that is slow for once. */
    private static final int MOST_ODD = 5;

    private static final Duration ODD_WITHIN = Duration.ofMinutes(1);

    private final PeripheralSettings settings;
    private final PanelTiming timing;
    private final LineLoop loop;
    private final KeyCare keys;
    private final LinkOwner owner;
    private final Conversation conversation;
    private final LinkStatistics statistics = new LinkStatistics();
    private final Exchange exchange = new Exchange();
    private final Greeting greeting = new Greeting();
    private final KeySearch search;
    private final Presence presence;

    /** Also read by other threads. */
    private volatile int address;

    private volatile @Nullable Move move;
    /** Who wants to know what comes of the next move. */
    private Move.@Nullable Owner moving;

    private Phase phase = Phase.AWAY;
    private @Nullable SecureSession session;
    private long sessionSince;
    private final Often wrongSequences = new Often(MOST_ODD, ODD_WITHIN);
    private final Often oversizes = new Often(MOST_ODD, ODD_WITHIN);
    private final Often sessionsLost = new Often(MOST_SESSIONS_LOST, SESSIONS_LOST_WITHIN);
    /** Somebody wants to know whether the device takes the default key. */
    private @Nullable Consumer<Optional<Boolean>> trial;
    /** The handshake that is under way is the second after one was forgotten. */
    private boolean begunAgain;

    private @Nullable Talk talk;
    private long servedAt;
    /** Reports in a row: there may be more. */
    private int reports;

    private boolean answeredInTime;
    private final Collisions collisions = new Collisions();

    Link(
            PeripheralSettings settings,
            PanelTiming timing,
            LineLoop loop,
            SecureRandom random,
            KeyCare keys,
            LinkOwner owner,
            Conversation conversation) {
        this.settings = settings;
        this.timing = timing;
        this.loop = loop;
        this.keys = keys;
        this.owner = owner;
        this.conversation = conversation;
        this.address = settings.address();
        this.search = new KeySearch(random);
        this.presence = new Presence(timing.offline());
        conversation.onBrokenMessage(this::brokenMessage);
    }

    // ---- what others ask ----

    @Override
    public int address() {
        return address;
    }

    /** Whether it has an address, or may have it as it is on its way. */
    boolean claims(int other) {
        Move underWay = move;
        return address == other || (underWay != null && underWay.claims(other));
    }

    /** Whether it said that it will be elsewhere, and has not answered since. */
    boolean isMoving() {
        return move != null;
    }

    /** Whether the device is being told to take an address, and has not said yet whether it does. On the loop. */
    boolean isToldToTake(int other) {
        return exchange.isOpen()
                && exchange.command() instanceof CommunicationChange change
                && change.settings().address() == other;
    }

    Phase phase() {
        return phase;
    }

    boolean isSecured() {
        return session != null && !search.isDefaultKey();
    }

    /** Whether it is not served any more: the device was taken from the panel, or the panel closed. */
    boolean isStopped() {
        return phase == Phase.STOPPED;
    }

    /** Whether nothing can be sent before the device is found again. */
    boolean isGone() {
        return phase == Phase.AWAY && presence.isMissed();
    }

    Greeting greeting() {
        return greeting;
    }

    LinkStatistics statistics() {
        return statistics;
    }

    Conversation conversation() {
        return conversation;
    }

    // ---- turns ----

    @Override
    public long due(long now) {
        if (phase == Phase.STOPPED) {
            return Long.MAX_VALUE;
        }
        if (phase == Phase.AWAY) {
            return presence.retryAt();
        }
        if (exchange.isOpen()) {
            return exchange.repeatAt();
        }
        if (isWaitingForKey()) {
            return sessionSince + timing.offline().toNanos();
        }
        return phase == Phase.ONLINE ? conversation.due(now, pollAt(now)) : now;
    }

    /** The device's first key is being made and stored. */
    private boolean isWaitingForKey() {
        return phase == Phase.KEYING && keys.next().isEmpty();
    }

    private long pollAt(long now) {
        return reports > 0 || conversation.isReportWaiting()
                ? now
                : servedAt + settings.pollPeriod().toNanos();
    }

    @Override
    public boolean isUrgent() {
        return phase == Phase.ONLINE && !exchange.isOpen() && conversation.isUrgent();
    }

    @Override
    public long offlineAt() {
        return presence.offlineAt();
    }

    @Override
    public void check(long now) {
        if (presence.isOnline() && now - offlineAt() >= 0) {
            away("no valid answer for " + timing.offline().toMillis() + " ms");
        }
    }

    @Override
    public boolean turn(Talk over, long now) {
        if (phase == Phase.AWAY) {
            begin();
        }
        if (exchange.isOpen() && conversation.isAbandoned()) {
            abandon();
            return false;
        }
        if (isDefaultKeyOver()) {
            failed("the install mode ended before the device had its key");
            return false;
        }
        if (!exchange.isOpen() && !prepare(now)) {
            return false;
        }
        if (exchange.send(now)) {
            statistics.retries++;
        }
        statistics.sent();
        talk = over;
        over.ask(exchange.frame(), 0, exchange.length(), address, this);
        return true;
    }

    /** Its caller was told to look before sending it again: it must not act after that. */
    private void abandon() {
        restart("nobody waits for the answer any more");
    }

    @Override
    public void held() {
        if (exchange.isOpen() && !exchange.hasLeft()) {
            conversation.unsent();
        }
    }

    @Override
    public boolean goesOut() {
        if (!exchange.isOpen()) {
            return false;
        }
        if (!conversation.send()) {
            abandon();
            return false;
        }
        exchange.goesOut();
        return true;
    }

    @Override
    public void served(long now) {
        servedAt = now;
    }

    /** The default key outlives neither the install mode nor the trial it was taken for, not even in a repetition. */
    private boolean isDefaultKeyOver() {
        boolean inUse = phase == Phase.CHALLENGING || phase == Phase.PROVING || phase == Phase.KEYING;
        return inUse && search.isDefaultKey() && trial == null && !keys.installs();
    }

    private void begin() {
        search.begin(keys, trial != null || (keys.installs() && keys.current().isEmpty()));
        challengeOrCall();
    }

    private void challengeOrCall() {
        exchange.restart();
        phase = search.tryNext() ? Phase.CHALLENGING : Phase.CALLING;
    }

    private boolean prepare(long now) {
        if (isWaitingForKey()) {
            failed("its key could not be stored in time");
            return false;
        }
        Command next = switch (phase) {
            case CALLING -> settings.clearAllowed() ? new Poll() : IdRequest.STANDARD;
            case CHALLENGING -> search.handshake().challenge();
            case PROVING -> search.handshake().serverCryptogram();
            case KEYING -> nextKey();
            case GREETING -> greeting.next();
            case ONLINE -> ready(now);
            case STOPPED, AWAY -> throw new IllegalStateException("nothing to say while " + phase);
        };
        if (next == null) {
            return false;
        }
        int written = write(next);
        if (written == FrameEncoder.TOO_LONG) {
            conversation.tooLong(next, greeting.largest());
            return false;
        }
        exchange.open(next, written);
        if (next instanceof KeySet) {
            keys.sending();
        }
        return true;
    }

    private KeySet nextKey() {
        return new KeySet(Octets.of(keys.next().orElseThrow().toBytes()));
    }

    private @Nullable Command ready(long now) {
        if (session != null && now - sessionSince > SESSION_LIFE && conversation.isQuiet()) {
            endSession();
            phase = Phase.AWAY;
            presence.retryAt(now);
            return null;
        }
        if (trial != null && conversation.isQuiet()) {
            restart("the default key is tried");
            presence.retryAt(now);
            return null;
        }
        if (keys.isDue() && keys.next().isPresent() && session != null && !conversation.isMidway()) {
            return nextKey();
        }
        boolean pollDue = now - pollAt(now) >= 0;
        Command next = conversation.next(this::room, greeting.largest(), now, pollDue);
        if (next != null) {
            return next;
        }
        return pollDue && !conversation.isExclusive() ? new Poll() : null;
    }

    private int room(int message) {
        int size = Math.min(message, greeting.largest());
        return session == null ? Layout.clearRoom(size, settings.crc()) : Layout.encryptedRoom(size, settings.crc());
    }

    private int write(Command next) {
        byte[] frame = exchange.frame();
        int sequence = exchange.sequence();
        if (phase == Phase.CHALLENGING || phase == Phase.PROVING) {
            int selector = search.handshake().selector();
            return FrameEncoder.handshake(next, selector, address, sequence, settings.crc(), frame, 0);
        }
        SecureSession secured = session;
        return secured == null
                ? FrameEncoder.clear(next, address, sequence, settings.crc(), frame, 0, greeting.largest())
                : secured.seal(next, address, sequence, settings.crc(), frame, 0, greeting.largest());
    }

    // ---- answers ----

    @Override
    public boolean frame(Frame answer) {
        if (!exchange.isOpen()) {
            // The link was stopped, is offline, or begins anew: this answers what is not asked any more.
            return true;
        }
        boolean taken = take(answer);
        if (taken && talk != null) {
            statistics.answered(talk.delayOf(answer));
        }
        return taken;
    }

    private boolean take(Frame answer) {
        if (!answer.hasBlock() && answer.code() == ReplyCode.BUSY) {
            onBusy();
            return true;
        }
        if (answer.sequence() != exchange.sequence()) {
            return onOtherSequence(answer);
        }
        if (!answer.hasBlock() && nakCode(answer) == NakCode.CHECK.code()) {
            onDamage();
            return true;
        }
        if (phase == Phase.CHALLENGING || phase == Phase.PROVING) {
            onHandshake(answer);
            return true;
        }
        SecureSession secured = session;
        if (secured == null) {
            return onClear(answer);
        }
        onSecured(answer, secured);
        return true;
    }

    private boolean onOtherSequence(Frame answer) {
        if (answer.sequence() != 0) {
            statistics.wrongSequence++;
            statistics.spoiled();
            if (wrongSequences.happened(loop.nanoTime())) {
                alarm(
                        SecurityAlarm.Kind.WRONG_SEQUENCE,
                        MOST_ODD
                                + " answers within a minute had a wrong sequence number: late, in another order, or played again");
            }
            return false;
        }
        statistics.restartsAsked++;
        statistics.spoiled();
        restartInClear("the device asked for a new beginning");
        return true;
    }

    /** The reason of a NAK in clear, or -1. */
    private static int nakCode(Frame answer) {
        return answer.code() == ReplyCode.NAK && answer.dataLength() > 0 ? answer.bytes()[answer.dataAt()] & 0xFF : -1;
    }

    private void onBusy() {
        heardInClear();
        statistics.busy++;
        if (!exchange.waitForBusy()) {
            giveUp("the device is always busy");
        }
    }

    private void onDamage() {
        heardInClear();
        statistics.naks++;
        Command sent = exchange.command();
        // Some readers say so of transparent mode because they do not know it.
        boolean mayMeanUnknown = sent.code() == CommandCode.XWR;
        if (mayMeanUnknown) {
            conversation.refused(sent, Nak.of(NakCode.CHECK));
        }
        if (mayMeanUnknown || !exchange.repeatDamaged()) {
            giveUp("the device says that the command arrives damaged");
        }
    }

    /**
     * A command that the device says it has not carried out is not sent any more. No other may take its place in a session, nor if the
     * device may have carried it out all the same: it could take the other for its repetition.
     */
    private void giveUp(String what) {
        if (!exchange.mayBeDone()) {
            // BUSY and NAK 1 come in clear even in a session, so anybody can say them.
            conversation.notCarriedOut(what, session == null);
        }
        if (session != null) {
            restartInClear(what);
        } else if (!presence.isOnline()) {
            failed(what);
        } else if (exchange.mayBeDone()) {
            restart(what);
        } else {
            exchange.withdraw();
        }
    }

    private boolean onClear(Frame answer) {
        if (ClearChannel.judge(answer) != Verdict.ACCEPTED) {
            statistics.unexpectedBlocks++;
            return false;
        }
        accepted(ReplyReader.read(answer.code(), answer.bytes(), answer.dataAt(), answer.dataLength()), false);
        return true;
    }

    private void onSecured(Frame answer, SecureSession secured) {
        switch (secured.open(answer)) {
            case ACCEPTED -> {
                if (secured.quirk() == Quirk.READABLE_DATA) {
                    alarm(SecurityAlarm.Kind.READABLE_DATA, "the device sends data that everybody can read");
                }
                accepted(ReplyReader.read(answer.code(), secured.data(), secured.dataAt(), secured.dataLength()), true);
            }
            case CLEAR -> onClearInSession(answer);
            case MAC -> onWrongMac(secured.wasAccepted(answer));
            case CIPHER_LENGTH, PADDING -> {
                statistics.brokenCiphers++;
                statistics.spoiled();
                restart("an answer could not be decrypted");
            }
            default -> {
                statistics.unexpectedBlocks++;
                restart("an answer of another channel came in the session");
            }
        }
    }

    private void onWrongMac(boolean replayed) {
        statistics.spoiled();
        if (replayed) {
            statistics.replays++;
            alarm(SecurityAlarm.Kind.REPLAY, "an answer of the session came once more");
        } else {
            statistics.wrongMacs++;
            alarm(SecurityAlarm.Kind.WRONG_MAC, "an answer with a wrong MAC");
        }
        restart("an answer had a wrong MAC");
    }

    private void onClearInSession(Frame answer) {
        int nak = nakCode(answer);
        if (exchange.command() instanceof KeySet && answer.code() == ReplyCode.ACK) {
            // Some devices end the session before they say that they took the key.
            heard();
            keyTaken();
        } else if (isAboutTheChannel(nak)) {
            statistics.naks++;
            restartInClear("the device has no session any more");
        } else {
            statistics.clearReplies++;
            statistics.spoiled();
            alarm(SecurityAlarm.Kind.CLEAR_REPLY, ReplyCode.name(answer.code()) + " in clear although a session runs");
            restart("an answer came in clear");
        }
    }

    /** Begins anew because of something that anybody on the line can say. */
    private void restartInClear(String why) {
        if (session != null && sessionsLost.happened(loop.nanoTime())) {
            alarm(
                    SecurityAlarm.Kind.SESSIONS_LOST,
                    "answers in clear ended " + MOST_SESSIONS_LOST + " sessions within "
                            + SESSIONS_LOST_WITHIN.toMinutes() + " minutes, at last: " + why);
        }
        restart(why);
    }

    private static boolean isAboutTheChannel(int nak) {
        return nak == NakCode.SEQUENCE.code()
                || nak == NakCode.SECURITY_BLOCK.code()
                || nak == NakCode.SECURITY_CONDITIONS.code();
    }

    /** A valid answer in its turn. */
    private void accepted(Reply reply, boolean secured) {
        heard();
        Command question = exchange.command();
        exchange.accept();
        if (reply instanceof Nak nak) {
            statistics.naks++;
            refused(question, nak);
            return;
        }
        if (reply instanceof MalformedReply broken) {
            statistics.malformed++;
            alarm(
                    SecurityAlarm.Kind.MALFORMED_REPLY,
                    ReplyCode.name(reply.code()) + " that makes no sense was dropped: " + broken.reason());
        }
        if (question instanceof KeySet) {
            onKeySetAnswer(reply);
        } else if (phase == Phase.CALLING) {
            called(reply);
        } else if (phase == Phase.GREETING) {
            greeted(question, reply, secured);
        } else {
            conversed(question, reply, secured);
        }
    }

    private void refused(Command question, Nak nak) {
        String words = "the device refuses " + CommandCode.name(question.code()) + ": " + nak.reason();
        int code = nak.reason().code();
        if (phase == Phase.CALLING && code != NakCode.SEQUENCE.code()) {
            presence.failedForLong();
            away("the device wants a secure channel");
        } else if (isAboutTheChannel(code)) {
            restart(words);
        } else if (question instanceof KeySet) {
            owner.keySet(this, Optional.of(nak));
            if (phase == Phase.KEYING) {
                failed(words);
            }
        } else if (phase == Phase.GREETING && !(question instanceof IdRequest)) {
            // Not every device knows every question.
            greeting.answered();
            greetOn();
        } else if (phase == Phase.ONLINE && conversation.isAsked()) {
            conversation.refused(question, nak);
        } else {
            restart(words);
        }
    }

    // ---- in clear ----

    private void called(Reply reply) {
        if (settings.clearAllowed()) {
            greet();
            if (!(reply instanceof Ack)) {
                owner.reported(this, reply, false);
            }
            return;
        }
        if (reply instanceof PdIdentification who) {
            identified(who);
        }
        owner.keyMissing(this);
        presence.failedForLong();
        away("there is no key for this device");
        if (keys.installs()) {
            // The install mode was opened while it was asked.
            presence.hope(loop.nanoTime());
        }
    }

    // ---- the secure channel ----

    private void onHandshake(Frame answer) {
        PanelHandshake handshake = search.handshake();
        Optional<HandshakeRefusal> refusal = handshake.onReply(answer);
        heard();
        if (refusal.isPresent()) {
            onRefusedHandshake(refusal.get(), nakCode(answer));
            return;
        }
        exchange.accept();
        if (!handshake.isDone()) {
            phase = Phase.PROVING;
            return;
        }
        session = handshake.session();
        presence.proved();
        begunAgain = false;
        sessionSince = presence.heardAt();
        statistics.sessions++;
        search.end();
        if (search.isDefaultKey()) {
            onDefaultKey(handshake.clientId());
            return;
        }
        if (search.key() == null) {
            keys.provedDerived(handshake.clientId());
        } else if (search.key() instanceof Scbk key
                && keys.next().filter(key::equals).isPresent()) {
            keys.provedNext(handshake.clientId());
        } else {
            keys.provedCurrent(handshake.clientId());
        }
        greet();
    }

    private void onDefaultKey(Octets clientId) {
        if (trial != null) {
            tried(Optional.of(true));
            restart("the default key was tried");
            return;
        }
        phase = Phase.KEYING;
        if (keys.next().isEmpty()) {
            keys.wanted(clientId);
        }
    }

    private void onRefusedHandshake(HandshakeRefusal why, int nak) {
        statistics.refusedHandshakes++;
        boolean wrongCryptogram = why == HandshakeRefusal.WRONG_KEY && !search.isDefaultKey();
        statistics.wrongCryptograms += wrongCryptogram ? 1 : 0;
        search.refused(why);
        // A device that has proved its key and then knows nothing of it has lost its power in between.
        boolean forgotten = why == HandshakeRefusal.NAK && phase == Phase.PROVING && !begunAgain;
        if (forgotten || (nak == NakCode.SEQUENCE.code() && presence.isUnblemished())) {
            begunAgain = forgotten;
            restart("the device wants a new beginning");
            return;
        }
        if (search.isDefaultKey() && trial != null) {
            tried(Optional.of(false));
            challengeOrCall();
            return;
        }
        if (why == HandshakeRefusal.ZERO_KEY) {
            alarm(SecurityAlarm.Kind.ZERO_KEY, "the device proves a key of zeros");
        } else if (why == HandshakeRefusal.INITIAL_MAC) {
            alarm(SecurityAlarm.Kind.WRONG_PROOF, "the device proves its key and sends another first MAC");
        }
        boolean triedDerived = search.key() == null;
        if (search.hasNext() || triedDerived) {
            challengeOrCall();
            return;
        }
        if (wrongCryptogram) {
            alarm(SecurityAlarm.Kind.WRONG_CRYPTOGRAM, "the device proves another key than the one it was asked for");
        }
        boolean denied = nak >= 0 && keys.current().isPresent();
        alarm(
                denied ? SecurityAlarm.Kind.DOWNGRADE : SecurityAlarm.Kind.KEY_MISMATCH,
                "no secure channel with any key there is (" + search.refusals() + ")");
        if (keys.installs()) {
            // Somebody stands in front of it and waits.
            presence.failed();
        } else {
            presence.refused();
        }
        away("no secure channel: " + search.refusals());
    }

    private void onKeySetAnswer(Reply reply) {
        if (reply instanceof Ack) {
            keyTaken();
        } else {
            statistics.unexpectedReplies++;
            restart("the device answers its key with " + ReplyCode.name(reply.code()));
        }
    }

    /** The device has the next key, from its next handshake on; that begins at once. */
    private void keyTaken() {
        endSession();
        conversation.interrupted("the key was changed");
        owner.keySet(this, Optional.empty());
        search.begin(keys, false);
        challengeOrCall();
    }

    /**
     * Tries the default key once, sending nothing over it, and goes on with the device's own. Begins when nothing else is under
     * way.
     *
     * @param whose hears whether the device takes it; nothing if that cannot be said
     */
    void tryDefaultKey(Consumer<Optional<Boolean>> whose) {
        if (trial != null || !presence.isOnline()) {
            whose.accept(Optional.empty());
        } else {
            trial = whose;
        }
    }

    /** Nobody waits for the trial any more. */
    void endTrial() {
        tried(Optional.empty());
    }

    private void tried(Optional<Boolean> accepted) {
        Consumer<Optional<Boolean>> whose = trial;
        trial = null;
        if (whose != null) {
            whose.accept(accepted);
        }
    }

    private void endSession() {
        if (session != null) {
            session.destroy();
            session = null;
        }
        exchange.restart();
    }

    // ---- greeting ----

    private void greet() {
        phase = Phase.GREETING;
        greeting.begin();
    }

    private void greeted(Command question, Reply reply, boolean secured) {
        greeting.answered();
        if (reply instanceof MalformedReply
                && (question instanceof IdRequest || question instanceof CapabilitiesRequest)) {
            failed("what the device says of itself makes no sense");
            return;
        }
        if (question instanceof IdRequest) {
            if (!(reply instanceof PdIdentification who)) {
                failed("the device does not say who it is");
                return;
            }
            identified(who);
        } else if (question instanceof CapabilitiesRequest && reply instanceof PdCapabilities can) {
            if (greeting.understood(can) && keys.current().isPresent()) {
                alarm(SecurityAlarm.Kind.DOWNGRADE, "the device denies that it has a secure channel");
            }
        } else if (reply instanceof Ack) {
            statistics.unexpectedReplies++;
        } else {
            owner.reported(this, reply, secured);
        }
        greetOn();
    }

    private void identified(PdIdentification who) {
        if (greeting.identified(who)) {
            alarm(SecurityAlarm.Kind.OTHER_IDENTIFICATION, "the device says it is another than before");
        }
    }

    private void greetOn() {
        if (greeting.isOver()) {
            phase = Phase.ONLINE;
            owner.online(this, presence.begin());
            Move done = move;
            move = null;
            if (done != null) {
                done.found(owner.settings(this));
            }
        }
    }

    // ---- online ----

    private void conversed(Command question, Reply reply, boolean secured) {
        if (conversation.isAsked()) {
            conversation.answered(question, reply, presence.heardAt(), news -> owner.reported(this, news, secured));
            presence.wantsSilence(conversation.silence());
            if (question instanceof CommunicationChange && reply instanceof CommunicationReport moved) {
                moved(moved.settings());
            }
        } else if (reply instanceof Ack) {
            reports = 0;
        } else {
            reports = reports >= MOST_REPORTS_IN_A_ROW ? 0 : reports + 1;
            if (!conversation.reported(reply)) {
                owner.reported(this, reply, secured);
            }
        }
    }

    /**
     * The answer that comes next says where the device will be.
     *
     * @param whose hears whether it came there
     */
    void awaitMove(Move.Owner whose) {
        moving = whose;
    }

    private void moved(CommunicationSettings where) {
        Move.Owner whose = moving;
        moving = null;
        endMove("the device was told to go elsewhere once more");
        if (where.address() > Layout.LAST_ADDRESS) {
            statistics.malformed++;
        }
        Move next = new Move(owner.settings(this), where, whose == null ? NOBODY : whose);
        restart("address and rate were set");
        move = next;
        look(next);
    }

    private void look(Move underWay) {
        CommunicationSettings where = owner.reachable(this, underWay.place());
        owner.follow(where);
        address = where.address();
    }

    /** Nobody was found where the device was looked for. */
    private void lookElsewhere() {
        Move underWay = move;
        if (underWay == null) {
            return;
        }
        underWay.next();
        look(underWay);
        if (underWay.isOver()) {
            move = null;
            underWay.lost();
        }
    }

    private void endMove(String why) {
        Move underWay = move;
        move = null;
        if (underWay != null) {
            underWay.lost(why);
        }
    }

    private static final Move.Owner NOBODY = new Move.Owner() {
        @Override
        public void found(CommunicationOutcome outcome) {
            // it is seen by the address
        }

        @Override
        public void lost(String what) {
            // the device is offline, which is told
        }
    };

    // ---- no answer, and others ----

    @Override
    public void faulty(Frame broken) {
        if (broken.fault() == FrameFault.CHECK) {
            statistics.checkFailures++;
        } else {
            statistics.blockFaults++;
        }
        statistics.spoiled();
        noise();
    }

    @Override
    public void oversized() {
        statistics.oversized++;
        statistics.spoiled();
        if (oversizes.happened(loop.nanoTime())) {
            alarm(
                    SecurityAlarm.Kind.OVERSIZED_LENGTH,
                    MOST_ODD + " answers within a minute began with a length that no frame has");
        }
    }

    private void brokenMessage(String what) {
        statistics.brokenMessages++;
        alarm(SecurityAlarm.Kind.BROKEN_MESSAGE, what);
    }

    @Override
    public void noise() {
        suspectCollision(collisions.broken(loop.nanoTime()));
    }

    @Override
    public void unasked() {
        if (answeredInTime) {
            statistics.secondAnswers++;
            statistics.spoiled();
            suspectCollision(collisions.secondAnswer(loop.nanoTime()));
        }
    }

    private void suspectCollision(boolean now) {
        if (now) {
            alarm(
                    SecurityAlarm.Kind.ADDRESS_COLLISION,
                    "answers of address " + address + " come twice or broken, as if two devices had it");
        }
    }

    @Override
    public void silence() {
        if (!exchange.isOpen()) {
            return;
        }
        statistics.timeouts++;
        statistics.spoiled();
        answeredInTime = false;
        exchange.unanswered();
        repeat(phase == Phase.CALLING || phase == Phase.CHALLENGING ? "no answer" : "no answer while it came up");
    }

    private void repeat(String why) {
        if (!presence.isOnline() && exchange.tries() >= MOST_TRIES_AT_FIRST) {
            failed(why);
        } else {
            exchange.repeatLater();
        }
    }

    @Override
    public void unsent() {
        if (!exchange.isOpen()) {
            return;
        }
        statistics.spoiled();
        repeat("the line is never silent, or closes");
    }

    @Override
    public void lineLost() {
        exchange.unanswered();
        exchange.repeatSoon();
    }

    private void alarm(SecurityAlarm.Kind kind, String words) {
        owner.alarm(this, kind, words);
    }

    // ---- beginnings and ends ----

    private void heard() {
        presence.heard(loop.nanoTime());
        // Who was asked twice may well answer twice.
        answeredInTime = exchange.tries() <= 1;
        collisions.answered();
    }

    /** Anybody could have said it: it does not keep a device online that has to prove its key. */
    private void heardInClear() {
        if (phase != Phase.CHALLENGING && phase != Phase.PROVING) {
            heard();
        }
    }

    /** Begins anew with sequence number 0; the device is still there. */
    private void restart(String why) {
        presence.restart();
        endSession();
        conversation.interrupted(why);
        phase = Phase.AWAY;
        if (presence.isOnline()) {
            owner.doubtful(this);
        }
    }

    private void failed(String why) {
        presence.failed();
        away(why);
    }

    private void away(String why) {
        endSession();
        phase = Phase.AWAY;
        presence.end(loop.nanoTime());
        tried(Optional.empty());
        conversation.offline(why);
        owner.offline(this, why);
        lookElsewhere();
    }

    @Override
    public void fail(String why) {
        failed(why);
    }

    /** What there was between panel and device is no more; it begins anew, with what is known now. */
    void forget(String why) {
        if (phase != Phase.STOPPED) {
            away(why);
            presence.hope(loop.nanoTime());
        }
    }

    /** Begins at once instead of after a pause, for example because there is a key now. */
    void beginNow(long now) {
        if (phase == Phase.AWAY) {
            presence.hope(now);
        }
    }

    @Override
    public void stop() {
        endSession();
        phase = Phase.STOPPED;
        presence.end(loop.nanoTime());
        tried(Optional.empty());
        conversation.close();
        endMove("it is not looked for any more");
    }
}
