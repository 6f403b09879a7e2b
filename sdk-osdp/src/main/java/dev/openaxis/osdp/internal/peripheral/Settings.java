package dev.openaxis.osdp.internal.peripheral;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.ExtendedIdentification;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.peripheral.CommandHandler;
import dev.openaxis.osdp.peripheral.FileReceiver;
import dev.openaxis.osdp.peripheral.KeyStorage;
import dev.openaxis.osdp.peripheral.PeripheralListener;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import dev.openaxis.osdp.peripheral.ReportOverflow;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a device is made with.
 *
 * @param communication address 0 to 126, and the line's baud rate
 * @param identity who it says it is
 * @param protection its key, and what is refused without a session
 * @param host who carries out and hears what
 * @param timing when it speaks
 * @param reports what waits for the panel
 * @param variants how it differs from what the sources recommend
 */
public record Settings(
        CommunicationSettings communication,
        Identity identity,
        Protection protection,
        Host host,
        Timing timing,
        Reports reports,
        Set<PeripheralVariant> variants) {

    /** Takes a copy. */
    public Settings {
        variants = Set.copyOf(variants);
    }

    /**
     * Who a device says it is.
     *
     * @param identification PDID
     * @param extended EXT_PDID; null if it has none
     * @param clientId cUID, 8 bytes
     * @param capabilities PDCAP, and what the device really has
     */
    public record Identity(
            PdIdentification identification,
            @Nullable ExtendedIdentification extended,
            Octets clientId,
            PdCapabilities capabilities) {

        /** How many objects of a function there are; 0 without the function. */
        int objects(int function) {
            return capabilities.find(function).map(Capability::objects).orElse(0);
        }

        /** Whether the device does anything of a function. */
        boolean does(int function) {
            return capabilities.find(function).map(Capability::compliance).orElse(0) > 0;
        }

        /** Readers there are; a device that says nothing of them is one. */
        int readers() {
            return Math.max(1, objects(Capability.READERS));
        }
    }

    /**
     * What keeps others out.
     *
     * @param key the device's own; null if it has none
     * @param required whether commands need a session
     * @param installMode how long SCBK-D is taken after the start; zero for not at all
     * @param random a cryptographic generator
     */
    public record Protection(@Nullable Scbk key, boolean required, Duration installMode, SecureRandom random) {}

    /**
     * The host.
     *
     * @param handler carries out
     * @param listener hears
     * @param keys keeps the key
     * @param files takes files; null if none are taken
     */
    public record Host(
            CommandHandler handler,
            PeripheralListener listener,
            KeyStorage keys,
            @Nullable FileReceiver files) {}

    /**
     * When a device speaks.
     *
     * @param replyDelay from the end of a command to the reply, at least two characters
     * @param betweenCharacters how long the line may be silent inside a frame
     */
    public record Timing(Duration replyDelay, Duration betweenCharacters) {}

    /**
     * What waits for the panel.
     *
     * @param limit how many reports at most
     * @param overflow which gives way
     */
    public record Reports(int limit, ReportOverflow overflow) {}

    boolean has(PeripheralVariant variant) {
        return variants.contains(variant);
    }
}
