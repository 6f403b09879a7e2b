package dev.openaxis.benchmarks.http;

import dev.openaxis.benchmarks.fleet.Fleet;
import dev.openaxis.benchmarks.fleet.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * One client in one mode.
 *
 * @param name as in the table
 * @param mode how it speaks to the devices
 * @param share what part of the requests it gets, but at least one: slow clients get fewer, rates are what counts
 * @param note what a reader of the table should know
 * @param opening makes a fresh client
 */
record Contender(String name, Mode mode, double share, String note, BiFunction<Fleet, Mode, LoadClient> opening) {
    static final String OURS = "axis-device-sdk";
    static final String BARE = "bare Netty loop";

    private static final String AHC = "async-http-client";
    private static final String JDK = "java.net.http";
    private static final String OK_HTTP = "okhttp";
    private static final double PART = 0.3;
    private static final double LITTLE = 0.04;
    /** Two requests by default, each of which takes a second. */
    private static final double WAITING = 0.035;

    private static final double ONE_REQUEST = 0;
    /** How many handshakes at once a bare client may have: which is fastest depends on the cores. */
    private static final List<Integer> BOUNDS = List.of(32, 128);

    private static final List<Contender> ALL = everybody();

    /** Everybody who takes part; the place in this list is a contender's number. */
    static List<Contender> all() {
        return ALL;
    }

    private static List<Contender> everybody() {
        List<Contender> all = new ArrayList<>();
        all.add(new Contender(OURS, Mode.NOAUTH, 1, "defaults, deadlines on", SdkClient::new));
        all.add(new Contender(BARE, Mode.NOAUTH, 1, "upper limit: no deadlines", BareNettyClient::new));
        all.add(new Contender(AHC, Mode.NOAUTH, 1, "loops as ours", AsyncHttpClientClient::new));
        all.add(new Contender(JDK, Mode.NOAUTH, LITTLE, "", JdkClient::new));
        all.add(new Contender(OK_HTTP, Mode.NOAUTH, LITTLE, "limits raised", OkHttpLoadClient::new));
        all.addAll(logIns(Mode.DIGEST, Mode.DIGEST_SIZED));
        all.addAll(logIns(Mode.SHA256, Mode.SHA256_SIZED));
        all.add(new Contender(OURS, Mode.SLOW, WAITING, "defaults, deadlines on", SdkClient::new));
        all.add(new Contender(BARE, Mode.SLOW, WAITING, "no deadlines", BareNettyClient::new));
        all.add(new Contender(AHC, Mode.SLOW, WAITING, "loops as ours", AsyncHttpClientClient::new));
        all.add(new Contender(JDK, Mode.SLOW, WAITING, "", JdkClient::new));
        all.add(new Contender(OK_HTTP, Mode.SLOW, WAITING, "limits raised", OkHttpLoadClient::new));
        all.add(new Contender(OURS, Mode.TLS, ONE_REQUEST, "defaults, pin per device", SdkClient::new));
        BOUNDS.forEach(bound -> all.add(new Contender(
                BARE,
                Mode.TLS,
                ONE_REQUEST,
                "context per device, " + bound + " handshakes at once",
                (fleet, mode) -> new BareNettyClient(fleet, mode, bound))));
        all.add(new Contender(
                AHC, Mode.TLS, ONE_REQUEST, "context per device, all handshakes at once", AsyncHttpClientClient::new));
        return List.copyOf(all);
    }

    /** Those who log in, whatever the algorithm is. */
    private static List<Contender> logIns(Mode chunked, Mode sized) {
        return List.of(
                new Contender(OURS, chunked, 1, "defaults, deadlines on", SdkClient::new),
                new Contender(
                        AHC, chunked, LITTLE, "its digest; reconnects after each 401", AsyncHttpClientClient::new),
                new Contender(
                        AHC, sized, PART, "its digest; 401 not chunked: stays connected", AsyncHttpClientClient::new),
                new Contender("jdk+own-digest", chunked, LITTLE, "java.net.http, nonce reused", JdkClient::new));
    }

    Stage stage() {
        return Stage.of(mode);
    }

    LoadClient open(Fleet fleet) {
        return opening.apply(fleet, mode);
    }

    int requests(int full) {
        return Math.max(1, (int) Math.round(full * share));
    }

    @Override
    public String toString() {
        return name + ", " + stage().label() + (note.isEmpty() ? "" : " (" + note + ")");
    }
}
