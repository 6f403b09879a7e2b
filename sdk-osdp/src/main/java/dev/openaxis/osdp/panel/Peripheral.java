package dev.openaxis.osdp.panel;

import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Octets;
import dev.openaxis.osdp.event.ChannelChanged.Channel;
import dev.openaxis.osdp.internal.panel.Commands;
import dev.openaxis.osdp.internal.panel.Place;
import dev.openaxis.osdp.message.BiometricMatch;
import dev.openaxis.osdp.message.BiometricMatchResult;
import dev.openaxis.osdp.message.BiometricRead;
import dev.openaxis.osdp.message.BiometricTemplate;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.ClockSetting;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.ExtendedIdentification;
import dev.openaxis.osdp.message.FileType;
import dev.openaxis.osdp.message.InputStatus;
import dev.openaxis.osdp.message.KeepActive;
import dev.openaxis.osdp.message.LedControl;
import dev.openaxis.osdp.message.LocalStatus;
import dev.openaxis.osdp.message.ManufacturerCommand;
import dev.openaxis.osdp.message.OutputControl;
import dev.openaxis.osdp.message.OutputStatus;
import dev.openaxis.osdp.message.PanelReceiveSize;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.PivDataRequest;
import dev.openaxis.osdp.message.ReaderStatus;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.TextOutput;
import dev.openaxis.osdp.message.TransparentCommand;
import dev.openaxis.osdp.message.TransparentReply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * One peripheral device as its panel sees it. Every command acts when it is called and returns when the device has answered, or throws:
 * {@link dev.openaxis.core.RefusedException} and {@link dev.openaxis.core.UnsupportedCapabilityException} where the device
 * refuses, {@link dev.openaxis.core.ConnectionException} where it is offline, {@link dev.openaxis.core.OutcomeUnknownException} where
 * the command was sent and no answer came, {@link dev.openaxis.core.DeadlineExceededException} where it could not be sent in time
 * (10 s by default).
 */
public final class Peripheral {
    private final Commands commands;

    Peripheral(Commands commands) {
        this.commands = commands;
    }

    Place place() {
        return commands.place();
    }

    /**
     * The same commands as futures.
     *
     * @return the asynchronous view
     */
    public AsyncPeripheral async() {
        return new AsyncPeripheral(commands);
    }

    /**
     * The same device with other options for its commands.
     *
     * @param options for example another deadline
     * @return a view
     */
    public Peripheral with(CallOptions options) {
        return new Peripheral(commands.with(options));
    }

    // ---- what is known ----

    /**
     * The host's name for it.
     *
     * @return not blank
     */
    public String name() {
        return settings().name();
    }

    /**
     * How the panel treats it.
     *
     * @return as it was added
     */
    public PeripheralSettings settings() {
        return place().settings();
    }

    /**
     * Where it is spoken to: address and rate may be others than it was added with, because of {@link #configure}.
     *
     * @return as of now; while it is on its way, where it is looked for at this moment
     */
    public CommunicationSettings communication() {
        return commands.panel().communication(place());
    }

    /**
     * Whether it can be used: it answers over the channel it must have, and has said who it is.
     *
     * @return as of now
     */
    public boolean online() {
        return place().online();
    }

    /**
     * How it is spoken to.
     *
     * @return as of now
     */
    public Channel channel() {
        if (!online()) {
            return Channel.NONE;
        }
        return place().secured() ? Channel.SECURED : Channel.CLEAR;
    }

    /**
     * Who it said it is when it came online.
     *
     * @return empty if it was not yet
     */
    public Optional<PdIdentification> knownIdentification() {
        return place().identification();
    }

    /**
     * What it said it can do when it came online.
     *
     * @return empty if it did not say
     */
    public Optional<PdCapabilities> knownCapabilities() {
        return place().capabilities();
    }

    /**
     * How well the panel and the device understand each other.
     *
     * @return as of now
     */
    public LinkHealth health() {
        return commands.panel().health(place());
    }

    // ---- commands ----

    /**
     * Sets lights (OSDP v2.2, LED). A newer call for the same lights takes the place of one that was not sent yet, which then fails with {@link dev.openaxis.core.OverloadedException}; outputs go before it.
     *
     * @param lights what they show, and for how long
     */
    public void led(LedControl lights) {
        commands.call("osdp.led", commands.led(lights));
    }

    /**
     * Sets the sounder (BUZ). Outputs go before it.
     *
     * @param tone what it plays
     */
    public void buzzer(BuzzerControl tone) {
        commands.call("osdp.buzzer", commands.buzzer(tone));
    }

    /**
     * Shows text on a display (TEXT). A newer call for the same place, permanent or temporary like it, takes the place of one that was not sent yet, which then fails with {@link dev.openaxis.core.OverloadedException}; outputs go before it.
     *
     * @param text what and where
     */
    public void text(TextOutput text) {
        commands.call("osdp.text", commands.text(text));
    }

    /**
     * Sets the clock of an old device (TDSET; obsolete).
     *
     * @param time local time
     */
    public void clock(ClockSetting time) {
        commands.call("osdp.clock", commands.clock(time));
    }

    /**
     * Sets outputs (OUT). Sent once: if the device begins anew before it answers, nobody knows whether it did it, and it is not sent again. Goes before lights, sounds and texts that wait; outputs are set in the order of the calls.
     *
     * @param outputs what they are to do, and for how long
     * @return what the device said
     */
    public OutputConfirmation output(OutputControl outputs) {
        return commands.call("osdp.output", commands.output(outputs));
    }

    /**
     * Asks for tamper and power (LSTAT).
     *
     * @return its answer
     */
    public LocalStatus localStatus() {
        return commands.call("osdp.localStatus", commands.localStatus());
    }

    /**
     * Asks for its inputs (ISTAT).
     *
     * @return its answer
     */
    public InputStatus inputs() {
        return commands.call("osdp.inputs", commands.inputs());
    }

    /**
     * Asks for its outputs (OSTAT).
     *
     * @return its answer
     */
    public OutputStatus outputs() {
        return commands.call("osdp.outputs", commands.outputs());
    }

    /**
     * Asks for the readers attached to it (RSTAT).
     *
     * @return its answer
     */
    public ReaderStatus readers() {
        return commands.call("osdp.readers", commands.readers());
    }

    /**
     * Asks who it is (ID).
     *
     * @return its answer
     */
    public PdIdentification identification() {
        return commands.call("osdp.identification", commands.identification());
    }

    /**
     * Asks what it can do (CAP).
     *
     * @return its answer
     */
    public PdCapabilities capabilities() {
        return commands.call("osdp.capabilities", commands.capabilities());
    }

    /**
     * Asks who it is, at length (ID with type 1); not every device can say.
     *
     * @return what it says; a list of texts by their kinds
     */
    public ExtendedIdentification extendedIdentification() {
        return commands.call("osdp.extendedIdentification", commands.extendedIdentification());
    }

    /**
     * Has a finger, eye or hand scanned (BIOREAD); waits for it up to 60 s by default. A result that comes after its call has failed is told as an event and never given to another call: the next call of this kind is sent when it has come, 60 s after the failure at the latest.
     *
     * @param scan which, and how good
     * @return its answer
     */
    public BiometricTemplate readBiometric(BiometricRead scan) {
        return commands.call("osdp.readBiometric", commands.readBiometric(scan));
    }

    /**
     * Has a finger, eye or hand compared (BIOMATCH); waits for it up to 60 s by default. A result that comes after its call has failed is told as an event and never given to another call: the next call of this kind is sent when it has come, 60 s after the failure at the latest.
     *
     * @param match with what, and how well
     * @return its answer
     */
    public BiometricMatchResult matchBiometric(BiometricMatch match) {
        return commands.call("osdp.matchBiometric", commands.matchBiometric(match));
    }

    /**
     * Asks for an object of a PIV card (PIVDATA), up to 60 s by default.
     *
     * @param wanted which
     * @return its answer
     */
    public Octets pivData(PivDataRequest wanted) {
        return commands.call("osdp.pivData", commands.pivData(wanted));
    }

    /**
     * Has the card prove itself (GENAUTH), up to 60 s by default. The largest message the device says it puts together (PDCAP function 11) is not looked at, as devices often state wrong numbers: one that is too long is refused by the device.
     *
     * @param message algorithm, key and the template
     * @return its answer
     */
    public Octets generalAuthenticate(Octets message) {
        return commands.call("osdp.generalAuthenticate", commands.generalAuthenticate(message));
    }

    /**
     * Has the card answer a challenge (CRAUTH), up to 60 s by default. The largest message the device says it puts together (PDCAP function 11) is not looked at, as devices often state wrong numbers: one that is too long is refused by the device.
     *
     * @param message algorithm, key and the challenge
     * @return its answer
     */
    public Octets challengeAuthenticate(Octets message) {
        return commands.call("osdp.challengeAuthenticate", commands.challengeAuthenticate(message));
    }

    /**
     * Speaks to a smart card through the reader (XWR); waits for what the reader reports, up to 60 s by default. Whoever sets mode 1 sets mode 0 again, or the reader reads no cards. A result that comes after its call has failed is told as an event and never given to another call: the next call of this kind is sent when it has come, 60 s after the failure at the latest.
     *
     * @param command what to do
     * @return what the reader reports; empty where it only acknowledges
     */
    public Optional<TransparentReply> transparent(TransparentCommand command) {
        return commands.call("osdp.transparent", commands.transparent(command));
    }

    /**
     * Keeps the card's session open (KEEPACTIVE).
     *
     * @param time how long
     */
    public void keepActive(KeepActive time) {
        commands.call("osdp.keepActive", commands.keepActive(time));
    }

    /**
     * Sends a manufacturer's own command (MFG).
     *
     * @param command as its manufacturer defines it
     * @return ACK, MFGREP, MFGSTATR or MFGERRR
     */
    public Reply manufacturer(ManufacturerCommand command) {
        return commands.call("osdp.manufacturer", commands.manufacturer(command));
    }

    /**
     * Tells the device how large a frame may be that it sends (ACURXSIZE).
     *
     * @param size 7 to 1440 bytes
     */
    public void receiveSize(PanelReceiveSize size) {
        commands.call("osdp.receiveSize", commands.receiveSize(size));
    }

    /**
     * Ends what is running on the device (ABORT).
     */
    public void abort() {
        commands.call("osdp.abort", commands.abort());
    }

    /**
     * Sets address and baud rate of the device (COMSET), which it keeps for ever, and waits until it has answered there; up to 60 s by
     * default. The panel follows it to another address, and to another rate if it is alone on a line that has rates; other devices
     * would be lost then.
     *
     * <p>A device that does not answer where it said it would be is looked for where it was, and then at both once more, which takes
     * about 20 s. Nobody knows where it is then, and {@link dev.openaxis.core.OutcomeUnknownException} says so; the panel goes on looking where
     * the device said it would be. See {@link ControlPanel#discover} for how to find it elsewhere.
     *
     * <p>No device can be added while a device is looked for at another rate. Once it has answered there, the line keeps that rate,
     * also when the device is taken from the panel; a device that has not answered leaves the line at the rate before, when it is taken
     * from the panel as the last one, or the panel is closed.
     *
     * @param settings the new ones
     * @return where the device is
     * @throws IllegalArgumentException if the address is above 126 or that of another device of this panel, or the rate is 0
     * @throws dev.openaxis.core.RefusedException if another device was given the address before it was this one's turn; nothing was sent
     */
    public CommunicationOutcome configure(CommunicationSettings settings) {
        return commands.call("osdp.configure", commands.configure(settings));
    }

    /**
     * Sends a file (FILETRANSFER), at the pace the device asks for; up to an hour by default. A transfer that is interrupted cannot be continued, only begun anew.
     *
     * @param type what the file is for
     * @param file read a block at a time
     * @param progress hears how many bytes the device has taken; called where listeners are
     * @return what the device says about it
     */
    public FileSent sendFile(FileType type, Path file, LongConsumer progress) {
        return commands.call("osdp.sendFile", commands.sendFile(type, file, progress));
    }

    /**
     * Sends a file from memory (FILETRANSFER).
     *
     * @param type what the file is for
     * @param contents all of it
     * @param progress hears how many bytes the device has taken; called where listeners are
     * @return what the device says about it
     */
    public FileSent sendFile(FileType type, Octets contents, LongConsumer progress) {
        return commands.call("osdp.sendFile", commands.sendFile(type, contents, progress));
    }

    /**
     * Opens the install mode: until the device has its own key, it may be spoken to with the default one, which everybody knows, to be given a key of its own (KEYSET). Whoever reads the line in that moment has the key: do it on a bench or a short line. The key is in the store before it is sent.
     *
     * @param window how long the install mode stays open at most; ten minutes are plenty
     */
    public void installKey(Duration window) {
        commands.call("osdp.installKey", commands.installKey(window));
    }

    /**
     * Gives the device a new key over the channel with its present one (KEYSET), and makes sure that it proves it. Both are in the store until then, so that neither end can lose it by losing power. It is sent when no file, no message in parts and no result that comes later is under way, and none is begun meanwhile; if it does not get its turn within the deadline (30 s by default), nothing is sent and the call fails with {@link dev.openaxis.core.DeadlineExceededException}.
     */
    public void rotateKey() {
        commands.call("osdp.rotateKey", commands.rotateKey());
    }

    /**
     * Forgets the key of a device that is no more, so that another can be installed in its place.
     */
    public void forgetKey() {
        commands.call("osdp.forgetKey", commands.forgetKey());
    }

    /**
     * Tries whether the device still takes the default key, which everybody knows (SCBK-D), as a reader left in install mode does. Waits until nothing is under way with the device, ends its session, tries a handshake over which nothing is sent, and begins a session with the device's own key; what the device reports in between comes after a gap. The answer is kept for {@link ControlPanel#audit()}. Fails with {@link dev.openaxis.core.ConnectionException} if the device is offline or becomes so, if another trial is under way, or if there is no answer within the deadline (30 s by default).
     *
     * @return whether it takes it
     */
    public boolean acceptsDefaultKey() {
        return commands.call("osdp.acceptsDefaultKey", commands.acceptsDefaultKey());
    }

    @Override
    public String toString() {
        return settings().toString();
    }
}
