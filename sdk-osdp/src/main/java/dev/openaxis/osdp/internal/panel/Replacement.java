package dev.openaxis.osdp.internal.panel;

import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.LedControl;
import dev.openaxis.osdp.message.LedSetting;
import dev.openaxis.osdp.message.PermanentControl;
import dev.openaxis.osdp.message.TemporaryControl;
import dev.openaxis.osdp.message.TextOutput;

/** Which command leaves nothing to be seen of an older one that was not sent yet, so that the older needs no turn on the line. */
final class Replacement {
    private Replacement() {}

    /** Whether everything the older one shows is shown otherwise by the newer one. */
    static boolean replaces(Command newer, Command older) {
        if (newer instanceof LedControl lights && older instanceof LedControl before) {
            return before.lights().stream()
                    .allMatch(light -> lights.lights().stream().anyMatch(other -> replaces(other, light)));
        }
        return newer instanceof TextOutput text && older instanceof TextOutput before && replaces(text, before);
    }

    private static boolean replaces(LedSetting newer, LedSetting older) {
        boolean temporary = !newer.temporary().control().equals(TemporaryControl.NOTHING)
                || older.temporary().control().equals(TemporaryControl.NOTHING);
        boolean permanent = !newer.permanent().control().equals(PermanentControl.NOTHING)
                || older.permanent().control().equals(PermanentControl.NOTHING);
        return newer.reader() == older.reader() && newer.led() == older.led() && temporary && permanent;
    }

    /** A text for a time leaves the permanent one behind it, and one that begins elsewhere in the row leaves what is before it. */
    private static boolean replaces(TextOutput newer, TextOutput older) {
        return newer.reader() == older.reader()
                && newer.row() == older.row()
                && newer.column() == older.column()
                && newer.mode().equals(older.mode());
    }
}
