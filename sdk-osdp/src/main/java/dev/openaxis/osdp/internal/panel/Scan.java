package dev.openaxis.osdp.internal.panel;

import dev.openaxis.osdp.DefaultKey;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.internal.secure.PanelHandshake;
import dev.openaxis.osdp.message.CapabilitiesRequest;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.IdRequest;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.panel.DiscoveryOptions;
import dev.openaxis.osdp.panel.FoundPeripheral;
import dev.openaxis.osdp.panel.FoundPeripheral.Evidence;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks for devices, one question a turn, while others go on. It asks who is there (ID), which devices answer that insist on a secure
 * channel, and a poll they would not (OSDP v2.2, Annex D).
 */
final class Scan implements Speaker, Talk.Answer {
    /** So often a question is asked of somebody who is there and gives no answer that can be read. */
    private static final int MOST_TRIES = 3;

    /** What is known when the question is answered. */
    private enum Step {
        WHO,
        WHAT,
        KEY
    }

    /** How the scan changes and ends. */
    interface Owner {
        /** Another rate from now on; {@code false} if the line has none. */
        boolean changeBaudRate(int rate);

        int baudRate();

        void found(FoundPeripheral one);

        void over(List<FoundPeripheral> all);
    }

    private final DiscoveryOptions options;
    private final IntPredicate taken;
    private final SecureRandom random;
    private final Owner owner;
    private final byte[] frame = new byte[Layout.LEAST_RECEIVED];
    private final List<FoundPeripheral> found = new ArrayList<>();
    private final List<Integer> rates;
    private final Consumer<Scan> leave;

    private int address;
    /** All are asked at once, at the configuration address. */
    private boolean everybody;

    private boolean crc = true;
    private Step step = Step.WHO;
    private int sequence;
    private PanelHandshake handshake;
    private Optional<PdIdentification> identification = Optional.empty();
    private Optional<PdCapabilities> capabilities = Optional.empty();
    private final BusyTime busy = new BusyTime();
    /** It has said so: somebody is there. */
    private boolean busyHeard;

    private int failed;
    /** Something that cannot be read came since the last question. */
    private boolean broken;

    private long askAt;
    /** Who answered at the configuration address. */
    private @Nullable FoundPeripheral single;

    private boolean over;

    /**
     * A scan.
     *
     * @param taken addresses that are the panel's already
     * @param leave takes it off the bus
     */
    Scan(
            DiscoveryOptions options,
            IntPredicate taken,
            SecureRandom random,
            Owner owner,
            Consumer<Scan> leave,
            long now) {
        this.options = options;
        this.taken = taken;
        this.random = random;
        this.owner = owner;
        this.leave = leave;
        this.rates = new ArrayList<>(options.baudRates());
        this.handshake = newHandshake();
        this.askAt = now;
        if (!rates.isEmpty()) {
            owner.changeBaudRate(rates.remove(0));
        }
        begin();
    }

    private PanelHandshake newHandshake() {
        return new PanelHandshake(DefaultKey.forCommissioningOnly(), random);
    }

    /** The first question at a rate. */
    private void begin() {
        everybody = options.alone();
        address = everybody ? Layout.CONFIGURATION_ADDRESS : options.firstAddress();
        skipTaken();
    }

    boolean isOver() {
        return over;
    }

    /** How far it is, for people. */
    String progress() {
        return "address " + address + " at " + owner.baudRate() + " baud, " + found.size() + " found";
    }

    // ---- turns ----

    @Override
    public long due(long now) {
        return over ? Long.MAX_VALUE : askAt;
    }

    @Override
    public boolean isUrgent() {
        return false;
    }

    @Override
    public long offlineAt() {
        return Long.MAX_VALUE;
    }

    @Override
    public void check(long now) {
        // nobody is missed
    }

    @Override
    public boolean turn(Talk talk, long now) {
        if (over) {
            return false;
        }
        int length = step == Step.KEY
                ? FrameEncoder.handshake(handshake.challenge(), handshake.selector(), address, sequence, crc, frame, 0)
                : FrameEncoder.clear(question(), address, sequence, crc, frame, 0, frame.length);
        busy.asked(now);
        askAt = now;
        broken = false;
        talk.ask(frame, 0, length, address, this);
        return true;
    }

    private Command question() {
        return step == Step.WHO ? IdRequest.STANDARD : CapabilitiesRequest.STANDARD;
    }

    @Override
    public void served(long now) {
        // when the next question is due is known from the answer
    }

    @Override
    public int address() {
        return address;
    }

    @Override
    public void unasked() {
        // late answers tell nothing that the next question does not ask
    }

    @Override
    public void fail(String why) {
        stop();
    }

    @Override
    public void stop() {
        if (!over) {
            end();
        }
    }

    // ---- answers ----

    @Override
    public boolean frame(Frame answer) {
        if (over) {
            return true;
        }
        if (answer.code() == ReplyCode.BUSY && !answer.hasBlock()) {
            onBusy();
            return true;
        }
        if (answer.sequence() != sequence) {
            return false;
        }
        if (isDamage(answer)) {
            onDamage();
            return true;
        }
        if (step == Step.KEY) {
            next(Evidence.ANSWER, Optional.of(handshake.onReply(answer).isEmpty()));
            return true;
        }
        if (answer.hasBlock()) {
            return false;
        }
        Reply reply = ReplyReader.read(answer.code(), answer.bytes(), answer.dataAt(), answer.dataLength());
        if (step == Step.WHO) {
            identification = reply instanceof PdIdentification who ? Optional.of(who) : Optional.empty();
            ask(Step.WHAT);
        } else {
            capabilities = reply instanceof PdCapabilities can ? Optional.of(can) : Optional.empty();
            askForKey();
        }
        return true;
    }

    /** The question, not the device, is what came to nothing. */
    private static boolean isDamage(Frame answer) {
        return !answer.hasBlock()
                && answer.code() == ReplyCode.NAK
                && answer.dataLength() > 0
                && (answer.bytes()[answer.dataAt()] & 0xFF) == NakCode.CHECK.code();
    }

    private void onDamage() {
        if (!isAskedAgain()) {
            if (step == Step.WHO) {
                ask(Step.WHAT);
            } else {
                unanswered();
            }
        }
    }

    private boolean isAskedAgain() {
        return ++failed < MOST_TRIES;
    }

    private void ask(Step what) {
        step = what;
        busy.begin();
        failed = 0;
        sequence = what == Step.KEY ? 0 : sequence + 1;
    }

    private void askForKey() {
        if (options.tryDefaultKey()) {
            handshake = newHandshake();
            ask(Step.KEY);
        } else {
            next(Evidence.ANSWER, Optional.empty());
        }
    }

    /** Somebody is there: the same again after a pause, though not for ever. */
    private void onBusy() {
        busyHeard = true;
        if (busy.wasBusy()) {
            askAt = busy.repeatAt();
        } else {
            unanswered();
        }
    }

    /** Who is there does not tell what it was asked. */
    private void unanswered() {
        switch (step) {
            case WHO -> next(Evidence.BUSY, Optional.empty());
            case WHAT -> askForKey();
            case KEY -> next(Evidence.ANSWER, Optional.empty());
        }
    }

    @Override
    public void faulty(Frame answer) {
        broken = true;
    }

    @Override
    public void noise() {
        broken = true;
    }

    @Override
    public void held() {
        // it can wait
    }

    @Override
    public boolean goesOut() {
        return !over;
    }

    @Override
    public void unsent() {
        // Nothing was asked: once more with the next turn.
    }

    @Override
    public void silence() {
        if (over) {
            return;
        }
        boolean somebody = step != Step.WHO || busyHeard;
        if ((somebody || broken) && isAskedAgain()) {
            return;
        }
        if (somebody) {
            unanswered();
        } else if (broken && !everybody) {
            next(Evidence.GARBLED, Optional.empty());
        } else if (crc && options.checksum()) {
            crc = false;
        } else {
            nextAddress();
        }
    }

    @Override
    public void lineLost() {
        // goes on when the line is back
    }

    private void next(Evidence evidence, Optional<Boolean> acceptsDefaultKey) {
        FoundPeripheral one = new FoundPeripheral(
                address, owner.baudRate(), crc, evidence, identification, capabilities, acceptsDefaultKey);
        if (everybody) {
            single = one;
            nextAddress();
            return;
        }
        tell(one);
        if (single == null) {
            nextAddress();
        } else {
            end();
        }
    }

    private void tell(FoundPeripheral one) {
        found.add(one);
        owner.found(one);
    }

    private void nextAddress() {
        address = everybody ? options.firstAddress() : address + 1;
        everybody = false;
        crc = true;
        step = Step.WHO;
        sequence = 0;
        busy.begin();
        busyHeard = false;
        failed = 0;
        identification = Optional.empty();
        capabilities = Optional.empty();
        skipTaken();
    }

    private void skipTaken() {
        while (address <= options.lastAddress() && taken.test(address)) {
            address++;
        }
        if (everybody || address <= options.lastAddress()) {
            return;
        }
        if (single != null) {
            // Its address is none of those.
            tell(single);
            end();
        } else if (rates.isEmpty() || !owner.changeBaudRate(rates.remove(0))) {
            end();
        } else {
            begin();
        }
    }

    private void end() {
        over = true;
        leave.accept(this);
        owner.over(List.copyOf(found));
    }
}
