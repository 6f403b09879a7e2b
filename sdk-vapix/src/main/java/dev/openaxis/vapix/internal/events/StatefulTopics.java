package dev.openaxis.vapix.internal.events;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Topics that are states, for channels that do not say so and devices that were not asked: recorded declarations, and the VAPIX
 * library where none is recorded. A topic that is not here counts as momentary, so that no value of it is left out.
 */
final class StatefulTopics {
    private static final Set<String> TOPICS = Set.of(
            "device/io/port",
            "device/io/outputport",
            "device/io/supervisedport",
            "device/io/virtualinput",
            "device/io/virtualport",
            "device/trigger/digitalinput",
            "device/trigger/relay",
            "device/sensor/pir",
            "device/monitor/heartbeat",
            "device/casing/open",
            "device/window/faulty",
            "device/status/systemready",
            "device/ringpowerlimitexceeded",
            "device/light/status",
            "lightcontrol/lightstatuschanged/status",
            "device/microphone/switch",
            "device/audiooutputactive",
            "device/fan/status",
            "device/heater/status",
            "device/network/lost",
            "device/mqtt/clientstatus",
            "storage/disruption",
            "storage/alert",
            "storage/recording",
            "storage/raid",
            "useralarm/recurring/interval",
            "schedule/interval",
            "accesspoint/state/enabled",
            "device/intercom/mainstate",
            "device/intercom/keypadstate",
            "call/state",
            "mediaclip/playing",
            "audiosource/triggerlevel",
            "connector/source",
            "videosource/livestreamaccessed",
            "videosource/daynightvision",
            "videosource/abr",
            "videosource/motionalarm",
            "videosource/videooutputactive",
            "videosource/globalscenechange/imagingservice",
            "ruleengine/motionregiondetector/motion",
            "ptzcontroller/ptzready",
            "idpoint/status/device",
            "idpoint/status/securechannel",
            "idpoint/status/batteryalarm",
            "idpoint/status/radiodisturbance");

    private static final List<String> BELOW = List.of(
            "device/status/temperature/",
            "device/hardwarefailure/",
            "storage/raid/",
            "audiocontrol/digitalsignalstatus",
            "ptzcontroller/move/",
            "ptzcontroller/ptzpresets/",
            "door/state/");

    private StatefulTopics() {}

    static boolean contains(String canonicalTopic) {
        String topic = canonicalTopic.toLowerCase(Locale.ROOT);
        if (TOPICS.contains(topic)) {
            return true;
        }
        // Asked for every event: a stream costs several times as much.
        for (String above : BELOW) {
            if (topic.startsWith(above)) {
                return true;
            }
        }
        return false;
    }
}
