package dev.openaxis.vapix.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.vapix.events.Content;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.RelayId;
import dev.openaxis.vapix.io.SupervisedState;
import dev.openaxis.vapix.rules.EmailRecipient.Encryption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said about rules before any device is asked: conditions, actions, recipients, and what cannot be. */
class RuleValuesTest {
    private static final RuleCondition ACTIVE = RuleCondition.inputActive(PortId.of(0));
    private static final Duration SECOND = Duration.ofSeconds(1);

    // ---- conditions and start events ----

    static Stream<Arguments> filters() {
        return Stream.of(
                Arguments.of(RuleCondition.inputActive(PortId.of(3)).filter(), "IO/Port", "port=3 state=1"),
                Arguments.of(RuleCondition.inputInactive(PortId.of(0)).filter(), "IO/Port", "port=0 state=0"),
                Arguments.of(
                        RuleCondition.supervised(PortId.of(2), SupervisedState.CUT)
                                .filter(),
                        "IO/SupervisedPort",
                        "port=2 state=cut"),
                Arguments.of(
                        RuleCondition.supervised(PortId.of(2), SupervisedState.SHORTED)
                                .filter(),
                        "IO/SupervisedPort",
                        "port=2 state=shorted"),
                Arguments.of(RuleCondition.virtualInputActive(1).filter(), "IO/VirtualInput", "port=1 active=1"),
                Arguments.of(RuleCondition.virtualInputInactive(64).filter(), "IO/VirtualInput", "port=64 active=0"),
                Arguments.of(RuleCondition.manualTrigger(1).filter(), "IO/VirtualPort", "port=1 state=1"),
                Arguments.of(
                        RuleCondition.during(ScheduleId.WEEKENDS).filter(),
                        "UserAlarm/Recurring/Interval",
                        "id=com.axis.schedules.weekends active=1"),
                Arguments.of(
                        RuleCondition.outside(ScheduleId.OFFICE_HOURS).filter(),
                        "UserAlarm/Recurring/Interval",
                        "id=com.axis.schedules.office_hours active=0"),
                Arguments.of(
                        RuleCondition.casingOpen("JunctionBox").filter(), "Casing/Open", "Name=JunctionBox Open=1"),
                Arguments.of(StartEvent.when(ACTIVE).filter(), "IO/Port", "port=0 state=1"),
                Arguments.of(
                        StartEvent.schedulePulse(ScheduleId.of("x")).filter(), "UserAlarm/Recurring/Pulse", "id=x y=z"),
                Arguments.of(
                        StartEvent.mqttMessage("site/1", "open").filter(),
                        "MQTT/Message/Stateless",
                        "mqtt-topic=site/1 mqtt-payload=open"));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void readyMadeFiltersMatchTheirEvent_andNoOther(EventFilter filter, String topic, String items) {
        String[] both = items.split(" ");
        Map<String, String> source = Map.of(both[0].split("=")[0], both[0].split("=")[1]);
        Map<String, String> data = Map.of(both[1].split("=")[0], both[1].split("=")[1]);
        String whole = Stream.of("UserAlarm", "MQTT").anyMatch(topic::startsWith) ? topic : "Device/" + topic;

        assertThat(filter.topics())
                .singleElement()
                .matches(one -> one.canonical().equals(whole));
        assertThat(filter.matches(whole, source, Map.of(), data)).isTrue();
        assertThat(filter.matches(whole, Map.of(), Map.of(), data)).isFalse();
        if (!items.contains("y=z")) {
            assertThat(filter.matches(whole, source, Map.of(), Map.of())).isFalse();
        }
    }

    @Test
    void topicsAreSpelledAsDevicesSpellThem() {
        assertThat(RuleCondition.casingOpen().toString())
                .isEqualTo(
                        "tns1:Device/tnsaxis:Casing/Open where boolean(//SimpleItem[@Name=\"Open\" and @Value=\"1\"])");
        assertThat(StartEvent.shock()).hasToString("tns1:Device/tnsaxis:Tampering/ShockDetected");
        assertThat(StartEvent.mqttMessage("a").toString()).startsWith("tnsaxis:MQTT/Message/Stateless where ");
        assertThat(RuleCondition.during(ScheduleId.AFTER_HOURS).toString())
                .startsWith("tns1:UserAlarm/tnsaxis:Recurring/Interval where ");
    }

    static Stream<Supplier<Object>> impossible() {
        EventFilter topic = EventFilter.topic("tns1:Device/tnsaxis:IO/Port");
        Content content = Content.item("port", "0");
        NewRule.Builder named = ActionRule.named("r");
        return Stream.of(
                () -> RuleCondition.of(topic),
                () -> RuleCondition.of(topic.andBelow().where(content)),
                () -> RuleCondition.of(
                        topic.or(EventFilter.topic("tnsaxis:Call/State")).where(content)),
                () -> RuleCondition.of(EventFilter.all().where(content)),
                // As events have it.
                () -> RuleCondition.of(EventFilter.topic("Device/IO/Port").where(content)),
                () -> StartEvent.of(topic.or(EventFilter.topic("Device/IO/Port"))),
                () -> RuleCondition.supervised(PortId.of(0), SupervisedState.UNDEFINED),
                () -> RuleCondition.virtualInputActive(0),
                () -> RuleCondition.manualTrigger(0),
                () -> ScheduleId.of("a\"b"),
                () -> ScheduleId.of(" "),
                () -> RuleId.of(""),
                () -> ConfigurationId.of("1\n2"),
                () -> RecipientId.of("\u0001"),
                () -> StartEvent.mqttMessage("a", "{\"b\":1}"),
                () -> ActionRule.named(" "),
                () -> ActionRule.named("two\nlines"),
                // Neither a start event nor a condition.
                () -> named.pulses(PortId.of(0), SECOND),
                () -> ActionRule.named("r")
                        .startingAt(StartEvent.shock())
                        .does(Action.outputWhileActive(PortId.of(0), OutputLevel.HIGH)),
                () -> ActionRule.named("r")
                        .when(ACTIVE)
                        .atMostEvery(Duration.ofMillis(1500))
                        .pulses(PortId.of(0), SECOND),
                () -> ActionRule.named("r")
                        .when(ACTIVE)
                        .atMostEvery(Duration.ZERO)
                        .pulses(PortId.of(0), SECOND),
                () -> Action.pulse(PortId.of(0), Duration.ofMillis(500)),
                () -> Action.pulse(PortId.of(0), Duration.ZERO),
                () -> Action.pulse(PortId.of(0), Duration.ofSeconds(-1)),
                () -> Action.of("", Map.of()),
                () -> Action.of("com.axis.action.fixed.io.toggle", Map.of("state", "high")),
                () -> Action.of("com.axis.action.fixed.io.toggle", Map.of("port", "first")),
                () -> Action.of("com.axis.action.fixed.io.toggle", Map.of("port", "300")),
                () -> Action.of("x", Map.of("a", "1", "A", "2")),
                () -> Action.of("x", Map.of("a", "\u0000")),
                () -> Action.of("x", Map.of(" ", "a")),
                () -> Action.of("x", Map.of()).named(""),
                () -> Action.mqtt("", "x", 0),
                () -> Action.mqtt("a", "x".repeat(8193), 0),
                () -> Action.mqtt("a", "x", 3),
                () -> Action.tcpWhileActive(Recipient.tcp("h", 1), "x", Duration.ZERO),
                () -> Recipient.tcp("", 1),
                () -> Recipient.tcp("h", 0),
                () -> Recipient.tcp("h", 65536),
                () -> Recipient.tcp("h", 1).qos(64),
                () -> Recipient.ftp("h", "/").login("u", "\u0000"),
                () -> Recipient.http("https://h/"),
                () -> Recipient.https("http://h/"),
                () -> Recipient.https("h"),
                () -> Recipient.sftp("h", "/", "abc"),
                () -> Recipient.email("h", "a@example.com"),
                () -> Recipient.email("h", "a@example.com", "b@example.com,c@example.com"),
                () -> Recipient.networkShare("", "/"));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void whatCannotBe_isRefusedAtOnce(Supplier<Object> making) {
        assertThatThrownBy(making::get).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRuleSaysWhatItDoes() {
        assertThatThrownBy(() -> new RuleDraft(null).when(ACTIVE).named("r").rule())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new RuleDraft(null)
                        .when(ACTIVE)
                        .pulse(PortId.of(0), SECOND)
                        .rule())
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new RuleDraft(null)
                        .startingAt(StartEvent.shock())
                        .does(Action.pulse(RelayId.of(0), SECOND))
                        .named("r")
                        .atMostEvery(SECOND)
                        .disabled()
                        .rule())
                .isEqualTo(new NewRule(
                        "r",
                        false,
                        Optional.of(StartEvent.shock()),
                        List.of(),
                        Optional.of(SECOND),
                        new NewRule.Does.NewAction(Action.pulse(RelayId.of(0), SECOND))));
    }

    // ---- actions ----

    @Test
    void actions() {
        Action pulse = Action.pulse(PortId.of(3), Duration.ofSeconds(90));
        assertThat(pulse.template()).isEqualTo("com.axis.action.fixed.io.toggle");
        assertThat(pulse.parameters()).isEqualTo(Map.of("port", "3", "state", "high", "duration", "90"));
        assertThat(pulse.kind()).isEqualTo(ActionKind.FIXED);
        assertThat(pulse.output()).hasValue(PortId.of(3));
        assertThat(pulse.relay()).isFalse();
        assertThat(Action.pulse(RelayId.of(3), SECOND).relay()).isTrue();
        assertThat(Action.pulse(RelayId.of(3), SECOND)
                        .with("duration", "2")
                        .named("r")
                        .relay())
                .isTrue();

        assertThat(Action.output(PortId.of(0), OutputLevel.LOW).parameters())
                .isEqualTo(Map.of("port", "0", "state", "low", "duration", "0"));
        Action held = Action.outputWhileActive(PortId.of(0), OutputLevel.HIGH);
        assertThat(held.kind()).isEqualTo(ActionKind.UNLIMITED);
        assertThat(held.parameters()).isEqualTo(Map.of("port", "0", "state", "high"));
        assertThat(held.output()).isPresent();

        assertThat(Action.led("statusled", "green,none", SECOND, Duration.ofMillis(250))
                        .parameters())
                .isEqualTo(Map.of("led", "statusled", "color", "green,none", "duration", "1", "interval", "250"));
        assertThat(Action.ledWhileActive("statusled", "red", Duration.ofMillis(100))
                        .template())
                .isEqualTo("com.axis.action.unlimited.ledcontrol");
        assertThat(Action.tcpWhileActive(Recipient.tcp("h", 1), "%T", Duration.ofSeconds(2))
                        .parameters())
                .isEqualTo(Map.of("message", "%25T", "period", "2"));
        assertThat(Action.email(Recipient.email("h", "a@example.com", "b@example.com"), "100%", "#i")
                        .parameters())
                .isEqualTo(Map.of("subject", "100%", "message", "%23i"));
        assertThat(ActionKind.of("com.other")).isEqualTo(ActionKind.OTHER);
        assertThat(Action.of("com.other", Map.of()).output()).isEmpty();
    }

    @Test
    void aParameterIsSetOnce() {
        assertThat(Action.of("x", Map.of("Topic", "a")).with("topic", "b").parameters())
                .isEqualTo(Map.of("topic", "b"));
    }

    @Test
    void actionsAreValues() {
        Action one = Action.pulse(PortId.of(0), SECOND);

        assertThat(one)
                .isEqualTo(Action.pulse(PortId.of(0), SECOND))
                .hasSameHashCodeAs(Action.pulse(PortId.of(0), SECOND));
        assertThat(one).isNotEqualTo(one.named("x")).isNotEqualTo(one.to(Recipient.tcp("h", 1)));
        assertThat(one).isNotEqualTo(Action.pulse(RelayId.of(0), SECOND));
        assertThat(Recipient.tcp("h", 1))
                .isEqualTo(Recipient.of("com.axis.recipient.tcp", Map.of("host", "h", "port", "1")));
        assertThat(Recipient.tcp("h", 1)).isNotEqualTo(Recipient.tcp("h", 2));
    }

    // ---- recipients ----

    static Stream<Arguments> recipients() {
        String md5 = "0123456789abcdef0123456789ABCDEF";
        String sha256 = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCdE";
        return Stream.of(
                Arguments.of(Recipient.tcp("h", 5000).qos(3), "tcp host=h port=5000 qos=3"),
                Arguments.of(
                        Recipient.ftp("h", "/in")
                                .port(2121)
                                .login("u", "p")
                                .passive(true)
                                .temporary(false)
                                .qos(0),
                        "ftp host=h login=u passive=1 password=p port=2121 qos=0 temporary=0 upload_path=/in"),
                Arguments.of(Recipient.ftp("h", "/in"), "ftp host=h port=21 upload_path=/in"),
                Arguments.of(
                        Recipient.sftp("h", "/in", sha256).login("u", "p"),
                        "sftp host=h login=u password=p port=22 ssh_auth_type=2 ssh_host_pub_key_sha256=" + sha256
                                + " upload_path=/in"),
                Arguments.of(
                        Recipient.sftp("h", "/in", md5)
                                .hostKey(sha256)
                                .port(2222)
                                .qos(1),
                        "sftp host=h port=2222 qos=1 ssh_auth_type=2 ssh_host_pub_key_md5=" + md5
                                + " ssh_host_pub_key_sha256=" + sha256 + " upload_path=/in"),
                Arguments.of(
                        Recipient.http("http://h/x")
                                .login("u", "p")
                                .proxy("q", 80)
                                .proxyLogin("v", "w")
                                .qos(63),
                        "http login=u password=p proxy_host=q proxy_login=v proxy_password=w proxy_port=80 qos=63"
                                + " upload_url=http://h/x"),
                Arguments.of(Recipient.https("HTTPS://h/x"), "https upload_url=HTTPS://h/x validate_server_cert=1"),
                Arguments.of(
                        Recipient.https("https://h/x").validateCertificate(false),
                        "https upload_url=https://h/x validate_server_cert=0"),
                Arguments.of(
                        Recipient.networkShare("NAS", "/in").qos(2), "networkshare qos=2 share_id=NAS upload_path=/in"),
                Arguments.of(
                        Recipient.email("h", "a@x", "b@x", "c@x"),
                        "smtp email_from=a@x email_to=b@x,c@x encryption=none host=h port=587"),
                Arguments.of(
                        Recipient.email("h", "a@x", "b@x")
                                .port(465)
                                .encryption(Encryption.SSL)
                                .login("u", "p")
                                .pop("q", 110, "v", "w")
                                .qos(1),
                        "smtp email_from=a@x email_to=b@x encryption=ssl host=h login=u password=p pop_host=q pop_login=v"
                                + " pop_password=w pop_port=110 port=465 qos=1 validate_server_cert=1"),
                Arguments.of(
                        Recipient.email("h", "a@x", "b@x")
                                .encryption(Encryption.TLS)
                                .validateCertificate(false),
                        "smtp email_from=a@x email_to=b@x encryption=tls host=h port=587 validate_server_cert=0"));
    }

    @ParameterizedTest
    @MethodSource("recipients")
    void recipientsHaveTheParametersOfTheReference(Recipient recipient, String expected) {
        assertThat(recipient.template().replace("com.axis.recipient.", "") + " "
                        + String.join(
                                " ",
                                recipient.parameters().entrySet().stream()
                                        .map(one -> one.getKey() + "=" + one.getValue())
                                        .sorted()
                                        .toList()))
                .isEqualTo(expected);
    }

    @Test
    void onlyTlsHasACertificate() {
        assertThatThrownBy(() -> Recipient.http("http://h/").validateCertificate(true))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aStoredFilterThatCannotBeRead_isKept() {
        StoredFilter odd = new StoredFilter("!@#$", Optional.of("x"));

        assertThat(odd.filter()).isEmpty();
        assertThat(odd.means(EventFilter.all())).isFalse();
        assertThat(odd).hasToString("!@#$ where x");
        assertThat(new StoredFilter("", Optional.empty()).filter()).isEmpty();
    }
}
