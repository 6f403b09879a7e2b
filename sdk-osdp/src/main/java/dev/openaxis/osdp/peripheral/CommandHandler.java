package dev.openaxis.osdp.peripheral;

import dev.openaxis.osdp.message.AuthenticationRequest;
import dev.openaxis.osdp.message.BiometricMatch;
import dev.openaxis.osdp.message.BiometricRead;
import dev.openaxis.osdp.message.ClockSetting;
import dev.openaxis.osdp.message.ManufacturerCommand;
import dev.openaxis.osdp.message.PivDataRequest;
import dev.openaxis.osdp.message.TransparentCommand;

/**
 * Carries out what a device needs its host for: cards, fingers, manufacturers' commands. Called on the line's loop while the
 * panel waits, so it must not block: what takes longer is answered by {@link Answer#done()} and reported later by
 * {@link dev.openaxis.osdp.PeripheralDevice#report}. A repeated command is answered by the device itself and does not come
 * here twice. Whatever is not overridden is refused as unsupported; an exception is refused as NAK 9 and counted.
 */
public interface CommandHandler {

    /**
     * MFG.
     *
     * @param command the command
     * @return for example a {@link dev.openaxis.osdp.message.ManufacturerReply}, or ACK
     */
    default Answer manufacturer(ManufacturerCommand command) {
        return Answer.unsupported();
    }

    /**
     * XWR: transparent mode.
     *
     * @param command the command; the mode is the host's to keep
     * @return for example a {@link dev.openaxis.osdp.message.TransparentReply}, or ACK
     */
    default Answer transparent(TransparentCommand command) {
        return Answer.unsupported();
    }

    /**
     * PIVDATA.
     *
     * @param request which object
     * @return {@link Answer#pivData}, or ACK
     */
    default Answer pivData(PivDataRequest request) {
        return Answer.unsupported();
    }

    /**
     * GENAUTH, once all its parts are there.
     *
     * @param request algorithm, key and template
     * @return {@link Answer#generalAuthentication}, or ACK
     */
    default Answer generalAuthenticate(AuthenticationRequest request) {
        return Answer.unsupported();
    }

    /**
     * CRAUTH, once all its parts are there.
     *
     * @param request algorithm, key and template
     * @return {@link Answer#challengeAuthentication}, or ACK
     */
    default Answer challengeAuthenticate(AuthenticationRequest request) {
        return Answer.unsupported();
    }

    /**
     * BIOREAD.
     *
     * @param command what to scan
     * @return ACK, as a scan takes seconds; NAK 7 or 8 for a type or format that is not taken
     */
    default Answer scan(BiometricRead command) {
        return Answer.unsupported();
    }

    /**
     * BIOMATCH.
     *
     * @param command what to compare with; without a template, the one that was sent as a file
     * @return ACK, as a scan takes seconds; NAK 7 or 8 for a type or format that is not taken
     */
    default Answer match(BiometricMatch command) {
        return Answer.unsupported();
    }

    /**
     * TDSET, which is obsolete.
     *
     * @param command date and time
     * @return ACK
     */
    default Answer clock(ClockSetting command) {
        return Answer.unsupported();
    }
}
