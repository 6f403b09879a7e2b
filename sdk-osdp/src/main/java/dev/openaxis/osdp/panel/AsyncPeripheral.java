package dev.openaxis.osdp.panel;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.internal.panel.Commands;
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
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** The commands of a {@link Peripheral} as futures, which complete on the callback executor. Each acts when it is called. */
public final class AsyncPeripheral {
    private final Commands commands;

    AsyncPeripheral(Commands commands) {
        this.commands = commands;
    }

    /**
     * Sets lights (OSDP v2.2, LED). A newer call for the same lights takes the place of one that was not sent yet, which then fails with {@link dev.openaxis.core.OverloadedException}; outputs go before it.
     *
     * @param lights what they show, and for how long
     * @return completes when the device has taken it
     */
    public CompletableFuture<Void> led(LedControl lights) {
        return commands.start(commands.led(lights));
    }

    /**
     * Sets the sounder (BUZ). Outputs go before it.
     *
     * @param tone what it plays
     * @return completes when the device has taken it
     */
    public CompletableFuture<Void> buzzer(BuzzerControl tone) {
        return commands.start(commands.buzzer(tone));
    }

    /**
     * Shows text on a display (TEXT). A newer call for the same place, permanent or temporary like it, takes the place of one that was not sent yet, which then fails with {@link dev.openaxis.core.OverloadedException}; outputs go before it.
     *
     * @param text what and where
     * @return completes when the device has taken it
     */
    public CompletableFuture<Void> text(TextOutput text) {
        return commands.start(commands.text(text));
    }

    /**
     * Sets the clock of an old device (TDSET; obsolete).
     *
     * @param time local time
     * @return completes when the device has taken it
     */
    public CompletableFuture<Void> clock(ClockSetting time) {
        return commands.start(commands.clock(time));
    }

    /**
     * Sets outputs (OUT). Sent once: if the device begins anew before it answers, nobody knows whether it did it, and it is not sent again. Goes before lights, sounds and texts that wait; outputs are set in the order of the calls.
     *
     * @param outputs what they are to do, and for how long
     * @return completes with what the device said
     */
    public CompletableFuture<OutputConfirmation> output(OutputControl outputs) {
        return commands.start(commands.output(outputs));
    }

    /**
     * Asks for tamper and power (LSTAT).
     *
     * @return completes with its answer
     */
    public CompletableFuture<LocalStatus> localStatus() {
        return commands.start(commands.localStatus());
    }

    /**
     * Asks for its inputs (ISTAT).
     *
     * @return completes with its answer
     */
    public CompletableFuture<InputStatus> inputs() {
        return commands.start(commands.inputs());
    }

    /**
     * Asks for its outputs (OSTAT).
     *
     * @return completes with its answer
     */
    public CompletableFuture<OutputStatus> outputs() {
        return commands.start(commands.outputs());
    }

    /**
     * Asks for the readers attached to it (RSTAT).
     *
     * @return completes with its answer
     */
    public CompletableFuture<ReaderStatus> readers() {
        return commands.start(commands.readers());
    }

    /**
     * Asks who it is (ID).
     *
     * @return completes with its answer
     */
    public CompletableFuture<PdIdentification> identification() {
        return commands.start(commands.identification());
    }

    /**
     * Asks what it can do (CAP).
     *
     * @return completes with its answer
     */
    public CompletableFuture<PdCapabilities> capabilities() {
        return commands.start(commands.capabilities());
    }

    /**
     * Asks who it is, at length (ID with type 1); not every device can say.
     *
     * @return completes with what it says
     */
    public CompletableFuture<ExtendedIdentification> extendedIdentification() {
        return commands.start(commands.extendedIdentification());
    }

    /**
     * Has a finger, eye or hand scanned (BIOREAD); waits for it up to 60 s by default. A result that comes after its call has failed is told as an event and never given to another call: the next call of this kind is sent when it has come, 60 s after the failure at the latest.
     *
     * @param scan which, and how good
     * @return completes with its answer
     */
    public CompletableFuture<BiometricTemplate> readBiometric(BiometricRead scan) {
        return commands.start(commands.readBiometric(scan));
    }

    /**
     * Has a finger, eye or hand compared (BIOMATCH); waits for it up to 60 s by default. A result that comes after its call has failed is told as an event and never given to another call: the next call of this kind is sent when it has come, 60 s after the failure at the latest.
     *
     * @param match with what, and how well
     * @return completes with its answer
     */
    public CompletableFuture<BiometricMatchResult> matchBiometric(BiometricMatch match) {
        return commands.start(commands.matchBiometric(match));
    }

    /**
     * Asks for an object of a PIV card (PIVDATA), up to 60 s by default.
     *
     * @param wanted which
     * @return completes with its answer
     */
    public CompletableFuture<Octets> pivData(PivDataRequest wanted) {
        return commands.start(commands.pivData(wanted));
    }

    /**
     * Has the card prove itself (GENAUTH), up to 60 s by default. The largest message the device says it puts together (PDCAP function 11) is not looked at, as devices often state wrong numbers: one that is too long is refused by the device.
     *
     * @param message algorithm, key and the template
     * @return completes with its answer
     */
    public CompletableFuture<Octets> generalAuthenticate(Octets message) {
        return commands.start(commands.generalAuthenticate(message));
    }

    /**
     * Has the card answer a challenge (CRAUTH), up to 60 s by default. The largest message the device says it puts together (PDCAP function 11) is not looked at, as devices often state wrong numbers: one that is too long is refused by the device.
     *
     * @param message algorithm, key and the challenge
     * @return completes with its answer
     */
    public CompletableFuture<Octets> challengeAuthenticate(Octets message) {
        return commands.start(commands.challengeAuthenticate(message));
    }

    /**
     * Speaks to a smart card through the reader (XWR); waits for what the reader reports, up to 60 s by default. Whoever sets mode 1 sets mode 0 again, or the reader reads no cards. A result that comes after its call has failed is told as an event and never given to another call: the next call of this kind is sent when it has come, 60 s after the failure at the latest.
     *
     * @param command what to do
     * @return completes with what the reader reports; empty where it only acknowledges
     */
    public CompletableFuture<Optional<TransparentReply>> transparent(TransparentCommand command) {
        return commands.start(commands.transparent(command));
    }

    /**
     * Keeps the card's session open (KEEPACTIVE).
     *
     * @param time how long
     * @return completes when the device has taken it
     */
    public CompletableFuture<Void> keepActive(KeepActive time) {
        return commands.start(commands.keepActive(time));
    }

    /**
     * Sends a manufacturer's own command (MFG).
     *
     * @param command as its manufacturer defines it
     * @return completes with ACK, MFGREP, MFGSTATR or MFGERRR
     */
    public CompletableFuture<Reply> manufacturer(ManufacturerCommand command) {
        return commands.start(commands.manufacturer(command));
    }

    /**
     * Tells the device how large a frame may be that it sends (ACURXSIZE).
     *
     * @param size 7 to 1440 bytes
     * @return completes when the device has taken it
     */
    public CompletableFuture<Void> receiveSize(PanelReceiveSize size) {
        return commands.start(commands.receiveSize(size));
    }

    /**
     * Ends what is running on the device (ABORT).
     *
     * @return completes when the device has taken it
     */
    public CompletableFuture<Void> abort() {
        return commands.start(commands.abort());
    }

    /**
     * Sets address and baud rate of the device (COMSET), which it keeps for ever, and follows it; see {@link Peripheral#configure}.
     *
     * @param settings the new ones
     * @return completes with where the device is when it has answered there
     * @throws IllegalArgumentException if the address is above 126 or that of another device of this panel, or the rate is 0
     */
    public CompletableFuture<CommunicationOutcome> configure(CommunicationSettings settings) {
        return commands.start(commands.configure(settings));
    }

    /**
     * Sends a file (FILETRANSFER), at the pace the device asks for; up to an hour by default. A transfer that is interrupted cannot be continued, only begun anew.
     *
     * @param type what the file is for
     * @param file read a block at a time
     * @param progress hears how many bytes the device has taken; called where listeners are
     * @return completes with what the device says about it
     */
    public CompletableFuture<FileSent> sendFile(FileType type, Path file, LongConsumer progress) {
        return commands.start(commands.sendFile(type, file, progress));
    }

    /**
     * Sends a file from memory (FILETRANSFER).
     *
     * @param type what the file is for
     * @param contents all of it
     * @param progress hears how many bytes the device has taken; called where listeners are
     * @return completes with what the device says about it
     */
    public CompletableFuture<FileSent> sendFile(FileType type, Octets contents, LongConsumer progress) {
        return commands.start(commands.sendFile(type, contents, progress));
    }

    /**
     * Opens the install mode: until the device has its own key, it may be spoken to with the default one, which everybody knows, to be given a key of its own (KEYSET). Whoever reads the line in that moment has the key: do it on a bench or a short line. The key is in the store before it is sent.
     *
     * @param window how long the install mode stays open at most; ten minutes are plenty
     * @return completes when the device has taken it
     */
    public CompletableFuture<Void> installKey(Duration window) {
        return commands.start(commands.installKey(window));
    }

    /**
     * Gives the device a new key over the channel with its present one (KEYSET), and makes sure that it proves it. Both are in the store until then, so that neither end can lose it by losing power. It is sent when no file, no message in parts and no result that comes later is under way, and none is begun meanwhile; if it does not get its turn within the deadline (30 s by default), nothing is sent and the call fails with {@link dev.openaxis.core.DeadlineExceededException}.
     *
     * @return completes when the device has taken it
     */
    public CompletableFuture<Void> rotateKey() {
        return commands.start(commands.rotateKey());
    }

    /**
     * Forgets the key of a device that is no more, so that another can be installed in its place.
     *
     * @return completes when the device has taken it
     */
    public CompletableFuture<Void> forgetKey() {
        return commands.start(commands.forgetKey());
    }

    /**
     * Tries whether the device still takes the default key, which everybody knows (SCBK-D), as a reader left in install mode does. Waits until nothing is under way with the device, ends its session, tries a handshake over which nothing is sent, and begins a session with the device's own key; what the device reports in between comes after a gap. The answer is kept for {@link ControlPanel#audit()}. Fails with {@link dev.openaxis.core.ConnectionException} if the device is offline or becomes so, if another trial is under way, or if there is no answer within the deadline (30 s by default).
     *
     * @return completes with whether it takes it
     */
    public CompletableFuture<Boolean> acceptsDefaultKey() {
        return commands.start(commands.acceptsDefaultKey());
    }
}
