package dev.openaxis.osdp.internal.capture;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.SecurityBlock;
import dev.openaxis.osdp.internal.message.CommandReader;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.internal.secure.ClearChannel;
import dev.openaxis.osdp.internal.secure.ListenerHandshake;
import dev.openaxis.osdp.internal.secure.Quirk;
import dev.openaxis.osdp.internal.secure.SecureSession;
import dev.openaxis.osdp.internal.secure.Verdict;
import dev.openaxis.osdp.message.Challenge;
import dev.openaxis.osdp.message.ClientCryptogram;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.InitialMac;
import dev.openaxis.osdp.message.KeySet;
import dev.openaxis.osdp.message.MalformedCommand;
import dev.openaxis.osdp.message.MalformedReply;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ServerCryptogram;
import dev.openaxis.osdp.message.UnknownCommand;
import dev.openaxis.osdp.message.UnknownReply;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the frames between the panel and one device carry: in clear, in a handshake, and in a session whose key is known.
 * Each frame is given once, retransmissions are not.
 */
final class ChannelTrace {
    private static final String NO_HANDSHAKE = "the handshake is not in the capture";
    private static final String NO_KEY = "the key was not given";
    private static final String MASKED = "a KEYSET before it was masked in the capture";

    private final KeyRing keys;
    private final ReplyText replies;
    private @Nullable ListenerHandshake handshake;
    private int selector;
    private @Nullable SecureSession session;
    private boolean lost;
    private String unreadable = NO_HANDSHAKE;

    ChannelTrace(KeyRing keys, ReplyText replies) {
        this.keys = keys;
        this.replies = replies;
    }

    /** Says what a frame carries. */
    String read(Frame frame, Remarks remarks) {
        if (frame.isSecured()) {
            return session == null ? unread(frame, remarks) : inSession(session, frame, remarks);
        }
        if (session != null && session.open(frame) != Verdict.NOT_CARRIED_OUT) {
            if (!frame.hasBlock()) {
                remarks.note("in clear: the session is over");
            }
            endSession(NO_HANDSHAKE);
        }
        switch (ClearChannel.judge(frame)) {
            case HANDSHAKE_CODE -> remarks.odd("a step of the handshake without its security block");
            case KEY_NOT_ENCRYPTED -> remarks.odd("a key in clear: everybody on the line has it");
            default -> {
                // what is allowed in clear, and the steps of the handshake
            }
        }
        return contents(frame, frame.bytes(), frame.dataAt(), frame.dataLength(), remarks);
    }

    private void endSession(String reason) {
        if (session != null) {
            session.destroy();
            session = null;
        }
        lost = false;
        unreadable = reason;
    }

    private String inSession(SecureSession open, Frame frame, Remarks remarks) {
        Verdict verdict = open.open(frame);
        if (!verdict.isAuthentic()) {
            return notAuthentic(verdict, frame, remarks);
        }
        lost = false;
        if (verdict == Verdict.HANDSHAKE_CODE) {
            remarks.odd("a step of the handshake within a session");
        } else if (verdict == Verdict.KEY_NOT_ENCRYPTED) {
            remarks.odd("a key that everybody on the line can read");
        }
        Quirk quirk = open.quirk();
        if (quirk != null) {
            remarks.odd(words(quirk));
        }
        return contents(frame, open.data(), open.dataAt(), open.dataLength(), remarks);
    }

    private String notAuthentic(Verdict verdict, Frame frame, Remarks remarks) {
        if (isMaskedKey(frame)) {
            endSession(MASKED);
            return unread(frame, remarks);
        }
        // Told once: if the capture lacks a frame, nothing fits any more up to the next handshake.
        if (lost) {
            remarks.note("not verified: no longer in step with the session");
        } else {
            remarks.odd(words(verdict));
        }
        lost = true;
        return encrypted(frame)
                ? hidden(frame)
                : contents(frame, frame.bytes(), frame.dataAt(), frame.dataLength(), remarks);
    }

    /** A frame with a MAC that nothing is known of. */
    private String unread(Frame frame, Remarks remarks) {
        if (isMaskedKey(frame)) {
            unreadable = MASKED;
            return "a key, masked in the capture";
        }
        remarks.note("not verified: " + unreadable);
        return encrypted(frame)
                ? hidden(frame)
                : contents(frame, frame.bytes(), frame.dataAt(), frame.dataLength(), remarks);
    }

    private static boolean isMaskedKey(Frame frame) {
        return !frame.isReply()
                && frame.code() == CommandCode.KEYSET
                && CommandText.isMasked(Octets.copyOf(frame.bytes(), frame.macAt(), 4));
    }

    private static boolean encrypted(Frame frame) {
        int type = frame.blockType();
        return frame.dataLength() > 0
                && (type == SecurityBlock.COMMAND_ENCRYPTED || type == SecurityBlock.REPLY_ENCRYPTED);
    }

    private static String hidden(Frame frame) {
        return Words.count(frame.dataLength(), "byte") + ", encrypted";
    }

    private String contents(Frame frame, byte[] bytes, int at, int length, Remarks remarks) {
        return frame.isReply()
                ? reply(frame, ReplyReader.read(frame.code(), bytes, at, length), remarks)
                : command(frame, CommandReader.read(frame.code(), bytes, at, length), remarks);
    }

    private String command(Frame frame, Command command, Remarks remarks) {
        if (command instanceof MalformedCommand || command instanceof UnknownCommand) {
            remarks.odd(command instanceof MalformedCommand ? "malformed" : "not known to the standard");
        } else if (command instanceof KeySet set && !CommandText.isMasked(set.key())) {
            keys.learn(set.key());
        } else if (isStep(frame) && command instanceof Challenge challenge) {
            onChallenge(frame, challenge, remarks);
        } else if (isStep(frame) && command instanceof ServerCryptogram server) {
            onServerCryptogram(frame, server, remarks);
        }
        return CommandText.of(command);
    }

    private String reply(Frame frame, Reply reply, Remarks remarks) {
        if (reply instanceof MalformedReply || reply instanceof UnknownReply) {
            remarks.odd(reply instanceof MalformedReply ? "malformed" : "not known to the standard");
        } else if (reply instanceof Nak) {
            remarks.odd();
        } else if (isStep(frame) && reply instanceof ClientCryptogram client) {
            onClientCryptogram(frame, client, remarks);
        } else if (isStep(frame) && reply instanceof InitialMac mac) {
            onInitialMac(frame, mac, remarks);
        }
        return replies.of(reply);
    }

    private static boolean isStep(Frame frame) {
        return frame.hasBlock() && !frame.isSecured();
    }

    private void onChallenge(Frame frame, Challenge challenge, Remarks remarks) {
        expectBlock(frame, SecurityBlock.CHALLENGE, remarks);
        if (handshake != null) {
            handshake.forget();
        }
        handshake = new ListenerHandshake(challenge);
        unreadable = NO_HANDSHAKE;
        selector = frame.blockData();
        remarks.note("handshake 1 of 4, asks for " + words(selector));
    }

    private void onClientCryptogram(Frame frame, ClientCryptogram client, Remarks remarks) {
        expectBlock(frame, SecurityBlock.CLIENT_CRYPTOGRAM, remarks);
        if (handshake == null) {
            remarks.note("handshake 2 of 4, " + NO_HANDSHAKE);
            return;
        }
        if (frame.blockData() != selector) {
            remarks.odd("not the key that was asked for, but " + words(frame.blockData()));
        }
        Optional<Integer> key = handshake.onClientCryptogram(client, keys.candidates());
        unreadable = NO_KEY;
        if (key.isEmpty()) {
            remarks.note("handshake 2 of 4, " + NO_KEY);
            return;
        }
        String proof = "handshake 2 of 4, the device holds " + keys.name(key.get());
        boolean everybodys = frame.blockData() == SecurityBlock.DEFAULT_KEY;
        if (keys.isWeak(key.get()) && !everybodys) {
            remarks.odd(proof);
        } else {
            remarks.note(proof);
        }
    }

    private void onServerCryptogram(Frame frame, ServerCryptogram server, Remarks remarks) {
        expectBlock(frame, SecurityBlock.SERVER_CRYPTOGRAM, remarks);
        if (handshake == null || !handshake.isKeyKnown()) {
            remarks.note("handshake 3 of 4");
        } else if (handshake.isRight(server)) {
            remarks.note("handshake 3 of 4, the panel holds it too");
        } else {
            remarks.odd("handshake 3 of 4, the panel holds another key");
        }
    }

    private void onInitialMac(Frame frame, InitialMac mac, Remarks remarks) {
        expectBlock(frame, SecurityBlock.INITIAL_MAC, remarks);
        if (frame.blockData() != SecurityBlock.ACCEPTED) {
            remarks.odd("handshake 4 of 4, refused: the device takes the panel's key for another one");
        } else if (handshake == null || !handshake.isKeyKnown()) {
            remarks.note("handshake 4 of 4, a session begins that cannot be read: " + unreadable);
        } else {
            Optional<SecureSession> begun = handshake.onInitialMac(mac);
            if (begun.isPresent()) {
                session = begun.get();
                lost = false;
                remarks.note("handshake 4 of 4, a session begins");
            } else {
                remarks.odd("handshake 4 of 4, the first MAC is wrong");
            }
        }
        handshake = null;
    }

    private static void expectBlock(Frame frame, int type, Remarks remarks) {
        if (frame.blockType() != type) {
            remarks.odd(String.format("in a block SCS_%02X", frame.blockType()));
        }
    }

    private static String words(int selector) {
        return switch (selector) {
            case SecurityBlock.DEFAULT_KEY -> "SCBK-D";
            case SecurityBlock.OWN_KEY -> "the device's own key";
            default -> "key " + selector + ", which nobody knows";
        };
    }

    private static String words(Quirk quirk) {
        return switch (quirk) {
            case EMPTY_CIPHER -> "a block for encrypted data, and no data";
            case ONLY_PADDING -> "encrypted data that is only padding";
            case READABLE_DATA -> "in a session, but not encrypted";
            case COMMAND_BLOCK -> "not encrypted, and in a block for commands";
        };
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case MAC -> "MAC wrong: changed, repeated, or a frame before it is missing";
            case NOT_ASKED -> "not verified: its command is missing";
            case DIRECTION -> "a block for the other direction";
            case CIPHER_LENGTH -> "MAC right, but not whole cipher blocks";
            case PADDING -> "MAC right, but no padding";
            default -> "not verified: " + verdict;
        };
    }
}
