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
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.panel.DiscoveryOptions;
import dev.openaxis.osdp.panel.FoundPeripheral;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Looks for devices, one question a turn, while others go on. It asks who is there (ID), which devices answer that insist on a secure
 * channel, and a poll they would not (OSDP v2.2, Annex D).
 */
final class Scan implements Speaker, Talk.Answer {

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
    private boolean crc = true;
    private Step step = Step.WHO;
    private int sequence;
    private PanelHandshake handshake;
    private Optional<PdIdentification> identification = Optional.empty();
    private Optional<PdCapabilities> capabilities = Optional.empty();
    private boolean over;

    /**
     * A scan.
     *
     * @param taken addresses that are the panel's already
     * @param leave takes it off the bus
     */
    Scan(DiscoveryOptions options, IntPredicate taken, SecureRandom random, Owner owner, Consumer<Scan> leave) {
        this.options = options;
        this.taken = taken;
        this.random = random;
        this.owner = owner;
        this.leave = leave;
        this.rates = new ArrayList<>(options.baudRates());
        this.address = options.firstAddress();
        this.handshake = newHandshake();
        if (!rates.isEmpty()) {
            owner.changeBaudRate(rates.remove(0));
        }
        skipTaken();
    }

    private PanelHandshake newHandshake() {
        return new PanelHandshake(DefaultKey.forCommissioningOnly(), random);
    }

    boolean isOver() {
        return over;
    }

    // ---- turns ----

    @Override
    public long due(long now) {
        return over ? Long.MAX_VALUE : now;
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
        talk.ask(frame, 0, length, address, this);
        return true;
    }

    private Command question() {
        return step == Step.WHO ? IdRequest.STANDARD : CapabilitiesRequest.STANDARD;
    }

    @Override
    public void served(long now) {
        // the next question is due at once
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
            // Asked again with the next turn.
            return true;
        }
        if (answer.sequence() != sequence) {
            return false;
        }
        if (step == Step.KEY) {
            next(Optional.of(handshake.onReply(answer).isEmpty()));
            return true;
        }
        if (answer.hasBlock()) {
            return false;
        }
        Reply reply = ReplyReader.read(answer.code(), answer.bytes(), answer.dataAt(), answer.dataLength());
        sequence++;
        if (step == Step.WHO) {
            identification = reply instanceof PdIdentification who ? Optional.of(who) : Optional.empty();
            step = Step.WHAT;
        } else {
            capabilities = reply instanceof PdCapabilities can ? Optional.of(can) : Optional.empty();
            if (options.tryDefaultKey()) {
                step = Step.KEY;
                sequence = 0;
                handshake = newHandshake();
            } else {
                next(Optional.empty());
            }
        }
        return true;
    }

    @Override
    public void faulty(Frame broken) {
        // two devices at one address, or noise: if nothing follows, nobody is said to be there
    }

    @Override
    public void noise() {
        // as broken frames
    }

    @Override
    public void silence() {
        if (over) {
            return;
        }
        if (step != Step.WHO) {
            next(step == Step.KEY ? Optional.of(false) : Optional.empty());
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

    private void next(Optional<Boolean> acceptsDefaultKey) {
        FoundPeripheral one =
                new FoundPeripheral(address, owner.baudRate(), crc, identification, capabilities, acceptsDefaultKey);
        found.add(one);
        owner.found(one);
        nextAddress();
    }

    private void nextAddress() {
        address++;
        crc = true;
        step = Step.WHO;
        sequence = 0;
        identification = Optional.empty();
        capabilities = Optional.empty();
        skipTaken();
    }

    private void skipTaken() {
        while (address <= options.lastAddress() && taken.test(address)) {
            address++;
        }
        if (address <= options.lastAddress()) {
            return;
        }
        if (rates.isEmpty() || !owner.changeBaudRate(rates.remove(0))) {
            end();
            return;
        }
        address = options.firstAddress();
    }

    private void end() {
        over = true;
        leave.accept(this);
        owner.over(List.copyOf(found));
    }
}
