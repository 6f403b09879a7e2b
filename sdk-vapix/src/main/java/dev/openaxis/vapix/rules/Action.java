package dev.openaxis.vapix.rules;

import dev.openaxis.vapix.internal.rules.WireText;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.RelayId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule does, to be stored on a device as an action configuration (VAPIX event-and-action-services). Immutable. Names and
 * values of its parameters are checked against the device's template when it is added; names are compared without case, and
 * what is not given is sent empty.
 *
 * <p>Messages may hold modifiers such as {@code %F} (date), {@code %T} (time), {@code #i} (address) or {@code #M} (MAC address);
 * a percent sign is {@code %%}, a number sign {@code ##}. The methods that take a message encode the signs as the reference
 * wants it inside parameters; values given to {@link #of} and {@link #with} are sent as they are.
 */
public final class Action {
    private static final String FIXED = "com.axis.action.fixed.";
    private static final String UNLIMITED = "com.axis.action.unlimited.";
    private static final String TOGGLE = "io.toggle";

    private final String template;
    private final Map<String, String> parameters;
    private final Optional<Recipient> recipient;
    private final Optional<String> name;
    private final boolean relay;
    /** The caller said active, and not which level that is. */
    private final boolean activates;

    private Action(
            String template,
            Map<String, String> parameters,
            Optional<Recipient> recipient,
            Optional<String> name,
            boolean relay,
            boolean activates) {
        this.template = WireText.required("the template", template);
        this.parameters = WireText.values(parameters);
        this.recipient = recipient;
        this.name = name;
        this.relay = relay;
        this.activates = activates;
        // Read once here, so that no action on an output goes unnoticed.
        output();
    }

    /**
     * Any action, by its template: {@link Rules#actionTemplates} tells what the product has.
     *
     * @param template token of the template, for example {@code com.axis.action.unlimited.siren_and_light}
     * @param parameters values by name, sent as they are; those of a recipient may be among them
     * @return the action
     */
    public static Action of(String template, Map<String, String> parameters) {
        return new Action(template, parameters, Optional.empty(), Optional.empty(), false, false);
    }

    // ---- outputs ----

    /**
     * Makes an output active for a time. Sent as {@code high}, which is active where the normal state is open; a rule for a port
     * whose normal state is closed, or not told, is refused, because nothing says what {@code high} is there. Say the level with
     * {@link #output} if you know it.
     *
     * @param output the device's port, from 0
     * @param time whole seconds, one at least
     * @return the action
     * @throws IllegalArgumentException if the time is shorter or has a fraction of a second
     */
    public static Action pulse(PortId output, Duration time) {
        Action high = output(output, OutputLevel.HIGH).with("duration", WireText.seconds("a pulse", time, 1));
        return new Action(high.template, high.parameters, high.recipient, high.name, false, true);
    }

    /**
     * Makes a relay active for a time, as {@link #pulse(PortId, Duration)}. When it is added, the port must be proven to be a
     * relay.
     *
     * @param relay the relay
     * @param time whole seconds, one at least
     * @return the action
     */
    public static Action pulse(RelayId relay, Duration time) {
        Action pulse = pulse(relay.port(), time);
        return new Action(pulse.template, pulse.parameters, pulse.recipient, pulse.name, true, true);
    }

    /**
     * Switches an output and leaves it so.
     *
     * @param output the device's port, from 0
     * @param level which way
     * @return the action
     */
    public static Action output(PortId output, OutputLevel level) {
        return of(FIXED + TOGGLE, port(output, level)).with("duration", "0");
    }

    /**
     * Switches an output as long as the rule is active, and to the opposite when it is not any more.
     *
     * @param output the device's port, from 0
     * @param level which way
     * @return the action, which needs a condition
     */
    public static Action outputWhileActive(PortId output, OutputLevel level) {
        return of(UNLIMITED + TOGGLE, port(output, level));
    }

    private static Map<String, String> port(PortId output, OutputLevel level) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("port", Integer.toString(output.index()));
        parameters.put("state", level.name().toLowerCase(Locale.ROOT));
        return parameters;
    }

    // ---- light ----

    /**
     * Flashes a light of the device for a time.
     *
     * @param led name of the light, for example {@code statusled}; {@code ledcontrol/getleds.cgi} tells them
     * @param colors names of colours, for example {@code green,none}
     * @param time whole seconds, one at least
     * @param interval how long each colour stays, in milliseconds
     * @return the action
     */
    public static Action led(String led, String colors, Duration time, Duration interval) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("led", led);
        parameters.put("color", colors);
        parameters.put("duration", WireText.seconds("a light", time, 1));
        parameters.put("interval", Long.toString(interval.toMillis()));
        return of(FIXED + "ledcontrol", parameters);
    }

    /**
     * Flashes a light of the device as long as the rule is active.
     *
     * @param led name of the light
     * @param colors names of colours
     * @param interval how long each colour stays, in milliseconds
     * @return the action, which needs a condition
     */
    public static Action ledWhileActive(String led, String colors, Duration interval) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("led", led);
        parameters.put("color", colors);
        parameters.put("interval", Long.toString(interval.toMillis()));
        return of(UNLIMITED + "ledcontrol", parameters);
    }

    // ---- messages ----

    /**
     * Calls a web server, by GET with the argument {@code Message} unless {@link #with} says otherwise: newer devices have the
     * parameters {@code method} ({@code GET}, {@code POST}, {@code PUT}, {@code PATCH}, {@code DELETE}), {@code http_headers}
     * and {@code body}; all have {@code parameters}, further arguments, which a message of more than 255 characters drops.
     *
     * @param to the web server
     * @param message the text, with modifiers; may be empty
     * @return the action
     */
    public static Action request(HttpRecipient to, String message) {
        return of(FIXED + "notification." + to.scheme(), Map.of("message", WireText.modified(message)))
                .to(to);
    }

    /**
     * Sends a mail.
     *
     * @param to the mail boxes
     * @param subject one line
     * @param message the text, with modifiers
     * @return the action
     */
    public static Action email(EmailRecipient to, String subject, String message) {
        return of(FIXED + "notification.smtp", Map.of("subject", subject, "message", WireText.modified(message)))
                .to(to);
    }

    /**
     * Sends a text over TCP.
     *
     * @param to the program
     * @param message the text, with modifiers
     * @return the action
     */
    public static Action tcp(TcpRecipient to, String message) {
        return of(FIXED + "notification.tcp", Map.of("message", WireText.modified(message)))
                .to(to);
    }

    /**
     * Sends a text over TCP again and again as long as the rule is active.
     *
     * @param to the program
     * @param message the text, with modifiers
     * @param period whole seconds, one at least
     * @return the action, which needs a condition
     */
    public static Action tcpWhileActive(TcpRecipient to, String message, Duration period) {
        return of(
                        UNLIMITED + "notification.tcp",
                        Map.of(
                                "message",
                                WireText.modified(message),
                                "period",
                                WireText.seconds("a period", period, 1)))
                .to(to);
    }

    /**
     * Publishes an MQTT message (AXIS OS 10.4), for which the device's MQTT client must be connected. {@link #with} sets
     * {@code retained}, whose form is not documented, and {@code use_device_prefix} where the template has it.
     *
     * @param topic 1 to 1024 characters
     * @param payload at most 8192 characters, with modifiers
     * @param qos 0, 1 or 2
     * @return the action
     */
    public static Action mqtt(String topic, String payload, int qos) {
        WireText.number("the length of an MQTT topic", topic.length(), 1, 1024);
        WireText.number("the length of an MQTT payload", payload.length(), 0, 8192);
        return of(
                FIXED + "mqttpublish",
                Map.of(
                        "topic",
                        topic,
                        "payload",
                        WireText.modified(payload),
                        "qos",
                        WireText.number("the MQTT quality of service", qos, 0, 2)));
    }

    // ---- parts ----

    /**
     * Sets a parameter.
     *
     * @param parameter its name
     * @param value sent as it is
     * @return a changed copy
     */
    public Action with(String parameter, String value) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.keySet().removeIf(parameter::equalsIgnoreCase);
        changed.put(parameter, value);
        return new Action(template, changed, recipient, name, relay, activates);
    }

    /**
     * Sets where it goes: a copy of the recipient's values becomes part of the action.
     *
     * @param to the recipient
     * @return a changed copy
     */
    public Action to(Recipient to) {
        return new Action(template, parameters, Optional.of(to), name, relay, activates);
    }

    /**
     * Names the stored configuration.
     *
     * @param text for people
     * @return a changed copy
     */
    public Action named(String text) {
        return new Action(
                template,
                parameters,
                recipient,
                Optional.of(WireText.name(text, "an action configuration")),
                relay,
                activates);
    }

    /**
     * Which action it is.
     *
     * @return token of its template
     */
    public String template() {
        return template;
    }

    /**
     * How long it goes on.
     *
     * @return what the token says
     */
    public ActionKind kind() {
        return ActionKind.of(template);
    }

    /**
     * Its own values, without those of the recipient.
     *
     * @return values by name
     */
    public Map<String, String> parameters() {
        return parameters;
    }

    /**
     * Where it goes.
     *
     * @return the recipient, if one was set
     */
    public Optional<Recipient> recipient() {
        return recipient;
    }

    /**
     * How the stored configuration is called.
     *
     * @return the name, if one was set
     */
    public Optional<String> name() {
        return name;
    }

    /**
     * Which port it drives.
     *
     * @return the port, or empty if it drives none that is known
     */
    public Optional<PortId> output() {
        return drivenOutput(template, parameters);
    }

    /**
     * Whether the caller said that the port is a relay.
     *
     * @return {@code true} if that must be proven
     */
    public boolean relay() {
        return relay;
    }

    /**
     * Whether the caller said that the port becomes active, and not which level it gets.
     *
     * @return whether {@code high} must be the port's active state
     */
    public boolean activates() {
        return activates;
    }

    /** Which port an action of this template drives. */
    static Optional<PortId> drivenOutput(String template, Map<String, String> parameters) {
        if (!template.endsWith("." + TOGGLE)) {
            return Optional.empty();
        }
        String port = parameters.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase("port"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        try {
            return Optional.of(PortId.of(Integer.parseInt(port.trim())));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("an action on an output names its port by a number: \"" + port + "\"");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Action that
                && template.equals(that.template)
                && parameters.equals(that.parameters)
                && recipient.equals(that.recipient)
                && name.equals(that.name)
                && relay == that.relay;
    }

    @Override
    public int hashCode() {
        return 31 * template.hashCode() + parameters.hashCode();
    }

    /** Without values, among which there may be secrets. */
    @Override
    public String toString() {
        return template + parameters.keySet() + recipient.map(to -> " to " + to).orElse("");
    }
}
