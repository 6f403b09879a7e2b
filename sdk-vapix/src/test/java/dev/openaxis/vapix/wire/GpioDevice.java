package dev.openaxis.vapix.wire;

import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.wire.ScriptedDevice.Asked;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import mockwebserver3.MockResponse;

/**
 * A scripted A9188: no API discovery (none is known), its general purpose I/O service answers what the test says, operation by
 * operation.
 */
final class GpioDevice implements AutoCloseable {
    static final String AXGPIO = "/vapix/axgpio";
    static final String PORT_CGI = "/axis-cgi/io/port.cgi";

    /** The documentation's example. */
    static final String CAPABILITIES = "{\"Capabilities\":{\"MaxLimit\":\"1000\"}}";

    /** As in the documentation: three modes below 8, relays from 8 on. */
    static final String INPUT = """
            {"PortId":"3","SupportedModes":["DigitalInput","OpenCollectorOutput","SupervisedInput"],"PortUsage":"Door",
            "CurrentMode":"DigitalInput","CurrentState":"closed","Active":false,
            "InputProperties":{"NiceName":"Fire panel","ActiveState":"open"},
            "OutputProperties":{"NiceName":"Output 4","ActiveState":"closed"}}""";

    static final String RELAY = """
            {"PortId":"9","SupportedModes":["RelayOutput"],"PortUsage":"","CurrentMode":"RelayOutput","CurrentState":"open",
            "Active":false,"InputProperties":{"NiceName":"Input 10","ActiveState":"closed"},
            "OutputProperties":{"NiceName":"Gate","ActiveState":"closed"}}""";

    /** The documentation's ranges and capabilities, numbers as texts. */
    static final String SUPERVISED = """
            {"PortId":"2","SupportedModes":["DigitalInput","OpenCollectorOutput","SupervisedInput"],"PortUsage":"",
            "CurrentMode":"SupervisedInput","CurrentState":"shorted","Active":true,
            "InputProperties":{"NiceName":"Vault","ActiveState":"closed"},
            "OutputProperties":{"NiceName":"Output 3","ActiveState":"closed"},
            "SupervisedInput":{"Triggers":[{"State":"shorted","LowerLimit":"0","UpperLimit":"100"},
            {"State":"closed","LowerLimit":"500","UpperLimit":"1500"},{"State":"open","LowerLimit":"1800","UpperLimit":"2200"},
            {"State":"cut","LowerLimit":"2300","UpperLimit":"12000"}],"AnalogLevel":"42",
            "Capabilities":{"MaxNumberOfRanges":"4","MinVoltageRange":"60","MinVoltageLevel":"0","MaxVoltageLevel":"12000"}}}""";

    private final ScriptedDevice device = new ScriptedDevice();
    private final Map<String, Queue<MockResponse>> operations = new ConcurrentHashMap<>();

    GpioDevice() {
        this("A9188");
    }

    GpioDevice(String product) {
        device.answers(ScriptedDevice.USERGROUP, "root\nroot admin operator viewer\n");
        device.answers(
                ScriptedDevice.PARAM,
                "root.Brand.Brand=AXIS\nroot.Brand.ProdNbr=" + product
                        + "\nroot.Properties.System.SerialNumber=ACCC8E000188\nroot.Input.NbrOfInputs=1\n"
                        + "root.IOPort.I0.Configurable=no\nroot.IOPort.I0.Direction=input\nroot.IOPort.I0.Input.Name=By parameter\n"
                        + "root.IOPort.I0.Input.Trig=closed\n");
        device.answers(PORT_CGI, "port1=inactive\n");
        device.answersBy(AXGPIO, asked -> answer(asked.body()));
        says("GetServiceCapabilities", CAPABILITIES);
    }

    private MockResponse answer(String body) {
        String operation = body.replaceFirst("(?s)^\\{\"axgpio:(\\w+)\":.*$", "$1");
        Queue<MockResponse> told = operations.get(operation);
        if (told == null || told.isEmpty()) {
            return new MockResponse.Builder()
                    .code(400)
                    .body("{\"Fault\":\"env:Receiver\",\"FaultCode\":\"ter:ActionNotSupported\"}")
                    .build();
        }
        return told.size() == 1 ? told.peek() : told.remove();
    }

    /** What an operation answers from now on, in this order; the last one stays. */
    void says(String operation, String... bodies) {
        operations.put(operation, new ArrayDeque<>());
        for (String body : bodies) {
            says(operation, 200, body);
        }
    }

    /** Appends an answer. */
    void says(String operation, int status, String body) {
        operations
                .computeIfAbsent(operation, any -> new ArrayDeque<>())
                .add(new MockResponse.Builder().code(status).body(body).build());
    }

    /** Ports as a list holds them. */
    static String list(String... ports) {
        return "{\"Port\":[" + String.join(",", ports) + "]}";
    }

    AxisDevice client() {
        return device.client();
    }

    ScriptedDevice scripted() {
        return device;
    }

    /** What the service was asked, in order. */
    List<String> asked() {
        return device.asked().stream()
                .filter(asked -> asked.line().equals("POST " + AXGPIO))
                .map(Asked::body)
                .toList();
    }

    /** What the service was told to change. */
    List<String> changes() {
        return asked().stream().filter(body -> body.contains(":SetPort")).toList();
    }

    @Override
    public void close() {
        device.close();
    }
}
