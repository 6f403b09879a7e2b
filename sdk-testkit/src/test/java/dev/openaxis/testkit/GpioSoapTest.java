package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The general purpose I/O service as SOAP, reference 02 section 5. */
class GpioSoapTest {
    private static HttpResponse<String> ask(SimulatedDevice device, String command, String content) {
        return Soap.ask(device, Soap.GPIO, command, content);
    }

    private static Element result(SimulatedDevice device, String command, String content) {
        return Soap.result(ask(device, command, content), Soap.GPIO, command);
    }

    @Test
    void maxLimitIsAnAttributeThatAnybodyMayRead() {
        try (SimulatedDevice device = SimulatedDevice.a9188().start()) {
            Client client = new Client(device);
            HttpResponse<String> answer = client.anonymous(client.request(Soap.VAPIX)
                    .header("Content-Type", "text/xml")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                            Soap.request(Soap.GPIO, "GetServiceCapabilities", ""))));
            Element capabilities = Soap.children(Soap.result(answer, Soap.GPIO, "GetServiceCapabilities"))
                    .get(0);
            assertThat(capabilities.getAttribute("MaxLimit")).isEqualTo("1000");
        }
    }

    @Test
    void theListIsPaged() {
        try (SimulatedDevice device = SimulatedDevice.a9188().start()) {
            List<String> ids = new ArrayList<>();
            String reference = "";
            String used = "";
            while (reference != null) {
                Element page = result(
                        device,
                        "GetPortList",
                        "<Limit>7</Limit>"
                                + (reference.isEmpty() ? "" : "<StartReference>" + reference + "</StartReference>"));
                used = reference;
                reference = null;
                for (Element child : Soap.children(page)) {
                    if (child.getLocalName().equals("NextStartReference")) {
                        reference = child.getTextContent();
                    } else {
                        ids.add(Soap.children(child).get(0).getTextContent());
                    }
                }
            }
            assertThat(ids).hasSize(16).startsWith("0", "1").endsWith("15");
            assertThat(Soap.fault(ask(device, "GetPortList", "<StartReference>" + used + "</StartReference>"), 400))
                    .isEqualTo("Sender ter:InvalidArgVal ter:InvalidStartReference");
        }
    }

    @Test
    void portsAreSetAndTold() {
        try (SimulatedDevice device = SimulatedDevice.a9188().start()) {
            device.auxInput(4).level(2000);
            Element set = result(
                    device,
                    "SetPort",
                    "<Port><PortId>9</PortId><Active>true</Active></Port>"
                            + "<Port><PortId>3</PortId><CurrentMode>SupervisedInput</CurrentMode>"
                            + "<InputProperties><NiceName>A &amp; B &lt;1&gt;</NiceName></InputProperties>"
                            + "<SupervisedInput><Triggers><State>shorted</State><LowerLimit>0</LowerLimit>"
                            + "<UpperLimit>100</UpperLimit></Triggers><Triggers><State>open</State>"
                            + "<LowerLimit>1800</LowerLimit><UpperLimit>2200</UpperLimit></Triggers></SupervisedInput></Port>");
            assertThat(Soap.shape(set)).isEqualTo("SetPortResponse(PortId=9 PortId=3)");
            assertThat(device.relay(1).isClosed()).isTrue();
            assertThat(Soap.shape(result(device, "GetPort", "<PortId>9</PortId><PortId>3</PortId><PortId>77</PortId>")))
                    .isEqualTo(
                            "GetPortResponse(Port(PortId=9 SupportedModes=RelayOutput PortUsage CurrentMode=RelayOutput"
                                    + " CurrentState=closed Active=true OutputProperties(NiceName=Output 10 ActiveState=closed))"
                                    + " Port(PortId=3 SupportedModes=DigitalInput SupportedModes=OpenCollectorOutput"
                                    + " SupportedModes=SupervisedInput PortUsage CurrentMode=SupervisedInput CurrentState=open"
                                    + " Active=false InputProperties(NiceName=A & B <1> ActiveState=closed)"
                                    + " OutputProperties(NiceName=Output 4 ActiveState=closed)"
                                    + " SupervisedInput(Triggers(State=shorted LowerLimit=0 UpperLimit=100)"
                                    + " Triggers(State=open LowerLimit=1800 UpperLimit=2200) AnalogLevel=2000"
                                    + " Capabilities(MaxNumberOfRanges=4 MinVoltageRange=60 MinVoltageLevel=0 MaxVoltageLevel=12000))))");
        }
    }

    @Test
    void faultsAreThoseOfTheJsonForm() {
        try (SimulatedDevice device = SimulatedDevice.a9188().start()) {
            assertThat(Soap.fault(ask(device, "SetPort", "<Port><Active>1</Active></Port>"), 400))
                    .isEqualTo("Sender ter:InvalidArgs");
            assertThat(Soap.fault(
                            ask(device, "SetPort", "<Port><PortId>8</PortId><CurrentMode>x</CurrentMode></Port>"), 400))
                    .isEqualTo("Sender ter:InvalidArgVal ter:InvalidArgVal");
            assertThat(Soap.fault(ask(device, "GetPort", ""), 400)).isEqualTo("Sender ter:InvalidArgs");
            assertThat(Soap.fault(ask(device, "GetNothing", ""), 400)).isEqualTo("Receiver ter:ActionNotSupported");
        }
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            assertThat(Soap.fault(ask(device, "GetPortList", ""), 400)).isEqualTo("Receiver ter:ActionNotSupported");
        }
    }
}
