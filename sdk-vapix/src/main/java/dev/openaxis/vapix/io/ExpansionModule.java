package dev.openaxis.vapix.io;

import dev.openaxis.core.UnverifiedMappingException;

/**
 * The ports of one A9910, by the accepted {@link PortMap}. Eight I/O and four relays, which appear among the ports of the
 * device (manual A9910; that they do was observed).
 */
public final class ExpansionModule {
    private final Io io;
    private final ModuleId id;

    ExpansionModule(Io io, ModuleId id) {
        this.io = io;
        this.id = id;
    }

    /**
     * Which module.
     *
     * @return its id
     */
    public ModuleId id() {
        return id;
    }

    /**
     * One of its I/O.
     *
     * @param number 1 to 8, as printed
     * @return the port it is
     * @throws UnverifiedMappingException if the accepted map does not have it
     */
    public PortId io(int number) {
        return io.mapped(id, PortMap.ioTerminal(number));
    }

    /**
     * One of its relays. Does no I/O.
     *
     * @param number 1 to 4, as printed
     * @return a handle on it
     * @throws UnverifiedMappingException if the accepted map does not have it
     */
    public Output relay(int number) {
        return io.relay(RelayId.of(io.mapped(id, PortMap.relayTerminal(number)).index()));
    }

    @Override
    public String toString() {
        return "A9910 " + id;
    }
}
