package dev.openaxis.vapix.wire;

import dev.openaxis.vapix.config.DeviceConfiguration;
import dev.openaxis.vapix.recordings.Recorded;
import dev.openaxis.vapix.wire.ScriptedDevice.Asked;
import java.util.List;
import mockwebserver3.MockResponse;

/** A scripted device that says who it is and lists its Device Configuration APIs. */
final class ConfigDevice implements AutoCloseable {
    static final String DISCOVER = "/config/discover";
    static final String OS_12 = "foundations/D4200-VE-12.9.57/";
    static final String OS_11 = "foundations/P8815-2-11.11.192/";

    private final ScriptedDevice device = new ScriptedDevice();

    /** As recorded. */
    static ConfigDevice recorded(String folder) {
        ConfigDevice made = new ConfigDevice();
        made.device.answer(
                "/axis-cgi/basicdeviceinfo.cgi",
                Recorded.answer(folder + "basic_device_info_get_all_unrestricted_properties/000-response.txt"));
        made.device.answer(DISCOVER, Recorded.answer(folder + "device_configuration_discover/000-response.txt"));
        return made.identified();
    }

    /** Of a version of which there is no recording; an empty one is not told. */
    static ConfigDevice of(String version) {
        ConfigDevice made = new ConfigDevice();
        made.device.answers(
                "/axis-cgi/basicdeviceinfo.cgi",
                "{\"apiVersion\":\"1.0\",\"data\":{\"propertyList\":{\"SerialNumber\":\"B8A44F000001\",\"Version\":\""
                        + version + "\"}}}");
        return made.identified();
    }

    private ConfigDevice identified() {
        device.answers("/axis-cgi/apidiscovery.cgi", "{\"apiVersion\":\"1.0\",\"data\":{\"apiList\":[]}}");
        device.answers(ScriptedDevice.USERGROUP, "root\nadmin operator viewer\n");
        return this;
    }

    DeviceConfiguration config() {
        return device.client().config();
    }

    ScriptedDevice scripted() {
        return device;
    }

    /** Answers a 200 from now on. */
    void answers(String path, String... bodies) {
        device.answers(path, bodies);
    }

    /** Answers a status from now on. */
    void answers(String path, int status, String body) {
        device.answers(path);
        device.answer(path, new MockResponse.Builder().code(status).body(body).build());
    }

    /** What the framework was asked beside discovery. */
    List<Asked> asked() {
        return device.asked().stream()
                .filter(asked -> asked.line().contains(" /config/rest"))
                .toList();
    }

    /** How often discovery was asked. */
    long discoveries() {
        return device.asked().stream()
                .filter(asked -> asked.line().equals("GET " + DISCOVER))
                .count();
    }

    @Override
    public void close() {
        device.close();
    }
}
