package dev.openaxis.benchmarks.http;

import dev.openaxis.benchmarks.fleet.Fleet;
import dev.openaxis.benchmarks.fleet.Mode;
import java.util.List;
import java.util.function.BiFunction;

/**
 * One client in one mode.
 *
 * @param name as in the table
 * @param mode how it speaks to the devices
 * @param share what part of the requests it gets: slow clients get fewer, rates are what counts
 * @param note what a reader of the table should know
 * @param opening makes a fresh client
 */
record Contender(String name, Mode mode, double share, String note, BiFunction<Fleet, Mode, LoadClient> opening) {
    static final String OURS = "axis-device-sdk";
    static final String BARE = "bare Netty loop";

    private static final double HALF = 0.5;
    private static final double SLOW = 0.08;

    /** Everybody who takes part. */
    static List<Contender> all() {
        return List.of(
                new Contender(OURS, Mode.NOAUTH, 1, "defaults, deadlines on", SdkClient::new),
                new Contender(BARE, Mode.NOAUTH, 1, "upper limit: no deadlines", BareNettyClient::new),
                new Contender("async-http-client", Mode.NOAUTH, 1, "loops as ours", AsyncHttpClientClient::new),
                new Contender("java.net.http", Mode.NOAUTH, SLOW, "", JdkClient::new),
                new Contender("okhttp", Mode.NOAUTH, SLOW, "limits raised", OkHttpLoadClient::new),
                new Contender(OURS, Mode.DIGEST, 1, "defaults, deadlines on", SdkClient::new),
                new Contender(
                        "async-http-client",
                        Mode.DIGEST,
                        SLOW,
                        "its digest; reconnects after each 401",
                        AsyncHttpClientClient::new),
                new Contender(
                        "async-http-client",
                        Mode.DIGEST_SIZED,
                        HALF,
                        "its digest; 401 not chunked: stays connected",
                        AsyncHttpClientClient::new),
                new Contender("jdk+own-digest", Mode.DIGEST, SLOW, "java.net.http, nonce reused", JdkClient::new),
                new Contender(OURS, Mode.TLS, HALF, "pin per device", SdkClient::new),
                new Contender(BARE, Mode.TLS, HALF, "context per device", BareNettyClient::new),
                new Contender("async-http-client", Mode.TLS, HALF, "context per device", AsyncHttpClientClient::new));
    }

    LoadClient open(Fleet fleet) {
        return opening.apply(fleet, mode);
    }

    int requests(int full) {
        return Math.max(1, (int) Math.round(full * share));
    }

    @Override
    public String toString() {
        return name + ", " + mode.label();
    }
}
