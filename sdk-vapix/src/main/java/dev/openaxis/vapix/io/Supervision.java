package dev.openaxis.vapix.io;

import java.util.OptionalInt;

/**
 * How a port is supervised at the moment (VAPIX supervised-io, getSupervised).
 *
 * @param port which port
 * @param supervisable whether it can be supervised
 * @param supervised whether it is
 * @param state what its circuit is found to be; {@link SupervisedState#UNDEFINED} where the device says something else
 * @param rawState the device's own word, possibly empty
 * @param level the level measured, in raw converter counts; empty where there is no reading, as on an A9910
 */
public record Supervision(
        PortId port,
        boolean supervisable,
        boolean supervised,
        SupervisedState state,
        String rawState,
        OptionalInt level) {}
