package dev.openaxis.vapix.io;

import java.time.Duration;
import java.util.Optional;

/**
 * A door that is watched, not locked: how its contacts are wired and what it may do. After the fields of AXIS Door Monitoring
 * (manual A9210), which this does not use: the watching is done by this program.
 *
 * @param name display name, not blank
 * @param position the input with the door position switch, active while the door is open
 * @param requestToExit the input with the request to exit, active when somebody wants out; on an A9210 only I/O 1 or I/O 2
 *     (manual A9210)
 * @param openTooLong how long it may stay open, 1 ms to 24 h
 * @param accessTime how long it may be opened after a request to exit or an access, 1 ms to 24 h
 */
public record MonitoredDoor(
        String name, PortId position, Optional<PortId> requestToExit, Duration openTooLong, Duration accessTime) {
    private static final Duration LONGEST = Duration.ofHours(24);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of range, or both contacts are the same port
     */
    public MonitoredDoor {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a door has a name");
        }
        if (requestToExit.isPresent() && requestToExit.get().equals(position)) {
            throw new IllegalArgumentException("one port cannot be both contacts: " + position);
        }
        requireInRange(openTooLong);
        requireInRange(accessTime);
    }

    private static void requireInRange(Duration time) {
        if (time.toMillis() < 1 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("time out of range 1 ms to 24 h: " + time);
        }
    }

    /**
     * A door with a position switch alone: it may stay open for 30 s, and may be opened for 7 s after an access. Both are
     * ours; what AXIS Door Monitoring begins with is not documented.
     *
     * @param name display name
     * @param position the input with the door position switch
     * @return the door
     */
    public static MonitoredDoor of(String name, PortId position) {
        return new MonitoredDoor(name, position, Optional.empty(), Duration.ofSeconds(30), Duration.ofSeconds(7));
    }

    /**
     * With a request to exit.
     *
     * @param port the input it is wired to
     * @return a copy
     */
    public MonitoredDoor withRequestToExit(PortId port) {
        return new MonitoredDoor(name, position, Optional.of(port), openTooLong, accessTime);
    }

    /**
     * With another time it may stay open.
     *
     * @param time 1 ms to 24 h
     * @return a copy
     */
    public MonitoredDoor withOpenTooLong(Duration time) {
        return new MonitoredDoor(name, position, requestToExit, time, accessTime);
    }

    /**
     * With another time in which it may be opened.
     *
     * @param time 1 ms to 24 h
     * @return a copy
     */
    public MonitoredDoor withAccessTime(Duration time) {
        return new MonitoredDoor(name, position, requestToExit, openTooLong, time);
    }
}
