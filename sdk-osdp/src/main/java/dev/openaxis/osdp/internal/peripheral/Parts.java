package dev.openaxis.osdp.internal.peripheral;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.internal.multipart.Assembly;
import dev.openaxis.osdp.internal.multipart.Fragmenter;
import dev.openaxis.osdp.internal.multipart.Prefix;
import dev.openaxis.osdp.internal.multipart.Reassembler;
import dev.openaxis.osdp.message.AuthenticationRequest;
import dev.openaxis.osdp.message.ChallengeAuthenticateResponse;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.ExtendedIdentificationPart;
import dev.openaxis.osdp.message.Fragment;
import dev.openaxis.osdp.message.GeneralAuthenticateResponse;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.PivData;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.CommandHandler;
import dev.openaxis.osdp.peripheral.PeripheralFault;
import org.jspecify.annotations.Nullable;

/** Messages in parts, both ways (OSDP v2.2, 5.10): one that arrives, one that is sent. */
final class Parts {
    private static final int HEAD = 6;

    private final Reassembler reassembler;
    private final CommandHandler handler;
    private final Notices notices;
    private int code;
    private boolean arriving;
    private @Nullable Fragment lastPart;
    private @Nullable Octets putOff;
    private @Nullable Fragmenter leaving;
    private int leavingCode;

    Parts(int largest, CommandHandler handler, Notices notices) {
        this.reassembler = new Reassembler(largest, true);
        this.handler = handler;
        this.notices = notices;
    }

    /** Takes a part of GENAUTH or CRAUTH. */
    Answer take(int command, Fragment part) {
        Octets whole = putOff;
        if (whole != null && command == code && part.equals(lastPart)) {
            return carryOut(whole, part);
        }
        if (command != code || part.offset() == 0) {
            forgetArriving();
        }
        code = command;
        Assembly assembly = reassembler.take(part);
        arriving = assembly instanceof Assembly.Incomplete;
        if (assembly instanceof Assembly.Complete complete) {
            return carryOut(complete.message(), part);
        }
        if (assembly instanceof Assembly.Violated) {
            notices.fault(PeripheralFault.PART_ORDER);
            return Answer.refused(NakCode.RECORD);
        }
        if (assembly instanceof Assembly.EndedEarly) {
            notices.fault(PeripheralFault.INCOMPLETE);
        }
        return Answer.done();
    }

    private Answer carryOut(Octets message, Fragment part) {
        putOff = null;
        AuthenticationRequest request = AuthenticationRequest.read(message).orElse(null);
        if (request == null) {
            notices.fault(PeripheralFault.CONTENT);
            return Answer.refused(NakCode.RECORD);
        }
        Answer answer = notices.ask(
                () -> code == CommandCode.GENAUTH
                        ? handler.generalAuthenticate(request)
                        : handler.challengeAuthenticate(request),
                Answer.refused(NakCode.RECORD));
        if (answer instanceof Answer.Single single && single.reply().code() == ReplyCode.BUSY) {
            // The last part comes again, and the whole is not to be put together again for it.
            putOff = message;
            lastPart = part;
        }
        return answer;
    }

    /** A part that could not be read ends the message. */
    void broken() {
        forgetArriving();
    }

    /** Begins to send a message in the place of another. */
    void begin(Answer.InParts message) {
        leaving = new Fragmenter(message.message(), Prefix.NONE);
        leavingCode = message.code();
    }

    boolean hasNext() {
        return leaving != null;
    }

    /**
     * The next part.
     *
     * @param room bytes of data a frame has room for
     */
    Reply next(int room) {
        Fragmenter message = leaving;
        if (message == null) {
            throw new IllegalStateException("nothing is sent in parts");
        }
        Fragment part = message.next(room - HEAD);
        if (!message.hasNext()) {
            leaving = null;
        }
        return switch (leavingCode) {
            case ReplyCode.PIVDATAR -> new PivData(part);
            case ReplyCode.GENAUTHR -> new GeneralAuthenticateResponse(part);
            case ReplyCode.CRAUTHR -> new ChallengeAuthenticateResponse(part);
            default -> new ExtendedIdentificationPart(part);
        };
    }

    private void forgetArriving() {
        if (arriving) {
            notices.fault(PeripheralFault.INCOMPLETE);
        }
        arriving = false;
        putOff = null;
        lastPart = null;
        reassembler.forget();
    }

    /** Ends both directions. */
    void forget() {
        forgetArriving();
        leaving = null;
    }
}
