package dev.openaxis.osdp.internal.peripheral;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.FrameFault;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.message.CommandReader;
import dev.openaxis.osdp.internal.peripheral.SequenceTrack.Step;
import dev.openaxis.osdp.internal.secure.ClearChannel;
import dev.openaxis.osdp.internal.secure.Verdict;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.Busy;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.CommunicationChange;
import dev.openaxis.osdp.message.CommunicationReport;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.FileTransferStatus;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.PeripheralFault;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One command and its reply (OSDP v2.2, 5.4, 5.9 and Annex D): first the sequence number tells whether it is new, then the
 * security block whether it is the panel's, then the device whether it may be carried out now. A frame that fails is never
 * partly carried out, and each frame has exactly one reply.
 */
final class Exchange {
    private final Settings settings;
    private final Security security;
    private final Execution execution;
    private final SequenceTrack sequence;
    private final Link link;
    private final Outbox outbox;
    private final ReplyFaults faults;
    private final Notices notices;
    private final Tally tally;
    private final Consumer<CommunicationSettings> mover;
    private final Runnable restarter;
    private final byte[] out = new byte[Layout.LARGEST];

    /** What is done when the reply to this command has been written, and when it has been sent. */
    private boolean sessionEnds;

    private @Nullable Runnable whenSent;

    Exchange(
            Settings settings,
            Security security,
            Execution execution,
            Link link,
            Outbox outbox,
            ReplyFaults faults,
            Notices notices,
            Tally tally,
            Consumer<CommunicationSettings> mover,
            Runnable restarter) {
        this.settings = settings;
        this.security = security;
        this.execution = execution;
        this.sequence = new SequenceTrack(settings);
        this.link = link;
        this.outbox = outbox;
        this.faults = faults;
        this.notices = notices;
        this.tally = tally;
        this.mover = mover;
        this.restarter = restarter;
    }

    /** Forgets the last exchange, as after a start. */
    void forget() {
        sequence.forget();
    }

    /** Bytes for this device with wrong check characters. */
    void onDamaged(Frame frame, long now) {
        notices.fault(PeripheralFault.CHECK);
        // Nobody knows how many devices would say it at the configuration address.
        if (settings.has(PeripheralVariant.SILENT_ON_WRONG_CHECK) || frame.address() == Layout.CONFIGURATION_ADDRESS) {
            return;
        }
        sequence.damaged(frame.sequence());
        int length = Security.writeClear(Nak.of(NakCode.CHECK), frame, frame.sequence(), out);
        outbox.sendUnlessMoreComes(out, length, baudRate(), now);
    }

    /** A frame for this device with right check characters. */
    void onFrame(Frame frame, long now) {
        tally.countReceived();
        Step step = sequence.judge(frame);
        if (step == Step.REPEAT) {
            tally.countRepeated();
            outbox.send(sequence.reply(), sequence.replyLength(), baudRate(), now, null);
            return;
        }
        if (step == Step.UNEXPECTED || (step == Step.DOUBTFUL && !security.inSession())) {
            unexpected(frame, now);
            return;
        }
        if (step == Step.RESTART) {
            security.drop();
            execution.conversationEnded();
        }
        if (faults.take(ReplyFault.BUSY)) {
            putOff(frame, now);
            return;
        }
        sessionEnds = false;
        whenSent = null;
        Reply reply = answer(frame, now);
        if (reply.code() == ReplyCode.BUSY) {
            putOff(frame, now);
        } else if (isCheckNak(reply)) {
            sayDamaged(frame, reply, now);
        } else {
            answered(frame, reply, now);
        }
    }

    /** For who misuses NAK 1: it is no answer, so the panel may repeat the command or go on. */
    private void sayDamaged(Frame frame, Reply reply, long now) {
        sequence.damaged(frame.sequence());
        int length = Security.writeClear(reply, frame, frame.sequence(), out);
        outbox.send(out, length, baudRate(), now, null);
    }

    private static boolean isCheckNak(Reply reply) {
        return reply instanceof Nak nak && nak.reason().equals(NakCode.CHECK);
    }

    private long baudRate() {
        return execution.communication().baudRate();
    }

    /** The panel restarts with number 0; whatever was agreed is over. The reply to the last command stays for its repetition. */
    private void unexpected(Frame frame, long now) {
        notices.fault(PeripheralFault.SEQUENCE);
        security.drop();
        int length = Security.writeClear(nak(NakCode.SEQUENCE, frame), frame, frame.sequence(), out);
        outbox.send(out, length, baudRate(), now, null);
    }

    private void putOff(Frame frame, long now) {
        sequence.putOff();
        link.heard(now);
        int number = settings.has(PeripheralVariant.BUSY_WITH_SEQUENCE) ? frame.sequence() : 0;
        int length = Security.writeClear(new Busy(), frame, number, out);
        outbox.send(out, length, baudRate(), now, null);
    }

    private void answered(Frame frame, Reply reply, long now) {
        int length = security.write(reply, frame, out, execution.panelSize());
        if (length == FrameEncoder.TOO_LONG) {
            notices.fault(PeripheralFault.REPLY_TOO_LARGE);
            length = security.write(tooLarge(reply, frame), frame, out, execution.panelSize());
        }
        sequence.answered(frame, out, length);
        if (sessionEnds) {
            security.drop();
        }
        outbox.send(out, length, baudRate(), now, whenSent);
    }

    /** A poll is never refused: the report that does not fit is lost, and told. */
    private Reply tooLarge(Reply reply, Frame frame) {
        if (frame.code() != CommandCode.POLL) {
            return nak(NakCode.RECORD, frame);
        }
        notices.tell(listener -> listener.reportDiscarded(Answer.of(reply)));
        return new Ack();
    }

    private Reply nak(NakCode reason, Frame frame) {
        return settings.has(PeripheralVariant.NAK_WITH_DETAIL) && frame.fault() == FrameFault.NONE
                ? new Nak(reason, Octets.of((byte) frame.code()))
                : Nak.of(reason);
    }

    private Reply answer(Frame frame, long now) {
        if (frame.fault() != FrameFault.NONE) {
            security.drop();
            boolean mac = frame.fault() == FrameFault.NO_MAC;
            notices.fault(mac ? PeripheralFault.NO_MAC : PeripheralFault.SECURITY_BLOCK);
            return nak(mac ? NakCode.SECURITY_CONDITIONS : NakCode.SECURITY_BLOCK, frame);
        }
        if (frame.hasBlock() && !frame.isSecured()) {
            if (security.inSession()) {
                security.drop();
            }
            return handshake(frame, now);
        }
        return security.inSession() ? answerInSession(frame, now) : answerInClear(frame, now);
    }

    private Reply handshake(Frame frame, long now) {
        Reply reply = security.handshake(frame);
        if (reply.code() != ReplyCode.NAK) {
            tally.countCarriedOut(frame.code());
            link.heard(now);
        }
        return reply;
    }

    private Reply answerInSession(Frame frame, long now) {
        NakCode refusal = security.open(frame);
        if (refusal != null) {
            return nak(refusal, frame);
        }
        link.heard(now);
        return carryOut(security.opened(frame), frame, now);
    }

    private Reply answerInClear(Frame frame, long now) {
        Verdict verdict = ClearChannel.judge(frame);
        switch (verdict) {
            case ACCEPTED -> {}
            case HANDSHAKE_CODE -> {
                return handshake(frame, now);
            }
            case KEY_NOT_ENCRYPTED -> {
                return refusedInClear(PeripheralFault.NOT_PROTECTED, frame);
            }
            default -> {
                return refusedInClear(PeripheralFault.NO_SESSION, frame);
            }
        }
        if (settings.protection().required() && !isAllowedInClear(frame.code())) {
            return refusedInClear(PeripheralFault.REFUSED_IN_CLEAR, frame);
        }
        security.cancelHandshake();
        link.heard(now);
        return carryOut(
                CommandReader.read(frame.code(), frame.bytes(), frame.dataAt(), frame.dataLength()), frame, now);
    }

    private Reply refusedInClear(PeripheralFault fault, Frame frame) {
        security.cancelHandshake();
        notices.fault(fault);
        return nak(NakCode.SECURITY_CONDITIONS, frame);
    }

    /** Whoever sits on the line could move a device away from its panel: only one without a panel takes that in clear. */
    private boolean isAllowedInClear(int code) {
        return switch (code) {
            case CommandCode.ID, CommandCode.CAP -> true;
            case CommandCode.COMSET -> !security.isPaired() || settings.has(PeripheralVariant.CLEAR_COMSET_WHEN_PAIRED);
            default -> false;
        };
    }

    private Reply carryOut(Command command, Frame frame, long now) {
        boolean poll = command.code() == CommandCode.POLL;
        if (poll && execution.parts.hasNext()) {
            return done(command, execution.parts.next(room(frame)));
        }
        Answer answer = execution.carryOut(command, now);
        if (answer instanceof Answer.InParts message) {
            execution.parts.begin(message);
            return done(command, execution.parts.next(room(frame)));
        }
        Reply reply = ((Answer.Single) answer).reply();
        if (reply instanceof Nak nak) {
            return nak.detail().length() > 0 ? nak : nak(nak.reason(), frame);
        }
        return reply.code() == ReplyCode.BUSY ? reply : done(command, reply);
    }

    private int room(Frame frame) {
        return security.room(frame.hasCrc(), execution.panelSize());
    }

    private Reply done(Command command, Reply reply) {
        tally.countCarriedOut(command.code());
        notices.tell(listener -> listener.carriedOut(command));
        if (command.code() == CommandCode.KEYSET) {
            if (settings.has(PeripheralVariant.CLEAR_ACK_TO_KEYSET)) {
                security.drop();
            }
            sessionEnds = security.endsAfterKey();
        } else if (command instanceof CommunicationChange change && reply instanceof CommunicationReport report) {
            CommunicationSettings moved = report.settings();
            sessionEnds = moved.equals(change.settings());
            whenSent = moved.equals(execution.communication()) ? null : () -> mover.accept(moved);
        } else if (reply instanceof FileTransferStatus status && status.status() == FileTransferStatus.REBOOTING) {
            whenSent = restarter;
        }
        return reply;
    }
}
