package dev.openaxis.osdp.internal.peripheral;

import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.LedColor;
import dev.openaxis.osdp.message.LedControl;
import dev.openaxis.osdp.message.LedSetting;
import dev.openaxis.osdp.message.PermanentControl;
import dev.openaxis.osdp.message.PermanentLight;
import dev.openaxis.osdp.message.TemporaryControl;
import dev.openaxis.osdp.message.TemporaryLight;
import dev.openaxis.osdp.peripheral.LightState;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The lights of all readers (OSDP v2.2, LED): a permanent state and, for a time, a temporary one above it. */
final class Lights {
    private final int readers;
    private final int each;
    private final LightState[] permanent;
    private final @Nullable LightState[] temporary;
    private final Alarm[] ends;
    private final AtomicReferenceArray<LightState> shown;
    private final Notices notices;

    Lights(Settings.Identity identity, Notices notices) {
        this.notices = notices;
        readers = identity.readers();
        each = identity.does(Capability.LED) ? Math.max(1, identity.objects(Capability.LED)) : 0;
        permanent = new LightState[readers * each];
        temporary = new LightState[permanent.length];
        ends = new Alarm[permanent.length];
        shown = new AtomicReferenceArray<>(permanent.length);
        for (int i = 0; i < permanent.length; i++) {
            permanent[i] = LightState.dark(i / each, i % each);
            ends[i] = new Alarm();
            shown.set(i, permanent[i]);
        }
    }

    boolean exist() {
        return each > 0;
    }

    /** What a light shows; for any thread. */
    LightState state(int reader, int led) {
        if (reader < 0 || reader >= readers || led < 0 || led >= each) {
            throw new IllegalArgumentException("there is no light " + led + " at reader " + reader);
        }
        return shown.get(reader * each + led);
    }

    /** Sets all or, if one setting cannot be done, none. */
    boolean set(LedControl control, long now) {
        for (LedSetting light : control.lights()) {
            if (light.reader() >= readers
                    || light.led() >= each
                    || !isPossible(light.temporary())
                    || !isPossible(light.permanent())) {
                return false;
            }
        }
        for (LedSetting light : control.lights()) {
            set(light, now);
        }
        return true;
    }

    private static boolean isPossible(TemporaryLight light) {
        int control = light.control().code();
        return control <= TemporaryControl.SET.code()
                && (control != TemporaryControl.SET.code()
                        || isShowable(light.on(), light.off(), light.onColor(), light.offColor()));
    }

    private static boolean isPossible(PermanentLight light) {
        int control = light.control().code();
        return control <= PermanentControl.SET.code()
                && (control != PermanentControl.SET.code()
                        || isShowable(light.on(), light.off(), light.onColor(), light.offColor()));
    }

    private static boolean isShowable(Duration on, Duration off, LedColor onColor, LedColor offColor) {
        return !(on.isZero() && off.isZero())
                && onColor.code() <= LedColor.WHITE.code()
                && offColor.code() <= LedColor.WHITE.code();
    }

    private void set(LedSetting setting, long now) {
        int index = setting.reader() * each + setting.led();
        PermanentLight lasting = setting.permanent();
        if (lasting.control().equals(PermanentControl.SET)) {
            permanent[index] = new LightState(
                    setting.reader(),
                    setting.led(),
                    lasting.onColor(),
                    lasting.offColor(),
                    lasting.on(),
                    lasting.off(),
                    false);
        }
        TemporaryLight passing = setting.temporary();
        if (passing.control().equals(TemporaryControl.CANCEL)) {
            temporary[index] = null;
            ends[index].clear();
        } else if (passing.control().equals(TemporaryControl.SET)) {
            temporary[index] = new LightState(
                    setting.reader(),
                    setting.led(),
                    passing.onColor(),
                    passing.offColor(),
                    passing.on(),
                    passing.off(),
                    true);
            ends[index].clear();
            // No source tells what a time of 0 means; as for outputs, it is taken for "until the next command".
            if (!passing.time().isZero()) {
                ends[index].in(passing.time(), now);
            }
        }
        show(index);
    }

    private void show(int index) {
        LightState above = temporary[index];
        LightState now = above == null ? permanent[index] : above;
        if (!shown.getAndSet(index, now).equals(now)) {
            notices.tell(listener -> listener.lightChanged(now));
        }
    }

    void tick(long now) {
        for (int i = 0; i < ends.length; i++) {
            if (ends[i].rings(now)) {
                temporary[i] = null;
                show(i);
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

    /** After a restart nothing is retained. */
    void restart() {
        for (int i = 0; i < permanent.length; i++) {
            permanent[i] = LightState.dark(i / each, i % each);
            temporary[i] = null;
            ends[i].clear();
            show(i);
        }
    }
}
