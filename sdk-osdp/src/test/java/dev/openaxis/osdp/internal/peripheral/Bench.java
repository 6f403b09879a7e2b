package dev.openaxis.osdp.internal.peripheral;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.ExtendedIdentification;
import dev.openaxis.osdp.message.Oui;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.message.TextOutput;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.CommandHandler;
import dev.openaxis.osdp.peripheral.FileReceiver;
import dev.openaxis.osdp.peripheral.KeyStorage;
import dev.openaxis.osdp.peripheral.LightState;
import dev.openaxis.osdp.peripheral.LinkState;
import dev.openaxis.osdp.peripheral.PeripheralFault;
import dev.openaxis.osdp.peripheral.PeripheralListener;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import dev.openaxis.osdp.peripheral.ReportOverflow;
import dev.openaxis.osdp.testing.Vectors;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A device on a table: bytes and time are given by hand, and everything it says is written down. */
final class Bench implements Surroundings, PeripheralListener {
    static final Scbk KEY = Scbk.of(Vectors.hex("0F1E2D3C4B5A69788796A5B4C3D2E1F0"));

    /** Like the reader of file 04. */
    static final List<Capability> CAPABILITIES = List.of(
            new Capability(Capability.INPUTS, 1, 4),
            new Capability(Capability.OUTPUTS, 4, 2),
            new Capability(Capability.LED, 5, 2),
            new Capability(Capability.BUZZER, 2, 1),
            new Capability(Capability.TEXT, 1, 1),
            new Capability(Capability.CHECK, 1, 0),
            new Capability(Capability.SECURITY, 1, 0),
            new Capability(Capability.RECEIVE_BUFFER, 0, 2),
            new Capability(Capability.LARGEST_MESSAGE, 0, 4),
            new Capability(Capability.READERS, 0, 1));

    int address = 1;
    long baudRate = 9600;
    boolean required;
    Scbk key;
    Duration installMode = Duration.ZERO;
    SecureRandom random = new SecureRandom();
    CommandHandler handler = new CommandHandler() {};
    KeyStorage keys = KeyStorage.inMemory();
    FileReceiver files;
    ExtendedIdentification extended;
    PdIdentification identification = new PdIdentification(new Oui(0x00068E), 1, 2, 0x12345678, 3, 4, 5);
    Octets clientId = Octets.ofHex("00068E0000000000");
    List<Capability> capabilities = CAPABILITIES;
    Duration replyDelay = Duration.ofMillis(3);
    int reports = 16;
    ReportOverflow overflow = ReportOverflow.DROP_OLDEST;
    final Set<PeripheralVariant> variants = EnumSet.noneOf(PeripheralVariant.class);

    final Deque<String> sent = new ArrayDeque<>();
    final List<LinkState> links = new ArrayList<>();
    final List<LightState> lights = new ArrayList<>();
    final List<String> heard = new ArrayList<>();
    final List<PeripheralFault> faults = new ArrayList<>();
    final List<Answer> discarded = new ArrayList<>();
    final List<CommunicationSettings> moves = new ArrayList<>();
    long now = -5;
    private PeripheralEngine engine;

    Bench with(PeripheralVariant... some) {
        variants.addAll(List.of(some));
        return this;
    }

    Bench key(Scbk own) {
        key = own;
        return this;
    }

    Bench securityRequired() {
        required = true;
        return this;
    }

    Bench handler(CommandHandler host) {
        handler = host;
        return this;
    }

    PeripheralEngine engine() {
        if (engine == null) {
            engine = new PeripheralEngine(
                    new Settings(
                            new CommunicationSettings(address, baudRate),
                            new Settings.Identity(identification, extended, clientId, new PdCapabilities(capabilities)),
                            new Settings.Protection(key, required, installMode, random),
                            new Settings.Host(handler, this, keys, files),
                            new Settings.Timing(replyDelay, Duration.ofMillis(20)),
                            new Settings.Reports(reports, overflow),
                            variants),
                    this);
            engine.start(now);
        }
        return engine;
    }

    /** Gives bytes, waits until the reply has to be there and returns it without mark; empty if nothing came. */
    String send(byte[] bytes) {
        engine().received(ByteBuffer.wrap(bytes), now);
        pass(Duration.ofMillis(10));
        return sent.isEmpty() ? "" : sent.remove();
    }

    String send(String hex) {
        return send(Vectors.hex(hex));
    }

    /** A command in clear at the device's address, with CRC. */
    byte[] clear(Command command, int sequence) {
        return clear(command, address, sequence);
    }

    static byte[] clear(Command command, int address, int sequence) {
        byte[] out = new byte[Layout.LARGEST];
        int length = FrameEncoder.clear(command, address, sequence, true, out, 0, out.length);
        return Arrays.copyOf(out, length);
    }

    /** The code of the reply to a command in clear, and for a NAK its reason; empty for silence. */
    String ask(Command command, int sequence) {
        return summary(send(clear(command, sequence)));
    }

    static String summary(String frame) {
        if (frame.isEmpty()) {
            return "";
        }
        byte[] bytes = Vectors.hex(frame);
        Frame read = Vectors.frame(bytes);
        String code = ReplyCode.name(read.code());
        return code.equals("NAK") && !read.isSecured() ? "NAK " + bytes[read.dataAt()] : code;
    }

    /** Lets time pass, and the device do what is due on its way. */
    void pass(Duration time) {
        long end = now + time.toNanos();
        while (engine().remaining(now).isPresent() && engine().remaining(now).getAsLong() <= end - now) {
            now += engine().remaining(now).getAsLong();
            engine().tick(now);
        }
        now = end;
    }

    long executed(int code) {
        return engine().counts().carriedOut(code);
    }

    long count(PeripheralFault fault) {
        return engine().counts().faults(fault);
    }

    @Override
    public void send(ByteBuffer bytes) {
        byte[] frame = new byte[bytes.remaining() - 1];
        if (bytes.get() != (byte) Layout.MARK) {
            throw new AssertionError("a reply without a mark");
        }
        bytes.get(frame);
        sent.add(Vectors.hex(frame, 0, frame.length));
    }

    @Override
    public void changeBaudRate(int bitsPerSecond) {
        heard.add("rate " + bitsPerSecond);
    }

    @Override
    public void linkChanged(LinkState state) {
        links.add(state);
    }

    @Override
    public void lightChanged(LightState light) {
        lights.add(light);
    }

    @Override
    public void buzzer(BuzzerControl sound) {
        heard.add("sound " + sound.count());
    }

    @Override
    public void text(TextOutput text) {
        heard.add("text " + text.text());
    }

    @Override
    public void textEnded(int reader) {
        heard.add("text ended");
    }

    @Override
    public void outputChanged(int output, boolean active) {
        heard.add("output " + output + (active ? " on" : " off"));
    }

    @Override
    public void keepActive(Duration time) {
        heard.add("keep " + time.toMillis());
    }

    @Override
    public void keyChanged() {
        heard.add("key");
    }

    @Override
    public void installModeEnded(boolean keyWasSet) {
        heard.add("install mode ended " + keyWasSet);
    }

    @Override
    public void communicationChanged(CommunicationSettings settings) {
        moves.add(settings);
    }

    @Override
    public void reportDiscarded(Answer report) {
        discarded.add(report);
    }

    @Override
    public void fault(PeripheralFault fault) {
        faults.add(fault);
    }
}
