package dev.openaxis.vapix.wire;

import static dev.openaxis.vapix.wire.ConfigDevice.DISCOVER;
import static dev.openaxis.vapix.wire.ConfigDevice.OS_12;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Effect;
import dev.openaxis.vapix.config.ApiVersion;
import dev.openaxis.vapix.config.ConfigResource;
import dev.openaxis.vapix.recordings.Mangled;
import dev.openaxis.vapix.recordings.Recorded;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;

/** Any mangled recording: a value or a typed error within its time, never anything else. */
class ConfigProperties {
    private static final String PATH = "/config/rest/ssh/v2/users";
    private static final List<String> BODIES = List.of(
            Recorded.text("config/p3265v-12.11.77-certificates.json"),
            Recorded.text("config/p3265v-12.11.77-keystores.json"),
            Recorded.text("config/p3265v-12.11.77-rest-network-settings-v2-wired.json"),
            body("ssh_1_crud/000-response.txt"),
            body("ssh_1_crud/001-response.txt"),
            body("ssh_1_set_user_validation_error/001-response.txt"),
            body("device_configuration_item_already_exists/001-response.txt"),
            body("siren_and_light_2_alpha_maintenance_mode_not_supported/001-response.txt"));

    private final ConfigDevice device = ConfigDevice.recorded(OS_12);

    @AfterProperty
    void close() {
        device.close();
    }

    private static String body(String recording) {
        String text = Recorded.text(OS_12 + recording).replace("\r\n", "\n");
        return text.substring(text.indexOf("\n\n") + 2);
    }

    @Property(tries = 100)
    void anAnswer(@ForAll("mangled") String body, @ForAll("statuses") int status) {
        device.answers(PATH, status, body);
        ConfigResource users = device.config().api("ssh").at("users");

        for (Runnable call : new Runnable[] {
            () -> assertThat(users.get()).isNotNull(),
            () -> assertThat(users.set(Map.of("password", "planted"))).isNotNull(),
            () -> assertThat(users.call(Effect.DISRUPT, "planted")).isNotNull()
        }) {
            Leniently.valueOrTyped("planted", call);
        }
    }

    @Property(tries = 60)
    void aDiscovery(@ForAll("mangledDiscovery") String body) {
        device.answers(DISCOVER, body);

        Leniently.valueOrTyped(() -> assertThat(device.config().apis())
                .extracting(ApiVersion::path)
                .allSatisfy(path -> assertThat(path).startsWith("/config/rest/").doesNotContain("..")));
        // What is left of it is used, or not.
        device.answers(PATH, "{\"status\":\"success\",\"data\":[]}");
        Leniently.valueOrTyped(() -> device.config().api("ssh").at("users").get());
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.of(200, 201, 204, 400, 404, 409, 500);
    }

    @Provide
    Arbitrary<String> mangled() {
        return Mangled.json(BODIES);
    }

    @Provide
    Arbitrary<String> mangledDiscovery() {
        return Mangled.json(List.of(
                body("device_configuration_discover/000-response.txt"),
                Recorded.text("config/d6310-12.9.57-config-discover.json")));
    }
}
