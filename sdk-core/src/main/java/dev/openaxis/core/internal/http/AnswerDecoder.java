package dev.openaxis.core.internal.http;

import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/**
 * Netty's decoder for one exchange at a time, which also tells whether bytes came that belong to no complete answer: a
 * later request must not take them for the beginning of its own.
 */
final class AnswerDecoder extends HttpResponseDecoder {
    private static final int MAX_LINE = 4096;
    private static final int MAX_HEAD = 64 * 1024;
    private static final int MAX_CHUNK = 8192;

    private int begun;
    private boolean bodiless;

    AnswerDecoder() {
        super(MAX_LINE, MAX_HEAD, MAX_CHUNK);
    }

    /** Says whether the request about to be sent is one whose answers have no body ({@code HEAD}). */
    void expect(boolean withoutBody) {
        bodiless = withoutBody;
    }

    /** Whether something has come after the given number of answers, be it less than a head. */
    boolean hasMoreThan(int answers) {
        return begun != answers || actualReadableBytes() > 0;
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        begun++;
        return super.createMessage(initialLine);
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return bodiless || super.isContentAlwaysEmpty(message);
    }
}
