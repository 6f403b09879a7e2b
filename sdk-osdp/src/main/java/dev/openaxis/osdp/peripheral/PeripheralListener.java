package dev.openaxis.osdp.peripheral;

import dev.openaxis.core.AxisException;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.TextOutput;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Hears what the panel did to a device. Called on the line's loop, in the order it happened; must not block. An exception is
 * logged and counted, and the device goes on.
 */
public interface PeripheralListener {

    /**
     * The link changed.
     *
     * @param state how it stands now
     */
    default void linkChanged(LinkState state) {}

    /**
     * A command was carried out; a repetition that only brought the same reply again is not one. The reply is on its way.
     *
     * @param command the command; a key is hidden
     */
    default void carriedOut(Command command) {}

    /**
     * A light shows something else, because the panel set it or because a temporary setting ended.
     *
     * @param light what it shows
     */
    default void lightChanged(LightState light) {}

    /**
     * The sounder was set.
     *
     * @param sound tone, times and count
     */
    default void buzzer(BuzzerControl sound) {}

    /**
     * A text is to be shown.
     *
     * @param text where, how and for how long
     */
    default void text(TextOutput text) {}

    /**
     * The time of a temporary text ended.
     *
     * @param reader where it was shown, 0 is the first
     */
    default void textEnded(int reader) {}

    /**
     * An output switched, because the panel set it or because a timed setting ended.
     *
     * @param output which, 0 is the first
     * @param active whether it is on
     */
    default void outputChanged(int output, boolean active) {}

    /**
     * The card's session shall stay open.
     *
     * @param time how long, 0 to 65535 ms; 0 no longer
     */
    default void keepActive(Duration time) {}

    /** The panel gave the device a key, which was stored. The next handshake needs it. */
    default void keyChanged() {}

    /**
     * Install mode ended.
     *
     * @param keyWasSet whether a panel gave a key; otherwise the time was over or the host closed it
     */
    default void installModeEnded(boolean keyWasSet) {}

    /**
     * The panel moved the device; the reply is sent, and the line runs at the new rate. The host keeps the values for the next
     * start.
     *
     * @param settings address and baud rate from now on
     */
    default void communicationChanged(CommunicationSettings settings) {}

    /**
     * A report was not delivered and will not be: there was no panel, it fell silent, too many waited, or the panel takes no
     * frames as large.
     *
     * @param report what it was
     */
    default void reportDiscarded(Answer report) {}

    /**
     * Something was wrong with what arrived. What is no frame at all ({@link PeripheralFault#NOISE},
     * {@link PeripheralFault#FRAME_LENGTH}, {@link PeripheralFault#TRUNCATED}) is counted only.
     *
     * @param fault what
     */
    default void fault(PeripheralFault fault) {}

    /**
     * The line is closed or could not be opened.
     *
     * @param cause why; null if the device was closed
     */
    default void lineClosed(@Nullable AxisException cause) {}
}
