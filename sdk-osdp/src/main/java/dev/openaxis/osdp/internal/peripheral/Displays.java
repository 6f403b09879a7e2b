package dev.openaxis.osdp.internal.peripheral;

import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.BuzzerTone;
import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.TextMode;
import dev.openaxis.osdp.message.TextOutput;

/** Sounders and texts (OSDP v2.2, BUZ and TEXT). */
final class Displays {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7E;

    private final Alarm[] ends;
    private final boolean sounds;
    private final boolean texts;
    private final Notices notices;

    Displays(Settings.Identity identity, Notices notices) {
        this.notices = notices;
        sounds = identity.does(Capability.BUZZER);
        texts = identity.does(Capability.TEXT);
        ends = new Alarm[identity.readers()];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = new Alarm();
        }
    }

    boolean canSound() {
        return sounds;
    }

    boolean canShow() {
        return texts;
    }

    boolean sound(BuzzerControl sound) {
        boolean silent = sound.tone().code() <= BuzzerTone.OFF.code();
        if (sound.reader() >= ends.length || (!silent && sound.on().isZero())) {
            return false;
        }
        notices.tell(listener -> listener.buzzer(sound));
        return true;
    }

    boolean show(TextOutput text, long now) {
        int mode = text.mode().code();
        if (text.reader() >= ends.length
                || mode < TextMode.PERMANENT.code()
                || mode > TextMode.TEMPORARY_WRAPPED.code()
                || text.row() == 0
                || text.column() == 0
                || !isPrintable(text)) {
            return false;
        }
        Alarm end = ends[text.reader()];
        end.clear();
        if (mode >= TextMode.TEMPORARY.code()) {
            end.in(text.time(), now);
        }
        notices.tell(listener -> listener.text(text));
        return true;
    }

    private static boolean isPrintable(TextOutput text) {
        for (int i = 0; i < text.characters().length(); i++) {
            int character = text.characters().at(i);
            if (character < FIRST_PRINTABLE || character > LAST_PRINTABLE) {
                return false;
            }
        }
        return true;
    }

    void tick(long now) {
        for (int i = 0; i < ends.length; i++) {
            if (ends[i].rings(now)) {
                int reader = i;
                notices.tell(listener -> listener.textEnded(reader));
            }
        }
    }

    long remaining(long now) {
        long least = Alarm.NEVER;
        for (Alarm end : ends) {
            least = Math.min(least, end.remaining(now));
        }
        return least;
    }

    void restart() {
        for (Alarm end : ends) {
            end.clear();
        }
    }
}
