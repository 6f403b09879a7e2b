package dev.openaxis.osdp.message;

/**
 * What a peripheral device answers a control panel (PD to ACU): OSDP v2.2, Annex A. Whatever arrives is one of these: contents that cannot be read
 * are a {@link MalformedReply}, codes without a known layout an {@link UnknownReply}.
 */
public sealed interface Reply
        permits Ack,
                BiometricMatchResult,
                BiometricTemplate,
                Busy,
                ChallengeAuthenticateResponse,
                ClientCryptogram,
                CommunicationReport,
                ExtendedIdentificationPart,
                FileTransferStatus,
                FormattedCardData,
                GeneralAuthenticateResponse,
                InitialMac,
                InputStatus,
                Keypad,
                LocalStatus,
                MalformedReply,
                ManufacturerError,
                ManufacturerReply,
                ManufacturerStatus,
                Nak,
                OutputStatus,
                PdCapabilities,
                PdIdentification,
                PivData,
                RawCardData,
                ReaderStatus,
                TransparentReply,
                UnknownReply {

    /**
     * The code on the wire.
     *
     * @return 0 to 255, see {@link ReplyCode}
     */
    int code();
}
