package dev.openaxis.osdp.internal.panel;

import dev.openaxis.osdp.event.SecurityAlarm;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.Reply;
import java.util.Optional;

/** What a link tells its panel, on the loop. */
interface LinkOwner {

    /**
     * A time in which events may have been lost.
     *
     * @param lastProof when the device was heard last before it
     */
    record Interruption(long lastProof) {}

    /**
     * The device is there and can be used.
     *
     * @param interruption if it was before, and there was something in between
     */
    void online(Link link, Optional<Interruption> interruption);

    /** It begins anew; what is known of it is not proven until it is online once more. */
    void doubtful(Link link);

    /** It cannot be used. */
    void offline(Link link, String why);

    /** It answers, and has no key that could be used. */
    void keyMissing(Link link);

    /** It reported something, or answered a question about its state. */
    void reported(Link link, Reply reply, boolean secured);

    /** Something that an attack looks like. */
    void alarm(Link link, SecurityAlarm.Kind kind, String words);

    /** The device has taken the key it was sent, or refused it. */
    void keySet(Link link, Optional<Nak> refusal);

    /** Where it is spoken to now. */
    CommunicationSettings settings(Link link);

    /** What the panel can do of going to other settings with it: an address that is free, a rate that no other device needs. */
    CommunicationSettings reachable(Link link, CommunicationSettings settings);

    /** The line has the rate of these settings from now on, which are reachable. */
    void follow(CommunicationSettings settings);
}
