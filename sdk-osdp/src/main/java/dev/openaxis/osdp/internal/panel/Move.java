package dev.openaxis.osdp.internal.panel;

import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.panel.CommunicationOutcome;
import dev.openaxis.osdp.panel.CommunicationOutcome.Result;

/**
 * A device that said where it will be from now on (COM, OSDP v2.2): it is looked for there, where it was, and at both once more. On the
 * loop.
 */
final class Move {
    private static final int MOST_LOOKS = 4;

    /** Hears what came of it, once. */
    interface Owner {
        /** It answered. */
        void found(CommunicationOutcome outcome);

        /** It did not, or nobody looks for it any more. */
        void lost(String what);
    }

    private final CommunicationSettings before;
    private final CommunicationSettings said;
    private final Owner owner;
    private int looks = 1;

    /**
     * A device under way.
     *
     * @param said where it said it will be
     */
    Move(CommunicationSettings before, CommunicationSettings said, Owner owner) {
        this.before = before;
        this.said = said;
        this.owner = owner;
    }

    /** Where it is looked for now. */
    CommunicationSettings place() {
        return looks % 2 == 1 || isOver() ? said : before;
    }

    /** Whether it was looked for in vain often enough; it stays where it said. */
    boolean isOver() {
        return looks > MOST_LOOKS;
    }

    /** Whether it may be at an address. */
    boolean claims(int address) {
        return before.address() == address || said.address() == address;
    }

    /** It was not there: the next place. */
    void next() {
        looks++;
    }

    /** It was found nowhere. */
    void lost() {
        lost("the device said that it would be at " + words(said)
                + " and answers neither there, as far as the panel can look" + " there, nor at " + words(before));
    }

    private static String words(CommunicationSettings where) {
        return "address " + where.address() + " with " + where.baudRate() + " baud";
    }

    /** It answered. */
    void found(CommunicationSettings where) {
        owner.found(new CommunicationOutcome(where.equals(before) ? Result.STAYED : Result.MOVED, where));
    }

    void lost(String what) {
        owner.lost(what);
    }
}
