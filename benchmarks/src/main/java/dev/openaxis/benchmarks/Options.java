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
 * @param tlsDevices how many of them are spoken to over TLS: thousands of handshakes take longer than all the rest
 * @param requests requests per device and round of the fast clients, 1 to 1,000; slow ones get a fraction
 * @param limit after this time no further round starts; at 30 s more the run is ended as failed
 * @param megabytes size of the uploaded file, 1 to 2,000
 * @param modes which modes to run
 * @param clients only clients whose name contains one of these
 */
public record Options(
        int rounds,
        int devices,
        int tlsDevices,
        int requests,
        Duration limit,
        int megabytes,
        Set<String> modes,
        Set<String> clients) {
    /** The options in words. */
    public static final String USAGE = String.join(
            System.lineSeparator(),
            "options: --rounds N          measured rounds (7)",
            "         --devices N         device addresses (2000)",
            "         --tls-devices N     how many of them over TLS (500)",
            "         --requests N        requests per device and round of the fast clients (50)",
            "         --seconds-limit N   no further round starts after this time (280)",
            "         --megabytes N       size of the uploaded file (400)",
            "         --modes a,b         of noauth,digest,tls (all)",
            "         --clients a,b       only clients whose name contains one of the texts; for profiling");

    private static final Set<String> MODES = Set.of("noauth", "digest", "tls");

    /**
     * Reads the command line.
     *
     * @param arguments options and their values
     * @return the options
     * @throws IllegalArgumentException if an option is unknown or out of range
     */
    public static Options parse(String[] arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length || !USAGE.contains(" " + arguments[i] + " ")) {
                throw new IllegalArgumentException("unknown option or no value: " + arguments[i] + "\n" + USAGE);
            }
            given.put(arguments[i], arguments[i + 1]);
        }
        Set<String> modes =
                Set.of(given.getOrDefault("--modes", "noauth,digest,tls").split(","));
        if (!MODES.containsAll(modes)) {
            throw new IllegalArgumentException("unknown mode in " + modes + "\n" + USAGE);
        }
        return new Options(
                number(given, "--rounds", 7, 99),
                number(given, "--devices", 2000, 4000),
                number(given, "--tls-devices", 500, 4000),
                number(given, "--requests", 50, 1000),
                Duration.ofSeconds(number(given, "--seconds-limit", 280, 3600)),
                number(given, "--megabytes", 400, 2000),
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
