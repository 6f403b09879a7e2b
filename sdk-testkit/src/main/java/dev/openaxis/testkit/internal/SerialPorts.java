package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SerialVariant;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The serial ports of a device, reference 02 section 11. Changes on the device's loop. */
public final class SerialPorts {
    private final List<SerialPort> ports = new ArrayList<>();

    SerialPorts(DeviceCore device, EventLoop loop, InetAddress address) {
        int count = device.config().io().serial().count();
        // "port 2 (PortManager.P0)", as the one sentence about numbers reads, or both in their order.
        int shift = device.config().is(SerialVariant.SECOND_PORT_IS_P0) ? count - 1 : 0;
        for (int i = 0; i < count; i++) {
            ports.add(new SerialPort(device, loop, address, i + 1, (i + shift) % count));
        }
    }

    /**
     * One of them.
     *
     * @param number counted from 1
     * @return the port
     */
    public SerialPort port(int number) {
        if (number < 1 || number > ports.size()) {
            throw new IllegalArgumentException("There is no serial port " + number + ", there are " + ports.size());
        }
        return ports.get(number - 1);
    }

    /** Their parameters, for viewers only how many there are (documented). */
    void list(Consumer<Parameter> into) {
        if (ports.isEmpty()) {
            return;
        }
        String count = Integer.toString(ports.size());
        into.accept(new Parameter("Serial.NbrOfPorts", count, "7707", "NbrOfPorts", "", new ParameterType("<int />"))
                .readOnly());
        ports.forEach(port -> port.list(into));
    }

    /** Takes a value that was checked; false if it is none of theirs. */
    boolean write(String name, String value) {
        return ports.stream().anyMatch(port -> port.write(name, value));
    }

    void factoryDefault() {
        ports.forEach(SerialPort::factoryDefault);
    }

    /** Resets every connection. */
    void reset() {
        ports.forEach(SerialPort::drop);
    }

    void freeze() {
        ports.forEach(SerialPort::freeze);
    }

    void mend() {
        ports.forEach(SerialPort::mend);
    }

    void goDown() {
        ports.forEach(SerialPort::goDown);
    }

    void comeUp() {
        ports.forEach(SerialPort::comeUp);
    }

    /** Everything that must be closed before the device is gone. */
    List<Channel> stop() {
        return ports.stream().flatMap(port -> port.stop().stream()).toList();
    }
}
