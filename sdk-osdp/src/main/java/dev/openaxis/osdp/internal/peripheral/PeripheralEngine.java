package dev.openaxis.osdp.internal.peripheral;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Octets;
import dev.openaxis.osdp.internal.frame.AddressFilter;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameDecoder;
import dev.openaxis.osdp.internal.frame.FrameDecoder.Found;
import dev.openaxis.osdp.internal.frame.FrameFault;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.InputState;
import dev.openaxis.osdp.message.LocalStatus;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.ReaderState;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.LightState;
import dev.openaxis.osdp.peripheral.LinkState;
import dev.openaxis.osdp.peripheral.PeripheralCounts;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A peripheral device (OSDP v2.2) without a line and without a clock: whoever drives it gives it bytes and the time, and asks how long
 * to wait. Any bytes are a command, a counted fault or nothing; what it holds is bounded. For one thread, except where said.
 */
public final class PeripheralEngine {
    private final Settings settings;
    private final Surroundings line;
    private final Tally tally = new Tally();
    private final Notices notices;
    private final Security security;
    private final Execution execution;
    private final Link link;
    private final Outbox outbox;
    private final ReplyFaults faults = new ReplyFaults();
    private final Exchange exchange;
    private final FrameDecoder decoder;
    private final Alarm betweenCharacters = new Alarm();
    private final boolean minding;
    private volatile CommunicationSettings communication;
    private long foreign;

    /**
     * A device that was switched off.
     *
     * @param settings what it is
     * @param line where its replies go
     */
    public PeripheralEngine(Settings settings, Surroundings line) {
        this.settings = settings;
        this.line = line;
        notices = new Notices(settings.host().listener(), tally);
        security = new Security(settings, notices, tally);
        execution = new Execution(settings, security, notices);
        link = new Link(settings, security, notices);
        outbox = new Outbox(line, settings.timing().replyDelay(), tally, faults);
        exchange = new Exchange(
                settings, security, execution, link, outbox, faults, notices, tally, this::move, this::restart);
        int buffer = settings.identity().capabilities().receiveBuffer().orElse(Layout.LEAST_RECEIVED);
        decoder = new FrameDecoder(Math.min(Layout.LARGEST, Math.max(Layout.LEAST_RECEIVED, buffer)));
        minding = settings.has(PeripheralVariant.SESSION_ENDS_ON_FOREIGN_ERROR);
        communication = settings.communication();
        listen();
    }

    private void listen() {
        decoder.filter(minding ? AddressFilter.EVERYTHING : AddressFilter.commandsTo(communication.address()));
    }

    /**
     * Switches the device on.
     *
     * @param now the time in nanoseconds
     */
    public void start(long now) {
        if (!settings.protection().installMode().isZero()) {
            security.install(settings.protection().installMode(), now);
        }
        reportPower();
    }

    private void reportPower() {
        if (settings.has(PeripheralVariant.REPORTS_POWER_AT_START)) {
            report(Answer.of(new LocalStatus(execution.points.local().tamper(), 1)));
        }
    }

    /**
     * Takes bytes from the line.
     *
     * @param bytes as many as there are
     * @param now the time in nanoseconds
     */
    public void received(ByteBuffer bytes, long now) {
        outbox.interrupted();
        while (bytes.hasRemaining()) {
            decoder.take(bytes);
            drain(now);
        }
        betweenCharacters.clear();
        if (decoder.space().position() > 0) {
            betweenCharacters.in(settings.timing().betweenCharacters(), now);
        }
        settle();
    }

    private void drain(long now) {
        for (Found found = decoder.next(); found != Found.NOTHING; found = decoder.next()) {
            Frame frame = decoder.frame();
            if (minding && !isForUs(frame)) {
                foreign++;
                if (frame.fault() != FrameFault.NONE) {
                    security.drop();
                }
            } else if (frame.fault() == FrameFault.CHECK) {
                exchange.onDamaged(frame, now);
            } else {
                exchange.onFrame(frame, now);
            }
        }
    }

    private boolean isForUs(Frame frame) {
        return !frame.isReply()
                && (frame.address() == communication.address() || frame.address() == Layout.CONFIGURATION_ADDRESS);
    }

    /**
     * Does what is due.
     *
     * @param now the time in nanoseconds
     */
    public void tick(long now) {
        if (betweenCharacters.rings(now)) {
            decoder.silence();
            drain(now);
        }
        outbox.tick(now);
        if (link.fellSilent(now)) {
            panelGone();
        }
        security.tick(now);
        execution.lights.tick(now);
        execution.outputs.tick(now);
        execution.displays.tick(now);
        settle();
    }

    /**
     * How long nothing is due.
     *
     * @param now the time in nanoseconds
     * @return nanoseconds, 0 or more; none if only bytes can wake the device
     */
    public OptionalLong remaining(long now) {
        long least = LongStream.of(
                        betweenCharacters.remaining(now),
                        outbox.remaining(now),
                        link.remaining(now),
                        security.remaining(now),
                        execution.lights.remaining(now),
                        execution.outputs.remaining(now),
                        execution.displays.remaining(now))
                .min()
                .orElseThrow();
        return least == Alarm.NEVER ? OptionalLong.empty() : OptionalLong.of(least);
    }

    private void settle() {
        tally.take(decoder.counters(), foreign);
        link.tell();
    }

    /**
     * The line is closed: what was on its way is lost, and there is no panel.
     *
     * @param cause why; null if the device was closed
     */
    public void lineLost(@Nullable AxisException cause) {
        decoder.silence();
        while (decoder.next() != Found.NOTHING) {
            // what is left of a frame is not answered
        }
        betweenCharacters.clear();
        outbox.clear();
        panelGone();
        settle();
        notices.tell(listener -> listener.lineClosed(cause));
    }

    private void panelGone() {
        link.lose();
        security.drop();
        exchange.forget();
        execution.conversationEnded();
        execution.reports.panelGone();
    }

    /** As if the power had failed for a moment: everything but the key, the address, the inputs and the counts is
     * forgotten, and install mode is over. */
    public void restart() {
        security.endInstallMode(false);
        outbox.clear();
        panelGone();
        execution.reports.clear();
        execution.lights.restart();
        execution.outputs.restart();
        execution.displays.restart();
        reportPower();
        settle();
    }

    private void move(CommunicationSettings moved) {
        boolean otherRate = moved.baudRate() != communication.baudRate();
        communication = moved;
        execution.communication(moved);
        exchange.forget();
        listen();
        if (otherRate) {
            line.changeBaudRate((int) moved.baudRate());
        }
        notices.tell(listener -> listener.communicationChanged(moved));
    }

    /**
     * Lets a report wait for a poll.
     *
     * @param report what to tell
     */
    public void report(Answer report) {
        execution.reports.add(report, link.isAlive());
    }

    /**
     * Sets an input; the panel is told if it changed.
     *
     * @param input which, 0 is the first
     * @param state what it is now
     */
    public void input(int input, InputState state) {
        if (execution.points.setInput(input, state)) {
            report(Answer.of(execution.points.inputs()));
        }
    }

    /**
     * Sets an attached reader; the panel is told if it changed.
     *
     * @param reader which, 0 is the first
     * @param state what it is now
     */
    public void reader(int reader, ReaderState state) {
        if (execution.points.setReader(reader, state)) {
            report(Answer.of(execution.points.readers()));
        }
    }

    /**
     * Sets the tamper contact; the panel is told if it changed.
     *
     * @param tampered whether somebody tampers with the device
     */
    public void tamper(boolean tampered) {
        local(new LocalStatus(tampered ? 1 : 0, execution.points.local().power()));
    }

    /**
     * Sets the power; the panel is told if it changed.
     *
     * @param failing whether it fails
     */
    public void power(boolean failing) {
        local(new LocalStatus(execution.points.local().tamper(), failing ? 1 : 0));
    }

    private void local(LocalStatus status) {
        if (execution.points.setLocal(status)) {
            report(Answer.of(status));
        }
    }

    /**
     * Switches an output by the device itself; the panel is told if it changed.
     *
     * @param output which, 0 is the first
     * @param on whether it is on for good
     */
    public void output(int output, boolean on) {
        boolean before = execution.outputs.isActive(output);
        execution.outputs.switchTo(output, on);
        if (before != on) {
            report(Answer.of(execution.outputs.status()));
        }
    }

    /**
     * Takes SCBK-D for a time.
     *
     * @param time how long; zero ends it
     * @param now the time in nanoseconds
     */
    public void installMode(Duration time, long now) {
        if (time.isZero()) {
            security.endInstallMode(false);
        } else {
            security.install(time, now);
        }
        settle();
    }

    /**
     * Says who it is in another way, as if somebody had put another device in its place.
     *
     * @param clientId cUID, 8 bytes
     * @param identification PDID
     */
    public void impersonate(Octets clientId, PdIdentification identification) {
        security.clientId(clientId);
        execution.identification(identification);
    }

    /**
     * Spoils the next replies.
     *
     * @param fault how
     * @param times how many
     */
    public void misbehave(ReplyFault fault, int times) {
        faults.add(fault, times);
    }

    /** Replies are right again. */
    public void behave() {
        faults.clear();
    }

    /**
     * How many inputs there are.
     *
     * @return from the capabilities
     */
    public int inputs() {
        return execution.points.inputCount();
    }

    /**
     * How many attached readers there are.
     *
     * @return from the capabilities
     */
    public int readers() {
        return execution.points.readerCount();
    }

    /**
     * How the device stands with its panel. For any thread.
     *
     * @return current
     */
    public LinkState link() {
        return link.state();
    }

    /**
     * Where the device is found. For any thread.
     *
     * @return current
     */
    public CommunicationSettings communication() {
        return communication;
    }

    /**
     * What a light shows. For any thread.
     *
     * @param reader which reader, 0 is the first
     * @param led which light of it, 0 is the first
     * @return current
     */
    public LightState light(int reader, int led) {
        return execution.lights.state(reader, led);
    }

    /**
     * Whether an output is on. For any thread.
     *
     * @param output which, 0 is the first
     * @return current
     */
    public boolean isOutputActive(int output) {
        return execution.outputs.isActive(output);
    }

    /**
     * What was counted. For any thread.
     *
     * @return current
     */
    public PeripheralCounts counts() {
        return tally;
    }
}
