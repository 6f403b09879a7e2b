package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** Factory defaults that clients ask for. */
class FactoryDefaultTest {
    private static final String FIRMWARE = "/axis-cgi/firmwaremanagement.cgi";
    private static final String SOFT = "/axis-cgi/factorydefault.cgi";
    private static final String HARD = "/axis-cgi/hardfactorydefault.cgi";
    private static final String WHO = "/axis-cgi/usergroup.cgi";
    private static final String PARAM = "/axis-cgi/param.cgi";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static SimulatedDevice.Builder quick() {
        return SimulatedDevice.a9210()
                .restartDelay(Duration.ofMillis(20))
                .restartDowntime(Duration.ofMillis(20))
                .readyAfterRestart(Duration.ZERO);
    }

    private static void asked(SimulatedDevice device, String params) {
        String boot = device.bootId();
        HttpResponse<String> answer = new Client(device)
                .post(
                        FIRMWARE,
                        "{\"apiVersion\":\"1.0\",\"context\":\"f\",\"method\":\"factoryDefault\"" + params + "}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"apiVersion\":\"1.8\",\"context\":\"f\",\"method\":\"factoryDefault\",\"data\":{}}");
        backAgain(device, boot);
    }

    private static void backAgain(SimulatedDevice device, String oldBoot) {
        await().atMost(SOON).until(() -> device.isReady() && !device.bootId().equals(oldBoot));
    }

    private static void counted(SimulatedDevice device, int soft, int hard) {
        assertThat(device.counters().softFactoryDefaults()).isEqualTo(soft);
        assertThat(device.counters().hardFactoryDefaults()).isEqualTo(hard);
        assertThat(device.counters().restarts()).isEqualTo(soft + hard);
    }

    private static void needsSetup(SimulatedDevice device) {
        HttpResponse<String> refused = new Client(device).get(WHO);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Axis-Setup")).hasValue("vapix");
        assertThat(new Client(device)
                        .anonymousJson("/axis-cgi/systemready.cgi", "{\"apiVersion\":\"1\",\"method\":\"systemready\"}")
                        .at("/data/needsetup")
                        .asText())
                .isEqualTo("yes");
    }

    /** Creates the first administrator and logs in. */
    private static Client setUp(SimulatedDevice device, String name) {
        Client anybody = new Client(device);
        String form = "action=add&user=" + name + "&pwd=next&grp=root&sgrp=admin:operator:viewer:ptz";
        assertThat(anybody.anonymous(anybody.request("/axis-cgi/pwdgrp.cgi")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form)))
                        .body())
                .contains("Created account " + name + ".");
        return new Client(device, name, "next", false);
    }

    /** An installer has changed accounts, parameters and ports. */
    private static void configure(SimulatedDevice device) {
        Client root = new Client(device);
        assertThat(root.get(PARAM + "?action=update&Network.IPAddress=10.0.0.9&Network.BootProto=none"
                                + "&Network.HostName=gate&IOPort.I0.Output.Mode=monostable&IOPort.I7.Output.Name=Horn")
                        .body())
                .isEqualTo("OK");
        root.get(PARAM + "?action=add&group=StreamProfile&template=streamprofile&StreamProfile.S.Name=low");
        root.form("/axis-cgi/pwdgrp.cgi", "action=add&user=joe&pwd=j&grp=users&sgrp=viewer");
        root.post(
                "/axis-cgi/io/portmanagement.cgi",
                "{\"apiVersion\":\"1.0\",\"method\":\"setPorts\",\"params\":{\"ports\":["
                        + "{\"port\":\"1\",\"name\":\"Door\",\"usage\":\"Button\",\"normalState\":\"closed\"},"
                        + "{\"port\":\"8\",\"direction\":\"output\",\"state\":\"closed\"},"
                        + "{\"port\":\"0\",\"state\":\"closed\"}]}}");
        assertThat(device.output(8).isClosed()).isTrue();
        assertThat(device.relay(0).isClosed()).isTrue();
    }

    private static String parameters(Client client, String group) {
        return client.get(PARAM + "?action=list&group=" + group).body();
    }

    private static void portsAreAsFromTheFactory(SimulatedDevice device, Client client) {
        assertThat(parameters(client, "IOPort.I1"))
                .isEqualTo("root.IOPort.I1.Configurable=no\nroot.IOPort.I1.Direction=input\nroot.IOPort.I1.Usage=\n"
                        + "root.IOPort.I1.Input.Name=Port 2\nroot.IOPort.I1.Input.Trig=closed\n");
        assertThat(parameters(client, "IOPort.I0.Output"))
                .contains("Active=closed\n")
                .contains("Mode=bistable\n");
        assertThat(parameters(client, "IOPort.I3.Output")).contains("Active=closed\n", "Name=Port 4\n");
        assertThat(parameters(client, "IOPort.I7.Output.Name")).isEqualTo("IOPort.I7.Output.Name=Port 8\n");
        assertThat(parameters(client, "Output")).isEqualTo("root.Output.NbrOfOutputs=4\n");
        assertThat(parameters(client, "StreamProfile")).isEqualTo("root.StreamProfile.MaxGroups=26\n");
        assertThat(device.relay(0).isClosed()).isFalse();
        assertThat(device.output(3).isClosed()).isFalse();
        assertThat(device.output(3).openings()).isEqualTo(1);
    }

    @Test
    void aSoftFactoryDefaultKeepsTheNetworkOnly() {
        for (String params : new String[] {"", ",\"params\":{}", ",\"params\":{\"factoryDefaultMode\":\"soft\"}"}) {
            try (SimulatedDevice device = quick().normallyClosed(3)
                    .portName(3, "Lock")
                    .user("root", SimulatedDevice.DEFAULT_PASSWORD, SimulatedRole.ADMIN)
                    .start()) {
                String certificate = device.certificateSha256();
                device.input(1).close();
                configure(device);

                asked(device, params);

                counted(device, 1, 0);
                needsSetup(device);
                assertThat(device.account("joe").exists()).isFalse();
                Client boss = setUp(device, "boss");
                portsAreAsFromTheFactory(device, boss);
                assertThat(parameters(boss, "Network.IPAddress")).isEqualTo("Network.IPAddress=10.0.0.9\n");
                assertThat(parameters(boss, "Network.BootProto")).isEqualTo("Network.BootProto=none\n");
                assertThat(parameters(boss, "Network.HostName"))
                        .isEqualTo(
                                "Network.HostName=axis-" + device.serial().toLowerCase(java.util.Locale.ROOT) + "\n");
                assertThat(device.certificateSha256()).isEqualTo(certificate);
                // The wires are still there.
                assertThat(new Client(device, "boss", "next", false)
                                .get("/axis-cgi/io/port.cgi?check=2")
                                .body())
                        .isEqualTo("port2=1\n");
            }
        }
    }

    @Test
    void aHardFactoryDefaultKeepsNothing() {
        try (SimulatedDevice device = quick().normallyClosed(3).start()) {
            Client before = new Client(device, "root", SimulatedDevice.DEFAULT_PASSWORD, true);
            X509Certificate certificate = device.certificate();
            configure(device);

            asked(device, ",\"params\":{\"factoryDefaultMode\":\"hard\"}");

            counted(device, 0, 1);
            needsSetup(device);
            Client boss = setUp(device, "boss");
            portsAreAsFromTheFactory(device, boss);
            assertThat(parameters(boss, "Network.IPAddress")).isEqualTo("Network.IPAddress=192.168.0.1\n");
            assertThat(parameters(boss, "Network.BootProto")).isEqualTo("Network.BootProto=dhcp\n");
            assertThat(device.certificate().getPublicKey()).isNotEqualTo(certificate.getPublicKey());
            assertThatThrownBy(() -> before.get(WHO)).hasCauseInstanceOf(SSLHandshakeException.class);
            assertThat(new Client(device, "boss", "next", true).get(WHO).body())
                    .isEqualTo("boss\nadmin operator viewer ptz\n");
        }
    }

    @Test
    void theCertificateMayStayOrGo() {
        try (SimulatedDevice device = quick().variant(
                        Variant.FACTORY_DEFAULT_KEEPS_CERTIFICATE, Variant.SOFT_DEFAULT_RENEWS_CERTIFICATE)
                .start()) {
            String first = device.certificateSha256();
            asked(device, ",\"params\":{\"factoryDefaultMode\":\"hard\"}");
            assertThat(device.certificateSha256()).isEqualTo(first);

            String boot = device.bootId();
            setUp(device, "root").get(SOFT);
            backAgain(device, boot);
            assertThat(device.certificateSha256()).isNotEqualTo(first);
            counted(device, 1, 1);
        }
    }

    @Test
    void theOlderCgisAreSoftAndHard() {
        try (SimulatedDevice device = quick().start()) {
            String boot = device.bootId();
            HttpResponse<String> answer = new Client(device).get(SOFT);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html");
            backAgain(device, boot);
            counted(device, 1, 0);
            needsSetup(device);

            String second = device.bootId();
            assertThat(setUp(device, "boss").get(HARD).statusCode()).isEqualTo(200);
            backAgain(device, second);
            counted(device, 1, 1);
            needsSetup(device);
        }
    }

    @Test
    void whatIsLeftFollowsTheGeneration() {
        try (SimulatedDevice device = quick().axisOs("10.12.323").start()) {
            String boot = device.bootId();
            new Client(device).get(SOFT);
            backAgain(device, boot);
            needsSetup(device);
            assertThat(setUp(device, "root").get(WHO).statusCode()).isEqualTo(200);
        }
        try (SimulatedDevice device = quick().axisOs("8.40.1").start()) {
            String boot = device.bootId();
            new Client(device).get(HARD);
            backAgain(device, boot);
            assertThat(new Client(device).get(WHO).statusCode()).isEqualTo(401);
            assertThat(new Client(device, "root", "pass", false).get(WHO).body())
                    .isEqualTo("root\nadmin operator viewer ptz\n");
        }
    }

    @Test
    void outputsAreOpenMeanwhileAndIdleAfterwards() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .normallyClosed(4)
                .restartDelay(Duration.ZERO)
                .restartDowntime(Duration.ofHours(1))
                .start()) {
            device.toggledByAnotherClient(0, true);
            new Client(device).get(SOFT);
            await().atMost(SOON).until(() -> device.counters().softFactoryDefaults() == 1);
            assertThat(device.relay(0).isClosed()).isFalse();
            assertThat(device.output(4).isClosed()).isFalse();
            assertThat(device.output(4).isActive()).isFalse();

            device.restart(Duration.ZERO);
            await().atMost(SOON).until(device::isReady);
            assertThat(device.output(4).isClosed()).isFalse();
            assertThat(device.relay(0).closures()).isEqualTo(1);
        }
    }

    @Test
    void aFactoryDefaultJoinsARestartThatIsDue() {
        for (String[] calls : new String[][] {{"/axis-cgi/restart.cgi", SOFT, HARD}, {HARD, SOFT, SOFT}}) {
            try (SimulatedDevice device =
                    quick().restartDelay(Duration.ofSeconds(2)).start()) {
                String boot = device.bootId();
                Client root = new Client(device);
                for (String call : calls) {
                    assertThat(root.get(call).statusCode()).isEqualTo(200);
                }
                backAgain(device, boot);
                counted(device, 0, 1);
            }
        }
    }

    @Test
    void aPowerCutBeforeTheFactoryDefaultBeginsPreventsIt() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .restartDelay(Duration.ofSeconds(1))
                .readyAfterRestart(Duration.ZERO)
                .start()) {
            String boot = device.bootId();
            new Client(device).get(HARD);
            device.restart(Duration.ofMillis(1500));
            backAgain(device, boot);
            assertThat(device.counters().hardFactoryDefaults()).isZero();
            assertThat(new Client(device).get(WHO).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void rulesAreThoseOfTheFactoryAgain() {
        try (SimulatedDevice device = SimulatedDevice.recorded(RecordedDevice.D4200_VE_12_9)
                .restartDelay(Duration.ofMillis(20))
                .restartDowntime(Duration.ofMillis(20))
                .readyAfterRestart(Duration.ZERO)
                .start()) {
            String rules = Soap.ask(device, Soap.ACTION, "GetActionRules", "").body();
            Soap.result(
                    Soap.ask(device, Soap.ACTION, "RemoveActionRule", "<RuleID>1</RuleID>"),
                    Soap.ACTION,
                    "RemoveActionRule");
            Rules.make(
                    device,
                    Rules.conditions(Rules.condition("tns1:Device/tnsaxis:Status/SystemReady", "ready", "1")),
                    "2");
            String boot = device.bootId();
            device.restart(Duration.ZERO);
            backAgain(device, boot);
            assertThat(Soap.ask(device, Soap.ACTION, "GetActionRules", "").body())
                    .contains("<aa:RuleID>5</aa:RuleID>")
                    .doesNotContain("Loud ringer");
            asked(device, "");
            Client chief = setUp(device, "chief");
            assertThat(Soap.post(chief, Soap.VAPIX, Soap.request(Soap.ACTION, "GetActionRules", ""))
                            .body())
                    .isEqualTo(rules)
                    .contains("Loud ringer");
        }
    }
}
