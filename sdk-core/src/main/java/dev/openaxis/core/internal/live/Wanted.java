package dev.openaxis.core.internal.live;

import dev.openaxis.core.live.DeviceEvent;

/** What a subscriber wants to hear. Two that want the same are equal. */
public interface Wanted {
    /** Everything the feed tells anyway, and nothing more is asked of the device for it. */
    Wanted WHATEVER_COMES = new Wanted() {
        @Override
        public boolean event(DeviceEvent event) {
            return true;
        }

        @Override
        public boolean topic(String topic) {
            return true;
        }
    };

    /** Whether an event is wanted. */
    boolean event(DeviceEvent event);

    /** Whether events of a topic may be wanted, depending on what they say. */
    boolean topic(String topic);
}
