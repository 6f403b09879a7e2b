package dev.openaxis.osdp.internal.peripheral;

import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.message.BiometricMatch;
import dev.openaxis.osdp.message.BiometricRead;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.CapabilitiesRequest;
import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.ChallengeAuthenticate;
import dev.openaxis.osdp.message.ClockSetting;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.CommunicationChange;
import dev.openaxis.osdp.message.CommunicationReport;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.ExtendedIdentification;
import dev.openaxis.osdp.message.Fault;
import dev.openaxis.osdp.message.FileTransfer;
import dev.openaxis.osdp.message.GeneralAuthenticate;
import dev.openaxis.osdp.message.IdRequest;
import dev.openaxis.osdp.message.KeepActive;
import dev.openaxis.osdp.message.KeySet;
import dev.openaxis.osdp.message.LedControl;
import dev.openaxis.osdp.message.MalformedCommand;
import dev.openaxis.osdp.message.ManufacturerCommand;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.OutputControl;
import dev.openaxis.osdp.message.PanelReceiveSize;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.PivDataRequest;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.message.TextOutput;
import dev.openaxis.osdp.message.TransparentCommand;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.CommandHandler;
import dev.openaxis.osdp.peripheral.PeripheralFault;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Carries out commands that were found to be new, whole and allowed. */
final class Execution {
    private static final Set<Long> RATES = Set.of(9600L, 19200L, 38400L, 57600L, 115200L, 230400L);
    private static final int MOST_ADDRESS = 0x7E;

    private final Settings settings;
    private final Security security;
    private final Notices notices;
    private final CommandHandler handler;
    final ReportQueue reports;
    final Parts parts;
    final FileReception files;
    final Lights lights;
    final Outputs outputs;
    final Displays displays;
    final Points points;
    private PdIdentification identification;
    private CommunicationSettings communication;
    private int panelSize = Layout.LEAST_RECEIVED;

    Execution(Settings settings, Security security, Notices notices) {
        this.settings = settings;
        this.security = security;
        this.notices = notices;
        Settings.Identity identity = settings.identity();
        handler = settings.host().handler();
        identification = identity.identification();
        communication = settings.communication();
        reports = new ReportQueue(settings.reports(), notices);
        int largest = identity.capabilities().largestMessage().orElse(Layout.LARGEST);
        parts = new Parts(Math.max(1, largest), handler, notices);
        files = new FileReception(settings.host().files(), notices, settings.has(PeripheralVariant.NAK_FOR_FILE_GAP));
        lights = new Lights(identity, notices);
        outputs = new Outputs(identity, notices);
        displays = new Displays(identity, notices);
        points = new Points(identity);
    }

    void identification(PdIdentification other) {
        identification = other;
    }

    CommunicationSettings communication() {
        return communication;
    }

    void communication(CommunicationSettings moved) {
        communication = moved;
    }

    /** The largest frame the panel takes. */
    int panelSize() {
        return panelSize;
    }

    /** What belonged to the conversation ends: a restart with number 0, or the panel is gone. */
    void conversationEnded() {
        parts.forget();
        files.discard();
        panelSize = Layout.LEAST_RECEIVED;
    }

    Answer carryOut(Command command, long now) {
        if (command instanceof MalformedCommand malformed) {
            return malformed(malformed);
        }
        return switch (command.code()) {
            case CommandCode.POLL -> poll();
            case CommandCode.ID -> identify((IdRequest) command);
            case CommandCode.CAP -> capabilities((CapabilitiesRequest) command);
            case CommandCode.LSTAT -> Answer.of(points.local());
            case CommandCode.ISTAT -> points.hasInputs() ? Answer.of(points.inputs()) : unsupported();
            case CommandCode.OSTAT -> outputs.exist() ? Answer.of(outputs.status()) : unsupported();
            case CommandCode.RSTAT -> points.hasReaders() ? Answer.of(points.readers()) : unsupported();
            case CommandCode.OUT -> switchOutputs((OutputControl) command, now);
            case CommandCode.LED -> lights.exist() ? doneIf(lights.set((LedControl) command, now)) : unsupported();
            case CommandCode.BUZ ->
                displays.canSound() ? doneIf(displays.sound((BuzzerControl) command)) : unsupported();
            case CommandCode.TEXT ->
                displays.canShow() ? doneIf(displays.show((TextOutput) command, now)) : unsupported();
            case CommandCode.COMSET -> move((CommunicationChange) command);
            case CommandCode.KEYSET -> keySet((KeySet) command);
            case CommandCode.ACURXSIZE -> panelSize((PanelReceiveSize) command);
            case CommandCode.KEEPACTIVE -> keepActive((KeepActive) command);
            case CommandCode.ABORT -> abort();
            case CommandCode.FILETRANSFER -> files.take((FileTransfer) command, hasReport());
            default -> byHost(command);
        };
    }

    private Answer malformed(MalformedCommand command) {
        int code = command.code();
        if (code == CommandCode.GENAUTH || code == CommandCode.CRAUTH) {
            parts.broken();
        } else if (code == CommandCode.FILETRANSFER) {
            files.discard();
        } else if (code == CommandCode.KEYSET) {
            notices.fault(PeripheralFault.KEY_REFUSED);
        }
        notices.fault(command.fault() == Fault.LENGTH ? PeripheralFault.LENGTH : PeripheralFault.CONTENT);
        return Answer.refused(command.fault().nak());
    }

    private Answer byHost(Command command) {
        Answer answer = switch (command.code()) {
            case CommandCode.MFG -> host(() -> handler.manufacturer((ManufacturerCommand) command));
            case CommandCode.XWR -> host(() -> handler.transparent((TransparentCommand) command));
            case CommandCode.PIVDATA -> host(() -> handler.pivData((PivDataRequest) command));
            case CommandCode.GENAUTH -> parts.take(command.code(), ((GeneralAuthenticate) command).fragment());
            case CommandCode.CRAUTH -> parts.take(command.code(), ((ChallengeAuthenticate) command).fragment());
            case CommandCode.BIOREAD -> host(() -> handler.scan((BiometricRead) command));
            case CommandCode.BIOMATCH -> host(() -> handler.match((BiometricMatch) command));
            case CommandCode.TDSET -> host(() -> handler.clock((ClockSetting) command));
            default -> Answer.unsupported();
        };
        return answer.equals(Answer.unsupported()) ? unsupported() : answer;
    }

    private Answer host(Supplier<Answer> call) {
        return notices.ask(call, Answer.refused(NakCode.RECORD));
    }

    private Answer unsupported() {
        notices.fault(PeripheralFault.UNSUPPORTED);
        return settings.has(PeripheralVariant.NAK_1_FOR_UNSUPPORTED)
                ? Answer.refused(NakCode.CHECK)
                : Answer.unsupported();
    }

    private Answer doneIf(boolean possible) {
        if (possible) {
            return Answer.done();
        }
        notices.fault(PeripheralFault.CONTENT);
        return Answer.refused(NakCode.RECORD);
    }

    private boolean hasReport() {
        return parts.hasNext() || !reports.isEmpty();
    }

    /** One report; a message that is sent in parts goes on first. */
    private Answer poll() {
        Answer next = reports.next();
        return next == null ? Answer.done() : next;
    }

    private Answer identify(IdRequest request) {
        int type = request.type().orElse(0);
        ExtendedIdentification extended = settings.identity().extended();
        if (type == 1 && extended != null) {
            return new Answer.InParts(ReplyCode.EXT_PDID, extended.toOctets());
        }
        if (type == 1 && settings.has(PeripheralVariant.NAK_FOR_EXTENDED_ID)) {
            return unsupported();
        }
        return type <= 1 ? Answer.of(identification) : doneIf(false);
    }

    private Answer capabilities(CapabilitiesRequest request) {
        if (request.type().orElse(0) > 1) {
            return doneIf(false);
        }
        PdCapabilities all = settings.identity().capabilities();
        if (!settings.has(PeripheralVariant.DOWNGRADED_CAPABILITIES)) {
            return Answer.of(all);
        }
        List<Capability> lowered = all.capabilities().stream()
                .map(c -> c.function() == Capability.SECURITY ? new Capability(c.function(), 0, 0) : c)
                .toList();
        return Answer.of(new PdCapabilities(lowered));
    }

    private Answer switchOutputs(OutputControl command, long now) {
        if (!outputs.exist()) {
            return unsupported();
        }
        if (!outputs.set(command, now)) {
            return doneIf(false);
        }
        return settings.has(PeripheralVariant.ACK_TO_OUT) ? Answer.done() : Answer.of(outputs.status());
    }

    /** What is not supported is answered with what is, so that the panel knows where the device stays. */
    private Answer move(CommunicationChange command) {
        CommunicationSettings wanted = command.settings();
        boolean rate = RATES.contains(wanted.baudRate()) || wanted.baudRate() == communication.baudRate();
        if (wanted.address() <= MOST_ADDRESS && rate) {
            return Answer.of(new CommunicationReport(wanted));
        }
        notices.fault(PeripheralFault.CONTENT);
        return settings.has(PeripheralVariant.NAK_FOR_UNSUPPORTED_COMSET)
                ? Answer.refused(NakCode.RECORD)
                : Answer.of(new CommunicationReport(communication));
    }

    private Answer keySet(KeySet command) {
        NakCode refusal = security.install(command);
        return refusal == null ? Answer.done() : Answer.refused(refusal);
    }

    private Answer panelSize(PanelReceiveSize command) {
        panelSize = Math.min(Layout.LARGEST, Math.max(Layout.LEAST_RECEIVED, command.size()));
        return Answer.done();
    }

    private Answer keepActive(KeepActive command) {
        notices.tell(listener -> listener.keepActive(command.time()));
        return Answer.done();
    }

    private Answer abort() {
        parts.forget();
        files.discard();
        return Answer.done();
    }
}
