package dev.openaxis.benchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What may be set on the command line.
 *
 * @param rounds measured rounds, 1 to 99; 7 is the least that is worth quoting
 * @param devices device addresses, 1 to 4,000
 * @param slowDevices device addresses that take a second for an answer, 1 to 8,000
 * @param tlsDevices device addresses to which a new client connects over TLS, 1 to 4,000
 * @param requests requests per device and round of the fast clients, 1 to 1,000; slow ones get a fraction
 * @param limit no round starts after this time, in http none that would end later; at 30 s more the run has failed
 * @param megabytes size of the uploaded file, 1 to 2,000
 * @param modes which modes to run
 * @param clients only clients whose name contains one of these
 */
public record Options(
        int rounds,
        int devices,
        int slowDevices,
        int tlsDevices,
        int requests,
        Duration limit,
        int megabytes,
        int streams,
        int eventsPerSecond,
        int eventSeconds,
        Set<String> modes,
        Set<String> clients) {
    /** The options in words. */
    public static final String USAGE = String.join(
            System.lineSeparator(),
            "options: --rounds N          measured rounds (7)",
            "         --devices N         device addresses (2000)",
            "         --slow-devices N    devices that take a second for an answer (twice --devices)",
            "         --tls-devices N     devices a new client connects to over TLS (as --devices)",
            "         --requests N        requests per device and round of the fast clients (60)",
            "         --seconds-limit N   the measured rounds are over by then (http 780, others 280)",
            "         --megabytes N       size of the uploaded file (400)",
            "         --streams N         devices that are listened to at once (5000)",
            "         --events N          events per second from all of them (50000)",
            "         --event-seconds N   how long they tell events, twice (30)",
            "         --modes a,b         of noauth,digest,sha256,slow,tls (all)",
            "         --clients a,b       only clients whose name contains one of the texts; for profiling");

    private static final Set<String> MODES = Set.of("noauth", "digest", "sha256", "slow", "tls");

    /**
     * Reads the command line.
     *
     * @param arguments options and their values
     * @param normalLimit seconds after which no further round starts if nothing else is asked for
     * @return the options
     * @throws IllegalArgumentException if an option is unknown or out of range
     */
    public static Options parse(String[] arguments, int normalLimit) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length || !USAGE.contains(" " + arguments[i] + " ")) {
                throw new IllegalArgumentException("unknown option or no value: " + arguments[i] + "\n" + USAGE);
            }
            given.put(arguments[i], arguments[i + 1]);
        }
        Set<String> modes =
                given.containsKey("--modes") ? Set.of(given.get("--modes").split(",")) : MODES;
        if (!MODES.containsAll(modes)) {
            throw new IllegalArgumentException("unknown mode in " + modes + "\n" + USAGE);
        }
        int devices = number(given, "--devices", 2000, 4000);
        return new Options(
                number(given, "--rounds", 7, 99),
                devices,
                number(given, "--slow-devices", 2 * devices, 8000),
                number(given, "--tls-devices", devices, 4000),
                number(given, "--requests", 60, 1000),
                Duration.ofSeconds(number(given, "--seconds-limit", normalLimit, 3600)),
                number(given, "--megabytes", 400, 2000),
                number(given, "--streams", 5000, 6000),
                number(given, "--events", 50_000, 1_000_000),
                number(given, "--event-seconds", 30, 600),
                modes,
                Set.of(given.getOrDefault("--clients", "").split(",")));
    }

    private static int number(Map<String, String> given, String name, int normal, int most) {
        String text = given.getOrDefault(name, Integer.toString(normal));
        int value = Integer.parseInt(text);
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " is out of range 1 to " + most + ": " + text);
        }
        return value;
    }
}
