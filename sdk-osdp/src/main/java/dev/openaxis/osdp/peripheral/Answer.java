package dev.openaxis.osdp.peripheral;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.Busy;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;

/** What the host lets a device say: at once to a command, or later to a poll. */
public sealed interface Answer {

    /**
     * One reply in one frame.
     *
     * @param reply the reply; steps of the handshake are the device's own
     */
    record Single(Reply reply) implements Answer {
        /** Refuses what only the device itself says. */
        public Single {
            if (reply.code() == ReplyCode.CCRYPT || reply.code() == ReplyCode.RMAC_I) {
                throw new IllegalArgumentException(ReplyCode.name(reply.code()) + " is the secure channel's own");
            }
        }
    }

    /**
     * A message that is sent in as many parts as the panel needs: the first answers the command or a poll, the others polls
     * (OSDP v2.2, 5.10).
     *
     * @param code PIVDATAR, GENAUTHR, CRAUTHR or EXT_PDID
     * @param message the whole, 1 to 65535 bytes
     */
    record InParts(int code, Octets message) implements Answer {
        private static final int LARGEST = 0xFFFF;

        /** Refuses what the wire cannot carry. */
        public InParts {
            boolean known = code == ReplyCode.PIVDATAR
                    || code == ReplyCode.GENAUTHR
                    || code == ReplyCode.CRAUTHR
                    || code == ReplyCode.EXT_PDID;
            if (!known || message.length() == 0 || message.length() > LARGEST) {
                throw new IllegalArgumentException(
                        ReplyCode.name(code) + " of " + message.length() + " bytes is not sent in parts");
            }
        }
    }

    /**
     * A reply that fits a frame.
     *
     * @param reply the reply
     * @return the answer
     */
    static Answer of(Reply reply) {
        return new Single(reply);
    }

    /**
     * Done, or taken on: what comes of it is reported later.
     *
     * @return ACK
     */
    static Answer done() {
        return new Single(new Ack());
    }

    /**
     * Not now: the panel sends the same command again, which then counts as a new one.
     *
     * @return BUSY
     */
    static Answer busy() {
        return new Single(new Busy());
    }

    /**
     * Not done.
     *
     * @param reason why
     * @return NAK
     */
    static Answer refused(NakCode reason) {
        return new Single(Nak.of(reason));
    }

    /**
     * This device does not do such things.
     *
     * @return NAK 3
     */
    static Answer unsupported() {
        return refused(NakCode.UNKNOWN_COMMAND);
    }

    /**
     * An object of a PIV card.
     *
     * @param object its bytes, 1 to 65535
     * @return PIVDATAR, in parts
     */
    static Answer pivData(Octets object) {
        return new InParts(ReplyCode.PIVDATAR, object);
    }

    /**
     * What the card answered to a general authentication.
     *
     * @param response its bytes, 1 to 65535
     * @return GENAUTHR, in parts
     */
    static Answer generalAuthentication(Octets response) {
        return new InParts(ReplyCode.GENAUTHR, response);
    }

    /**
     * What the card answered to a challenge.
     *
     * @param response its bytes, 1 to 65535
     * @return CRAUTHR, in parts
     */
    static Answer challengeAuthentication(Octets response) {
        return new InParts(ReplyCode.CRAUTHR, response);
    }
}
