package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.RuleVariant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The templates of a product, reference 04 sections 4.6 and 4.7. They never change. */
final class ActionTemplates {
    /** Actions that last as long as their rule is active. */
    static final String UNLIMITED = "com.axis.action.unlimited.";

    private static final String HTTP = "com.axis.action.fixed.notification.http";

    /** Documented; parameters in the order of the reference. */
    private static final String SFTP = "com.axis.recipient.sftp - host,upload_path,port,login,password,"
            + "ssh_host_pub_key_md5,ssh_host_pub_key_sha256,ssh_auth_type,ssh_public_key,ssh_private_key,"
            + "ssh_private_key_passphrase,temporary,qos";

    /** Thousands of devices of one kind share theirs. */
    private static final Map<Kind, ActionTemplates> KNOWN = new ConcurrentHashMap<>();

    /** What templates depend on. */
    private record Kind(List<String> actions, boolean newer, boolean mqtt, boolean mqttAsDocumented) {}

    private final Map<String, ActionTemplate> actions = new LinkedHashMap<>();
    private final Map<String, ActionTemplate> recipients = new LinkedHashMap<>();

    static ActionTemplates of(DeviceConfig config) {
        return KNOWN.computeIfAbsent(
                new Kind(
                        RecordedEvents.actionTemplates(config.model()),
                        isNewer(config),
                        hasMqtt(config),
                        config.is(RuleVariant.MQTT_PARAMETERS_AS_DOCUMENTED)),
                ActionTemplates::new);
    }

    private ActionTemplates(Kind kind) {
        for (String line : kind.actions()) {
            ActionTemplate template = ActionTemplate.read(line);
            actions.put(template.token(), kind.newer() ? extended(template) : template);
        }
        if (kind.mqtt()) {
            add(
                    actions,
                    "com.axis.action.fixed.mqttpublish - "
                            + (kind.mqttAsDocumented()
                                    ? "Topic,QoS,Retained,Payload"
                                    : "topic,qos,retained,payload,use_device_prefix"));
        }
        Recorded.lines("recipient-templates-camera.txt").forEach(line -> add(recipients, line));
        if (kind.newer()) {
            add(recipients, SFTP);
        }
    }

    private static void add(Map<String, ActionTemplate> templates, String line) {
        ActionTemplate template = ActionTemplate.read(line);
        templates.put(template.token(), template);
    }

    /** The recorded lists are of about 2016; since when devices have more is not found: those of AXIS OS 12 are taken to. */
    private static boolean isNewer(DeviceConfig config) {
        return config.majorVersion() >= 12 && !config.is(RuleVariant.OLD_TEMPLATES);
    }

    /** Sending MQTT messages came with AXIS OS 10.4 (documented). */
    private static boolean hasMqtt(DeviceConfig config) {
        return !config.numbersItself() && !config.isOlderThan(10, 4);
    }

    /** Newer devices let HTTP notifications choose more (documented). */
    private static ActionTemplate extended(ActionTemplate template) {
        if (!template.token().equals(HTTP) && !template.token().equals(HTTP + "s")) {
            return template;
        }
        List<String> more = new ArrayList<>(template.parameters());
        more.addAll(List.of("method", "http_headers", "body"));
        return new ActionTemplate(template.token(), template.recipient(), List.copyOf(more));
    }

    @Nullable
    ActionTemplate action(String token) {
        return actions.get(token);
    }

    @Nullable
    ActionTemplate recipient(String token) {
        return recipients.get(token);
    }

    /** Every parameter a configuration of this action needs: its own and those of its recipient. */
    List<String> needed(ActionTemplate action) {
        List<String> names = new ArrayList<>(action.parameters());
        ActionTemplate recipient = action.recipient() == null ? null : recipients.get(action.recipient());
        if (recipient != null) {
            names.addAll(recipient.parameters());
        }
        return names;
    }

    String writtenActions() {
        return written(actions, "aa:ActionTemplate");
    }

    String writtenRecipients() {
        return written(recipients, "aa:RecipientTemplate");
    }

    private static String written(Map<String, ActionTemplate> templates, String element) {
        StringBuilder text = new StringBuilder();
        templates.values().forEach(template -> text.append(template.written(element)));
        return SoapEnvelope.element(element + "s", text.toString());
    }
}
