package dev.openaxis.osdp.event;

import dev.openaxis.core.live.DeviceEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something a peripheral device told or the panel found out about it. Topics are the SDK's own, as OSDP has none: {@code OSDP/Card}
 * and so on. OSDP carries no times, so there is no {@link #deviceTime()}.
 */
public sealed interface OsdpEvent extends DeviceEvent
        permits AttachedReaderReported,
                CardPresented,
                CardTextPresented,
                ChannelChanged,
                ConnectionChanged,
                InputReported,
                KeysPressed,
                LocalStatusReported,
                OtherReported,
                OutputReported,
                SecurityAlarm {

    /**
     * Which peripheral device.
     *
     * @return the name the host gave it, see {@code PeripheralSettings}
     */
    String peripheral();

    /**
     * The same as {@link #peripheral()}: the serial numbers of readers are not reliably their own.
     *
     * @return the name
     */
    @Override
    default String serial() {
        return peripheral();
    }

    @Override
    default Map<String, String> source() {
        return Map.of("peripheral", peripheral());
    }

    @Override
    default Optional<Instant> deviceTime() {
        return Optional.empty();
    }

    @Override
    default boolean stateful() {
        return false;
    }
}
