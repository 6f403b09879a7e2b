package dev.openaxis.osdp.event;

import java.util.Locale;
import java.util.Map;

/**
 * Something that an attack looks like, or a mistake that leaves a device open to one. Security is never lowered because of it.
 *
 * <p>A cause that lasts is told when it comes up, and then once an hour at most, with how often it was; an opened install mode and
 * another device than before are told each time.
 *
 * @param peripheral which device
 * @param kind what
 * @param words for people, without secrets
 */
public record SecurityAlarm(String peripheral, Kind kind, String words) implements OsdpEvent {

    /** What can be wrong. */
    public enum Kind {
        /** A frame of the session with a wrong MAC: changed, or made up. */
        WRONG_MAC,
        /** A frame that came before in the session, one of the last 1024: somebody plays it again. */
        REPLAY,
        /**
         * Five answers within a minute had another sequence number than they were to have: played again, in another order, or late. A single
         * one is a slow device, or a disturbed line.
         */
        WRONG_SEQUENCE,
        /**
         * Five answers within a minute began with a length no frame has. A single one is a disturbed line.
         */
        OVERSIZED_LENGTH,
        /** A message in parts ended early, or its parts did not follow one another; it was dropped. */
        BROKEN_MESSAGE,
        /** Something in clear that only the session may carry. */
        CLEAR_REPLY,
        /**
         * Five sessions within ten minutes were ended by answers in clear, which anybody on the line can make up: sequence number 0,
         * NAK 4, 5 or 6, BUSY or NAK 1 without end. Somebody keeps the device from being used, or its power fails again and again.
         */
        SESSIONS_LOST,
        /** The device says that it cannot do what it did before, or that it has no key; it stays offline. */
        DOWNGRADE,
        /** Neither the key nor the one before is the device's: it was exchanged, reset, or given a key by another panel. */
        KEY_MISMATCH,
        /** The device proved another key than the one it was asked for, the last of those there are; {@link #KEY_MISMATCH} comes with it. */
        WRONG_CRYPTOGRAM,
        /** The device says that it has the key and does not prove it. */
        WRONG_PROOF,
        /** The device uses a key that anybody would try: all zeros. */
        ZERO_KEY,
        /** Another device than the last time: its client id has changed. */
        OTHER_CLIENT_ID,
        /** Another device than the last time: its identification has changed. */
        OTHER_IDENTIFICATION,
        /** The session carries data that anybody can read. */
        READABLE_DATA,
        /** A reply, a card or keys for example, was not what its code says; it was dropped. */
        MALFORMED_REPLY,
        /**
         * Two devices seem to have one address: three answers too many within a minute, or five in a row that cannot be read. Told once,
         * and again only after a minute without either.
         */
        ADDRESS_COLLISION,
        /** An install mode was opened: for its time a device is given a key over a channel everybody can read. */
        INSTALL_MODE,
        /** The key store could not be read or written, or has not answered for 30 s. */
        KEY_STORE,
        /** A subscriber is so slow that events were lost to it. */
        EVENTS_LOST
    }

    @Override
    public String topic() {
        return "OSDP/Security";
    }

    @Override
    public Map<String, String> data() {
        return Map.of("kind", kind.name().toLowerCase(Locale.ROOT));
    }
}
