package dev.openaxis.testkit;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Every recording, with the request that produced it and the device that is to answer likewise. */
final class Replays {
    /** Members whose values belong to the product, not to the interface. */
    private static final String[] PRODUCT = {
        "ProdFullName", "ProdType", "HardwareID", "Soc", "SocSerialNumber", "Architecture", "BuildDate"
    };

    private static final String[] BOOT = {"uptime", "bootid"};
    private static final String READY = "{\"apiVersion\":\"1\",\"method\":\"systemready\"}";
    private static final String API_LIST = "{\"apiVersion\":\"1.0\",\"method\":\"getApiList\"}";
    private static final String PROPERTIES = "{\"apiVersion\":\"1.0\",\"method\":\"getAllProperties\"}";
    private static final String PORTS = "/axis-cgi/io/portmanagement.cgi";
    private static final String LIST = "/axis-cgi/param.cgi?action=list";
    private static final String DEFINITIONS = "/axis-cgi/param.cgi?action=listdefinitions&listformat=xmlschema";

    private final List<Replay> all = new ArrayList<>();

    private Replays() {}

    static List<Replay> all() {
        Replays table = new Replays();
        table.folders();
        table.transactions();
        table.readiness();
        table.discovery();
        table.ports();
        table.parameters();
        table.errorsOfDeviceConfiguration();
        table.all.addAll(ActionReplays.all());
        return table.all;
    }

    static SimulatedDevice.Builder like(String recorded) {
        int cut = recorded.lastIndexOf('-');
        return SimulatedDevice.a9210()
                .product(recorded.substring(0, cut))
                .axisOs(recorded.substring(cut + 1))
                .serial("0123456789AB");
    }

    private static Supplier<SimulatedDevice> version(String axisOs) {
        return () -> SimulatedDevice.a9210().axisOs(axisOs).start();
    }

    /** The device itself, where it is one of those that are simulated as they were recorded. */
    private static Supplier<SimulatedDevice> recorded(RecordedDevice device) {
        return () -> SimulatedDevice.recorded(device).serial("00408CFB6888").start();
    }

    private void file(String file, Supplier<SimulatedDevice> device, RecordedExchange exchange, Likeness likeness) {
        all.add(new Replay(file, Set.of(file), device, List.of(exchange), likeness));
    }

    /** New folders of exchanges are played without a line here. */
    private void folders() {
        for (String device : List.of("D4200-VE-12.9.57", "P8815-2-11.11.192", "P8815-2-10.12.323")) {
            for (String folder : Recordings.folders(device)) {
                all.add(new Replay(
                        folder,
                        Set.of(folder),
                        () -> started(device, folder),
                        RecordedExchange.folder(folder),
                        likeness(folder)));
            }
        }
    }

    private static SimulatedDevice started(String device, String folder) {
        SimulatedDevice started = like(device).start();
        if (folder.endsWith("network_ssh_enabled")) {
            new Client(started).get("/axis-cgi/param.cgi?action=update&root.Network.SSH.Enabled=yes");
        }
        return started;
    }

    private static Likeness likeness(String folder) {
        if (folder.contains("/basic_device_info_")) {
            return Likeness.json(PRODUCT);
        }
        if (folder.endsWith("/parameter_management_list_all")) {
            // Ports are those of an A9210; elsewhere what is counted and what names the product differs.
            return Likeness.servedParameters(
                    80,
                    name -> name.startsWith("root.IOPort."),
                    (name, value) -> name.contains("NbrOf")
                            || name.endsWith("Root.MACAddress")
                            || value.contains("Strobe Speaker"));
        }
        if (folder.contains("/api_discovery_")) {
            return Likeness.text();
        }
        String answer = Recordings.body(folder + "/000-response.txt");
        return answer.startsWith("{") ? Likeness.json() : Likeness.text();
    }

    private void transactions() {
        String file = "P5512-5.51.7/recording.json";
        for (RecordedExchange exchange : RecordedExchange.transactions(file)) {
            Likeness likeness =
                    exchange.target().startsWith(DEFINITIONS) ? Likeness.textAskedElsewhere() : Likeness.text();
            all.add(new Replay(
                    file + " " + exchange.target(),
                    Set.of(file),
                    recorded(RecordedDevice.P5512_5_51),
                    List.of(exchange),
                    likeness));
        }
    }

    private void readiness() {
        for (String version : List.of("12.9.57", "11.11.192", "10.12.323")) {
            String exchange = "systemready/os-" + version + "-systemready";
            all.add(new Replay(
                    exchange,
                    Set.of(exchange + "-request.txt", exchange + "-response.json"),
                    version(version),
                    List.of(ready(Recordings.text(exchange + "-response.json"))),
                    Likeness.json(BOOT)));
        }
        String ready = "systemready/os-11.11-or-12-ready.json";
        file(ready, version("11.11.73"), ready(Recordings.text(ready)), Likeness.json(BOOT));
        String setup = "systemready/os-10.12-needsetup.json";
        file(setup, factoryDefaulted("10.12.228"), ready(Recordings.text(setup)), Likeness.json());
        // When preview mode begins is not found.
        String preview = "systemready/preview-mode.json";
        file(
                preview,
                factoryDefaulted("11.11.73"),
                ready(Recordings.text(preview)),
                Likeness.jsonWithout("previewmode", BOOT));
        String starting = "systemready/os-11.11-not-ready-needsetup.json";
        file(starting, Replays::starting, ready(Recordings.text(starting)), Likeness.jsonWithout("previewmode", BOOT));
    }

    private static RecordedExchange ready(String answer) {
        return RecordedExchange.post("/axis-cgi/systemready.cgi", READY, answer);
    }

    private static Supplier<SimulatedDevice> factoryDefaulted(String axisOs) {
        return () -> SimulatedDevice.a9210().axisOs(axisOs).factoryDefaulted().start();
    }

    /** Listening again after a restart, not yet ready, without any account. */
    private static SimulatedDevice starting() {
        SimulatedDevice device = SimulatedDevice.a9210()
                .axisOs("11.11.73")
                .factoryDefaulted()
                .readyAfterRestart(Duration.ofHours(1))
                .start();
        device.restart(Duration.ZERO);
        await().atMost(Duration.ofSeconds(20))
                .ignoreException(UncheckedIOException.class)
                .until(() -> new Client(device).get("/axis-cgi/systemready.cgi"), answer -> true);
        return device;
    }

    private void discovery() {
        for (String device : List.of("D6310-12.9.57", "M3066-V-10.12.323", "P8815-2-10.12.323", "P8815-2-11.11.192")) {
            String base = "discovery/" + device.toLowerCase(Locale.ROOT);
            String list = base + "-getApiList.json";
            file(
                    list,
                    () -> like(device).start(),
                    RecordedExchange.post("/axis-cgi/apidiscovery.cgi", API_LIST, Recordings.text(list)),
                    device.startsWith("P8815") ? Likeness.json() : Likeness.shape());
            String info = base + "-basicdeviceinfo.json";
            file(
                    info,
                    () -> like(device).start(),
                    RecordedExchange.post("/axis-cgi/basicdeviceinfo.cgi", PROPERTIES, Recordings.text(info)),
                    Likeness.json(PRODUCT));
            String apis = base + "-config-discover.json";
            if (Recordings.exists(apis)) {
                file(
                        apis,
                        () -> like(device).start(),
                        RecordedExchange.get("/config/discover", Recordings.text(apis)),
                        device.startsWith("P8815") ? Likeness.json() : Likeness.commonEntries("/apis"));
            }
        }
        String older = "io/apidiscovery-getApiList-CompanionBulletLE-9.80.2.2.json";
        file(
                older,
                version("9.80.2.2"),
                RecordedExchange.post("/axis-cgi/apidiscovery.cgi", API_LIST, Recordings.text(older)),
                Likeness.text());
        String absent = "io/apidiscovery-getApiList-P5512-5.51.7-404.html";
        file(
                absent,
                version("5.51.7"),
                RecordedExchange.post("/axis-cgi/apidiscovery.cgi", API_LIST, "")
                        .answered(404, Recordings.text(absent)),
                Likeness.text());
    }

    private void ports() {
        port(
                "io/portmanagement-getPorts-pir-camera.json",
                RecordedDevice.PIR_CAMERA_9_80,
                "getPorts",
                "Retrieve all properties of available ports");
        port(
                "io/portmanagement-getPorts-no-ports.json",
                RecordedDevice.COMPANION_BULLET_LE_9_80,
                "getPorts",
                "Axis library");
        port(
                "io/portmanagement-getSupportedVersions-1.0.json",
                RecordedDevice.PIR_CAMERA_9_80,
                "getSupportedVersions",
                "");
        String wrongShape = "io/portmanagement-setPorts-error-2103-A8207-11.1.65.json";
        file(
                wrongShape,
                version("11.1.65"),
                RecordedExchange.post(
                        PORTS,
                        "{\"apiVersion\":\"1.0\",\"context\":\"Axis library\",\"method\":\"setPorts\","
                                + "\"params\":[{\"port\":\"0\",\"state\":\"closed\"}]}",
                        Recordings.text(wrongShape)),
                Likeness.text());
    }

    private void port(String file, RecordedDevice device, String method, String context) {
        String request = "{\"apiVersion\":\"1.0\",\"context\":\"" + context + "\",\"method\":\"" + method + "\"}";
        file(file, recorded(device), RecordedExchange.post(PORTS, request, Recordings.text(file)), Likeness.json());
    }

    private void parameters() {
        Likeness same = Likeness.parameters(name -> false);
        String group = LIST + "&group=root.IOPort";
        String camera = "io/param-ioport-pir-camera.txt";
        file(
                camera,
                recorded(RecordedDevice.PIR_CAMERA_9_80),
                RecordedExchange.get(group, Recordings.text(camera)),
                same);
        for (String device : List.of("mixed-intercom", "A1001", "Q7401")) {
            String file = "io/param-ioport-" + device + ".txt";
            file(file, version("9.80.2.2"), RecordedExchange.get(group, Recordings.text(file)), same);
        }
        String missing = "io/param-ioport-missing-group-error.txt";
        // A viewer may not read the group, which looks like a device without it.
        RecordedExchange exchange = RecordedExchange.get(group, Recordings.text(missing));
        all.add(new Replay(
                missing,
                Set.of(missing),
                () -> SimulatedDevice.a9210()
                        .user("root", "pass-of-tests", SimulatedRole.VIEWER)
                        .start(),
                List.of(exchange),
                Likeness.text()));
        trees();
        Map<String, RecordedDevice> definitions = Map.of(
                "P5512-5.51.7", RecordedDevice.P5512_5_51,
                "CompanionBulletLE-9.80.2.2", RecordedDevice.COMPANION_BULLET_LE_9_80);
        definitions.forEach((name, device) -> {
            String file = "io/param-definitions-io-excerpt-" + name + ".xml";
            file(
                    file,
                    recorded(device),
                    RecordedExchange.get(
                            DEFINITIONS + "&group=root.Input,root.IOPort,root.Output", Recordings.text(file)),
                    Likeness.textAskedElsewhere());
        });
        String instances = "io/GetEventInstances-pir-camera.xml";
        file(
                instances,
                recorded(RecordedDevice.PIR_CAMERA_9_80),
                new RecordedExchange(
                        "POST",
                        Soap.VAPIX,
                        "application/soap+xml; charset=utf-8",
                        Recordings.text("event-service/composed-GetEventInstances-request.xml"),
                        200,
                        null,
                        Recordings.text(instances)),
                Likeness.lines());
    }

    /** Excerpts: asked for are the groups that were kept. */
    private void trees() {
        tree(
                "io/param-io-excerpt-P5512-5.51.7.txt",
                recorded(RecordedDevice.P5512_5_51),
                "Input,IOPort,Output,Properties.API,Properties.Serial,Properties.VirtualInput,Serial");
        tree(
                "io/param-io-excerpt-CompanionBulletLE-9.80.2.2.txt",
                recorded(RecordedDevice.COMPANION_BULLET_LE_9_80),
                "Input,Output,Properties.API,Properties.IO,Properties.Serial,Properties.VirtualInput");
        tree(
                "io/param-properties-A9188-1.84.1.txt",
                () -> SimulatedDevice.a9188().serial("ACCC8ED0A6EC").start(),
                "Properties");
    }

    private void tree(String file, Supplier<SimulatedDevice> device, String groups) {
        RecordedExchange exchange = RecordedExchange.get(LIST + "&group=" + groups, Recordings.text(file));
        file(file, device, exchange, Likeness.text());
    }

    /** Only the answers were kept of these; the requests are those of the recordings of the same names. */
    private void errorsOfDeviceConfiguration() {
        for (String device : List.of("D4200-VE-12.9.57", "P8815-2-11.11.192")) {
            String os = device.substring(device.lastIndexOf('-') + 1);
            Map<String, String> errors =
                    Map.of("item_already_exists", "409", "item_does_not_exist", "404", "validation_error", "400");
            errors.forEach((error, status) -> {
                String file = "dca/os-" + os + "-" + error + "-http" + status + ".json";
                List<RecordedExchange> exchanges =
                        RecordedExchange.folder(device + "/device_configuration_" + error).stream()
                                .takeWhile(exchange ->
                                        !exchange.method().equals("DELETE") || error.equals("item_does_not_exist"))
                                .map(exchange -> exchange.status() == Integer.parseInt(status)
                                        ? exchange.answered(exchange.status(), Recordings.text(file))
                                        : exchange)
                                .toList();
                all.add(new Replay(file, Set.of(file), () -> like(device).start(), exchanges, Likeness.json()));
            });
        }
    }
}
