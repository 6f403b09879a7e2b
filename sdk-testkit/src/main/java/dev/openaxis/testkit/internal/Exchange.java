package dev.openaxis.testkit.internal;

import org.jspecify.annotations.Nullable;

/** One request being worked on; it is answered at most once, on the device's loop. */
final class Exchange {
    private final Incoming request;
    private final Connection connection;
    private final @Nullable Account user;
    private @Nullable FaultSpec fault;
    private @Nullable String authenticationInfo;
    private boolean answered;

    Exchange(Incoming request, Connection connection, @Nullable Account user) {
        this.request = request;
        this.connection = connection;
        this.user = user;
    }

    Incoming request() {
        return request;
    }

    Connection connection() {
        return connection;
    }

    @Nullable
    Account user() {
        return user;
    }

    @Nullable
    FaultSpec fault() {
        return fault;
    }

    void breakWith(@Nullable FaultSpec spec) {
        fault = spec;
    }

    void authenticationInfo(@Nullable String info) {
        authenticationInfo = info;
    }

    boolean answered() {
        return answered;
    }

    void answer(Answer answer) {
        if (!answered) {
            answered = true;
            connection.write(
                    this, authenticationInfo == null ? answer : answer.with("Authentication-Info", authenticationInfo));
        }
    }

    /** The exchange ends without an ordinary HTTP answer. */
    void answeredOtherwise() {
        answered = true;
    }
}
