package dev.openaxis.osdp.message;

/**
 * What a control panel asks a peripheral device (ACU to PD): OSDP v2.2, Annex A. Whatever arrives is one of these: contents that cannot be read
 * are a {@link MalformedCommand}, codes without a known layout an {@link UnknownCommand}.
 */
public sealed interface Command
        permits Abort,
                BiometricMatch,
                BiometricRead,
                BuzzerControl,
                CapabilitiesRequest,
                Challenge,
                ChallengeAuthenticate,
                ClockSetting,
                CommunicationChange,
                FileTransfer,
                GeneralAuthenticate,
                IdRequest,
                InputStatusRequest,
                KeepActive,
                KeySet,
                LedControl,
                LegacyAbort,
                LocalStatusRequest,
                MalformedCommand,
                ManufacturerCommand,
                OutputControl,
                OutputStatusRequest,
                PanelReceiveSize,
                PivDataRequest,
                Poll,
                ReaderStatusRequest,
                ServerCryptogram,
                TextOutput,
                TransparentCommand,
                UnknownCommand {

    /**
     * The code on the wire.
     *
     * @return 0 to 255, see {@link CommandCode}
     */
    int code();
}
