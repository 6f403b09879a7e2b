package dev.openaxis.vapix.internal.serial;

import dev.openaxis.vapix.serial.SerialMode;
import dev.openaxis.vapix.serial.SerialParity;
import dev.openaxis.vapix.serial.SerialSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Parameters of serial ports, and what they may be set to (VAPIX serial-port-api). */
final class PortNames {
    static final String SUPPORTED = "Properties.Serial.Serial";
    static final String COUNT = "Serial.NbrOfPorts";
    static final String SETTINGS = "Serial.Ser";
    static final String SERVERS = "PortManager.P";

    static final String MODE = "PortMode";
    static final String RATE = "BaudRate";
    static final String DATA_BITS = "DataBits";
    static final String STOP_BITS = "StopBits";
    static final String PARITY = "Parity";
    static final String XON_XOFF = "FlowControlXONXOFF";
    static final String RTS_CTS = "FlowControlRTSCTS";
    static final String TERMINATION = "Termination";
    static final String BIAS = "Bias";

    static final String PORT_ENABLED = "PortEnabled";
    static final String PORT_TYPE = "PortType";
    static final String SERIAL = "Serial";
    static final String REMOTE_PORT = "RemotePort";
    static final String ENABLED = ".Enabled";
    static final String GENERIC = "GenericTCPServer";
    static final String ALLOWED = GENERIC + ".AllowedIPAddresses";
    static final String TIMEOUT = GENERIC + ".Timeout";
    static final String LISTENING = GENERIC + ".Listener.Enabled";
    static final String LISTENER_PORT = GENERIC + ".Listener.Port";
    static final String CONNECTING = GENERIC + ".ConnectTo.Enabled";
    static final String HOST = GENERIC + ".ConnectTo.Host";
    static final String HOST_PORT = GENERIC + ".ConnectTo.Port";

    /** Above this rate a port has to be in an RS-485 mode. */
    static final int FAST = 115_200;

    private static final Set<Integer> RATES =
            Set.of(300, 600, 1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, FAST, 230_400, 460_800);
    private static final Set<SerialMode> MODES =
            Set.of(SerialMode.RS232, SerialMode.RS485, SerialMode.RS485_4, SerialMode.RS422);
    private static final Set<SerialParity> PARITIES =
            Set.of(SerialParity.NONE, SerialParity.EVEN, SerialParity.ODD, SerialParity.MARK, SerialParity.SPACE);

    private PortNames() {}

    static String word(boolean on) {
        return on ? "yes" : "no";
    }

    /** What is sent for these settings, by name within the port; refuses what no port has. */
    static Map<String, String> values(SerialSettings settings) {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, MODE, settings.mode(), MODES, SerialMode::word);
        put(values, RATE, settings.baudRate(), RATES, rate -> Integer.toString(rate));
        put(values, DATA_BITS, settings.dataBits(), Set.of(7, 8), bits -> Integer.toString(bits));
        put(values, STOP_BITS, settings.stopBits(), Set.of(1, 2), bits -> Integer.toString(bits));
        put(values, PARITY, settings.parity(), PARITIES, SerialParity::word);
        Set<Boolean> either = Set.of(true, false);
        put(values, XON_XOFF, settings.xonXoff(), either, PortNames::word);
        put(values, RTS_CTS, settings.rtsCts(), either, PortNames::word);
        put(values, TERMINATION, settings.termination(), either, PortNames::word);
        put(values, BIAS, settings.bias(), either, PortNames::word);
        return values;
    }

    private static <T> void put(
            Map<String, String> values, String name, Optional<T> wanted, Set<T> possible, Function<T, String> word) {
        wanted.ifPresent(value -> {
            if (!possible.contains(value)) {
                throw new IllegalArgumentException("no serial port has " + name + " " + value);
            }
            values.put(name, word.apply(value));
        });
    }
}
