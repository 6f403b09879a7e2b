package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;
import java.util.OptionalInt;

/**
 * What a {@link TransparentReply} says (OSDP v2.2, XRD). The sources number the replies of mode 1 in two ways, libosdp by
 * the standard's tables and OSDP.Net in its own; they are told apart by their length.
 */
public sealed interface TransparentReport {

    /**
     * The mode the reader is in (mode 0, reply 1).
     *
     * @param mode 0 to 255: 0 the reader works with cards, 1 the panel does
     * @param configuration 0 to 255; in mode 0, 1 reports what card is there
     */
    record Mode(int mode, int configuration) implements TransparentReport {}

    /**
     * It did not work (reply 0); the standard's values were not found.
     *
     * @param mode mode it belongs to, 0 to 255
     * @param code 0 to 255
     */
    record Failure(int mode, int code) implements TransparentReport {}

    /**
     * What card is there (mode 0, reply 2).
     *
     * @param reader which reader, 0 to 255
     * @param protocol 0 to 255: 0 contact T=0 or T=1, 1 ISO 14443 A or B
     * @param serialNumber the card's number
     * @param protocolData what the card said of itself
     */
    record CardInformation(int reader, int protocol, Octets serialNumber, Octets protocolData)
            implements TransparentReport {}

    /**
     * Whether a card is there (mode 1, reply 1).
     *
     * @param reader which reader, 0 to 255
     * @param status 0 to 255: 0 none, 1 present, 2 contactless, 3 contact; without it a card is present
     */
    record CardPresent(int reader, OptionalInt status) implements TransparentReport {}

    /**
     * What the card answered (mode 1, reply 2; reply 1 with OSDP.Net).
     *
     * @param reader which reader, 0 to 255
     * @param status 0 to 255; none with OSDP.Net
     * @param apdu the answer
     */
    record CardResponse(int reader, OptionalInt status, Octets apdu) implements TransparentReport {}

    /**
     * The session with the card has ended (mode 1, reply 2 without more, OSDP.Net).
     *
     * @param reader which reader, 0 to 255
     */
    record SessionTerminated(int reader) implements TransparentReport {}

    /**
     * A PIN was given to the card (mode 1, reply 3).
     *
     * @param reader which reader, 0 to 255
     * @param status 0 to 255
     * @param tries tries left or made, 0 to 255: the sources do not say which
     */
    record PinEntered(int reader, int status, int tries) implements TransparentReport {}

    /**
     * Anything else.
     *
     * @param reply as received
     */
    record Other(TransparentReply reply) implements TransparentReport {}

    /** Reads the contents by mode, reply and length. */
    static TransparentReport read(TransparentReply reply) {
        return switch (reply.mode()) {
            case 0 -> readMode0(reply, reply.data());
            case 1 -> readMode1(reply, reply.data());
            default -> new Other(reply);
        };
    }

    private static TransparentReport readMode0(TransparentReply reply, Octets data) {
        if (reply.reply() == 0 && data.length() == 1) {
            return new Failure(0, data.at(0));
        }
        if (reply.reply() == 1 && data.length() == 2) {
            return new Mode(data.at(0), data.at(1));
        }
        if (reply.reply() == 2 && data.length() >= 4 && data.length() == 4 + data.at(2) + data.at(3)) {
            return new CardInformation(
                    data.at(0), data.at(1), data.slice(4, data.at(2)), data.slice(4 + data.at(2), data.at(3)));
        }
        return new Other(reply);
    }

    private static TransparentReport readMode1(TransparentReply reply, Octets data) {
        int length = data.length();
        if (length == 0) {
            return new Other(reply);
        }
        if (reply.reply() == 0 && length == 1) {
            return new Failure(1, data.at(0));
        }
        if (reply.reply() == 1) {
            return length <= 2
                    ? new CardPresent(data.at(0), length == 1 ? OptionalInt.empty() : OptionalInt.of(data.at(1)))
                    : new CardResponse(data.at(0), OptionalInt.empty(), data.slice(1, length - 1));
        }
        if (reply.reply() == 2) {
            return length == 1
                    ? new SessionTerminated(data.at(0))
                    : new CardResponse(data.at(0), OptionalInt.of(data.at(1)), data.slice(2, length - 2));
        }
        if (reply.reply() == 3 && length == 3) {
            return new PinEntered(data.at(0), data.at(1), data.at(2));
        }
        return new Other(reply);
    }
}
