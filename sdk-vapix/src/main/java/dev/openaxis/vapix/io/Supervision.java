package dev.openaxis.vapix.io;

import java.util.OptionalInt;

/**
 * How a port is supervised at the moment (VAPIX supervised-io, getSupervised; on the A9161 and the A9188 VAPIX
 * input-and-outputs, axgpio:GetPort).
 *
 * @param port which port
 * @param supervisable whether it can be supervised
 * @param supervised whether it is
 * @param state what its circuit is found to be; {@link SupervisedState#UNDEFINED} where the device says something else
 * @param rawState the device's own word, possibly empty
 * @param level the level measured; empty where there is no reading, as on an A9910, and over axgpio while it is not supervised
 * @param unit what the level is counted in
 */
public record Supervision(
        PortId port,
        boolean supervisable,
        boolean supervised,
        SupervisedState state,
        String rawState,
        OptionalInt level,
        LevelUnit unit) {}
