package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Octets;
import dev.openaxis.core.internal.operation.LocalCalls.Pending;
import dev.openaxis.core.internal.operation.LocalCalls.Task;
import dev.openaxis.core.internal.operation.LocalRequest;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.multipart.Prefix;
import dev.openaxis.osdp.internal.multipart.Reassembler;
import dev.openaxis.osdp.message.Abort;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.BiometricMatch;
import dev.openaxis.osdp.message.BiometricMatchResult;
import dev.openaxis.osdp.message.BiometricRead;
import dev.openaxis.osdp.message.BiometricTemplate;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.CapabilitiesRequest;
import dev.openaxis.osdp.message.ChallengeAuthenticate;
import dev.openaxis.osdp.message.ChallengeAuthenticateResponse;
import dev.openaxis.osdp.message.ClockSetting;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.CommunicationChange;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.ExtendedIdentification;
import dev.openaxis.osdp.message.ExtendedIdentificationPart;
import dev.openaxis.osdp.message.FileType;
import dev.openaxis.osdp.message.Fragment;
import dev.openaxis.osdp.message.GeneralAuthenticate;
import dev.openaxis.osdp.message.GeneralAuthenticateResponse;
import dev.openaxis.osdp.message.IdRequest;
import dev.openaxis.osdp.message.InputStatus;
import dev.openaxis.osdp.message.InputStatusRequest;
import dev.openaxis.osdp.message.KeepActive;
import dev.openaxis.osdp.message.LedControl;
import dev.openaxis.osdp.message.LocalStatus;
import dev.openaxis.osdp.message.LocalStatusRequest;
import dev.openaxis.osdp.message.ManufacturerCommand;
import dev.openaxis.osdp.message.ManufacturerError;
import dev.openaxis.osdp.message.ManufacturerReply;
import dev.openaxis.osdp.message.ManufacturerStatus;
import dev.openaxis.osdp.message.OutputControl;
import dev.openaxis.osdp.message.OutputStatus;
import dev.openaxis.osdp.message.OutputStatusRequest;
import dev.openaxis.osdp.message.PanelReceiveSize;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.PivData;
import dev.openaxis.osdp.message.PivDataRequest;
import dev.openaxis.osdp.message.ReaderStatus;
import dev.openaxis.osdp.message.ReaderStatusRequest;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.TextOutput;
import dev.openaxis.osdp.message.TransparentCommand;
import dev.openaxis.osdp.message.TransparentReply;
import dev.openaxis.osdp.panel.CommunicationOutcome;
import dev.openaxis.osdp.panel.FileSent;
import dev.openaxis.osdp.panel.OutputConfirmation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Everything one device can be told, each a task that both views of the public API start. */
public final class Commands {
    private static final Duration SOON = Duration.ofSeconds(10);
    /** People put cards and fingers somewhere. */
    private static final Duration PEOPLE = Duration.ofSeconds(60);

    /** Four looks of a few tries, with pauses of up to ten seconds. */
    private static final Duration MOVE = Duration.ofSeconds(60);

    private static final Duration FILE = Duration.ofHours(1);
    private static final Duration KEY = Duration.ofSeconds(30);
    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);
    private static final long LARGEST_FILE = 0xFFFF_FFFFL;
    private static final int LARGEST_MESSAGE = 0xFFFF + Fragment.UNCOUNTED;
    private static final int TRANSPARENT = 1;

    private final Panel panel;
    private final Place place;
    private final CallOptions options;

    /** The commands of one device. */
    public Commands(Panel panel, Place place, CallOptions options) {
        this.panel = panel;
        this.place = place;
        this.options = options;
    }

    public Commands with(CallOptions others) {
        return new Commands(panel, place, others);
    }

    public Panel panel() {
        return panel;
    }

    public Place place() {
        return place;
    }

    /** Waits for a task. */
    public <T> T call(String name, Task<T> task) {
        return panel.calls().call(name, task);
    }

    /** Starts a task. */
    public <T> CompletableFuture<T> start(Task<T> task) {
        return panel.calls().start(task);
    }

    private <T> Question<T> request(String name, Effect effect, Duration within, Dialog<T> dialog) {
        return new Question<>(
                place.settings() + " on " + panel.name(),
                name,
                effect,
                options.deadline().orElse(within),
                dialog,
                request -> panel.submit(place, request));
    }

    private Task<Void> told(String name, Effect effect, Command command) {
        return request(name, effect, SOON, Dialog.acknowledged(command));
    }

    private <R extends Reply> Task<R> asked(String name, Command command, Class<R> answer) {
        return request(name, Effect.READ, SOON, Dialog.answered(command, is(answer)));
    }

    private static <R extends Reply> Function<Reply, Optional<R>> is(Class<R> answer) {
        return reply -> answer.isInstance(reply) ? Optional.of(answer.cast(reply)) : Optional.empty();
    }

    // ---- lights and sounds ----

    public Task<Void> led(LedControl lights) {
        return told("osdp.led", Effect.CONFIGURE, lights);
    }

    public Task<Void> buzzer(BuzzerControl tone) {
        return told("osdp.buzzer", Effect.CONFIGURE, tone);
    }

    public Task<Void> text(TextOutput text) {
        return told("osdp.text", Effect.CONFIGURE, text);
    }

    public Task<Void> clock(ClockSetting time) {
        return told("osdp.clock", Effect.CONFIGURE, time);
    }

    // ---- outputs ----

    public Task<OutputConfirmation> output(OutputControl outputs) {
        return request("osdp.output", Effect.ACTUATE, SOON, Dialog.answered(outputs, reply -> {
            if (reply instanceof OutputStatus status) {
                panel.reported(place.link(), status, place.link().isSecured());
                return Optional.of(new OutputConfirmation(Optional.of(status)));
            }
            return reply instanceof Ack ? Optional.of(new OutputConfirmation(Optional.empty())) : Optional.empty();
        }));
    }

    // ---- questions ----

    public Task<LocalStatus> localStatus() {
        return state("osdp.localStatus", new LocalStatusRequest(), LocalStatus.class);
    }

    public Task<InputStatus> inputs() {
        return state("osdp.inputs", new InputStatusRequest(), InputStatus.class);
    }

    public Task<OutputStatus> outputs() {
        return state("osdp.outputs", new OutputStatusRequest(), OutputStatus.class);
    }

    public Task<ReaderStatus> readers() {
        return state("osdp.readers", new ReaderStatusRequest(), ReaderStatus.class);
    }

    /** A state that is asked for is also told to those who listen. */
    private <R extends Reply> Task<R> state(String name, Command command, Class<R> answer) {
        return request(name, Effect.READ, SOON, Dialog.answered(command, reply -> {
            Optional<R> state = is(answer).apply(reply);
            state.ifPresent(
                    told -> panel.reported(place.link(), told, place.link().isSecured()));
            return state;
        }));
    }

    public Task<PdIdentification> identification() {
        return asked("osdp.identification", IdRequest.STANDARD, PdIdentification.class);
    }

    public Task<PdCapabilities> capabilities() {
        return asked("osdp.capabilities", CapabilitiesRequest.STANDARD, PdCapabilities.class);
    }

    public Task<ExtendedIdentification> extendedIdentification() {
        Dialog.PartOf part = reply ->
                reply instanceof ExtendedIdentificationPart one ? Optional.of(one.fragment()) : Optional.empty();
        Dialog<Octets> parts = Dialog.parts(IdRequest.EXTENDED, part, new Reassembler(LARGEST_MESSAGE, false));
        return request(
                "osdp.extendedIdentification",
                Effect.READ,
                SOON,
                parts.read(ExtendedIdentification::read, "what the device says of itself makes no sense"));
    }

    // ---- cards and fingers ----

    public Task<BiometricTemplate> readBiometric(BiometricRead scan) {
        return request(
                "osdp.readBiometric",
                Effect.CONFIGURE,
                PEOPLE,
                Dialog.answeredLater(scan, is(BiometricTemplate.class)));
    }

    public Task<BiometricMatchResult> matchBiometric(BiometricMatch match) {
        return request(
                "osdp.matchBiometric",
                Effect.CONFIGURE,
                PEOPLE,
                Dialog.answeredLater(match, is(BiometricMatchResult.class)));
    }

    public Task<Octets> pivData(PivDataRequest wanted) {
        return parts(
                "osdp.pivData",
                PEOPLE,
                wanted,
                reply -> reply instanceof PivData data ? Optional.of(data.fragment()) : Optional.empty());
    }

    private Task<Octets> parts(String name, Duration within, Command command, Dialog.PartOf part) {
        return request(name, Effect.READ, within, Dialog.parts(command, part, new Reassembler(LARGEST_MESSAGE, false)));
    }

    public Task<Octets> generalAuthenticate(Octets message) {
        return authenticate(
                "osdp.generalAuthenticate",
                CommandCode.GENAUTH,
                message,
                GeneralAuthenticate::new,
                reply -> reply instanceof GeneralAuthenticateResponse response
                        ? Optional.of(response.fragment())
                        : Optional.empty());
    }

    public Task<Octets> challengeAuthenticate(Octets message) {
        return authenticate(
                "osdp.challengeAuthenticate",
                CommandCode.CRAUTH,
                message,
                ChallengeAuthenticate::new,
                reply -> reply instanceof ChallengeAuthenticateResponse response
                        ? Optional.of(response.fragment())
                        : Optional.empty());
    }

    private Task<Octets> authenticate(
            String name, int code, Octets message, Function<Fragment, Command> command, Dialog.PartOf part) {
        return request(
                name,
                Effect.CONFIGURE,
                PEOPLE,
                Dialog.partsBothWays(
                        code,
                        message,
                        place.settings().prefixCounted() ? Prefix.COUNTED : Prefix.NOT_COUNTED,
                        command,
                        part,
                        new Reassembler(LARGEST_MESSAGE, false)));
    }

    public Task<Optional<TransparentReply>> transparent(TransparentCommand command) {
        Function<Reply, Optional<Optional<TransparentReply>>> report =
                reply -> reply instanceof TransparentReply answer ? Optional.of(Optional.of(answer)) : Optional.empty();
        boolean reports = command.mode() == TRANSPARENT
                && command.command() != TransparentCommand.terminate(0).command();
        Dialog<Optional<TransparentReply>> dialog = reports
                ? Dialog.answeredLater(command, report)
                : Dialog.answered(
                        command, reply -> reply instanceof Ack ? Optional.of(Optional.empty()) : report.apply(reply));
        return request("osdp.transparent", Effect.CONFIGURE, PEOPLE, dialog);
    }

    public Task<Void> keepActive(KeepActive time) {
        return told("osdp.keepActive", Effect.CONFIGURE, time);
    }

    // ---- others ----

    public Task<Reply> manufacturer(ManufacturerCommand command) {
        return request(
                "osdp.manufacturer",
                Effect.CONFIGURE,
                SOON,
                Dialog.answered(
                        command,
                        reply -> reply instanceof Ack
                                        || reply instanceof ManufacturerReply
                                        || reply instanceof ManufacturerStatus
                                        || reply instanceof ManufacturerError
                                ? Optional.of(reply)
                                : Optional.empty()));
    }

    public Task<Void> receiveSize(PanelReceiveSize size) {
        return told("osdp.receiveSize", Effect.CONFIGURE, size);
    }

    public Task<Void> abort() {
        return told("osdp.abort", Effect.CONFIGURE, new Abort());
    }

    public Task<CommunicationOutcome> configure(CommunicationSettings settings) {
        if (settings.address() > Layout.LAST_ADDRESS || settings.baudRate() == 0) {
            throw new IllegalArgumentException("no device can be at " + settings);
        }
        panel.requireFree(settings.address(), place);
        Configuring dialog = new Configuring(
                new CommunicationChange(settings),
                () -> panel.obstacle(settings.address(), place),
                place.link()::awaitMove);
        return new Question<>(
                place.settings() + " on " + panel.name(),
                "osdp.configure",
                Effect.DISRUPT,
                options.deadline().orElse(MOVE),
                dialog,
                request -> {
                    dialog.whose(request);
                    panel.submit(place, request);
                });
    }

    // ---- files ----

    public Task<FileSent> sendFile(FileType type, Octets contents, LongConsumer progress) {
        return file(type, FileSupply.of(contents), progress);
    }

    /** Opens the file before it returns. */
    public Task<FileSent> sendFile(FileType type, Path file, LongConsumer progress) {
        Runnable wake = () -> {
            place.link().conversation().fileIsThere(panel.loop().nanoTime());
            panel.kick();
        };
        return file(type, FileSupply.of(file, panel.calls().files(), panel.loop(), wake), progress);
    }

    private Task<FileSent> file(FileType type, FileSupply supply, LongConsumer progress) {
        if (supply.size() > LARGEST_FILE) {
            supply.close();
            throw new IllegalArgumentException("no file of " + supply.size() + " bytes can be sent");
        }
        // The progress is the host's code, which the loop must not wait for.
        LongConsumer later = bytes -> panel.calls().later(() -> progress.accept(bytes));
        return new LocalRequest<>(
                place.settings() + " on " + panel.name(),
                "osdp.sendFile",
                Effect.CONFIGURE,
                options.deadline().orElse(FILE),
                request -> panel.submit(place, request, new FileSending(request, type, supply, later)));
    }

    // ---- keys ----

    public Task<Void> installKey(Duration window) {
        if (window.isNegative() || window.isZero() || window.compareTo(LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException("an install mode is open for up to an hour, not for " + window);
        }
        return onKeys(window.plus(KEY), (keys, pending) -> keys.install(window, pending));
    }

    public Task<Void> rotateKey() {
        return onKeys(KEY, (keys, pending) -> keys.rotate(place.link()::isSecured, pending));
    }

    public Task<Void> forgetKey() {
        return onKeys(KEY, KeyRing::forget);
    }

    private Task<Void> onKeys(Duration within, BiConsumer<KeyRing, Pending<Void>> what) {
        return new LoopTask<>(
                panel,
                pending -> {
                    what.accept(place.keys(), pending);
                    panel.loop()
                            .schedule(
                                    options.deadline().orElse(within),
                                    () -> place.keys().expire(pending));
                },
                pending -> place.keys().expire(pending));
    }

    public Task<Boolean> acceptsDefaultKey() {
        return new LoopTask<>(panel, pending -> {
            place.tryDefaultKey(pending);
            panel.loop().schedule(options.deadline().orElse(KEY), () -> place.endTrial(pending));
        });
    }
}
