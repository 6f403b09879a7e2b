package dev.openaxis.benchmarks.http;

/** A client under load: sends the one request of the benchmark to a device and tells how it ended. */
interface LoadClient extends AutoCloseable {

    /** Where answers are reported, on whatever thread the client calls its users. */
    interface Answers {
        /** A complete answer, its body in memory. */
        void answered(int device, int status, int bodyBytes);

        /** No answer. */
        void failed(int device, Throwable cause);
    }

    /** Sends a request without waiting. A device has one request at a time. */
    void send(int device, Answers answers);

    /** Closes connections and ends the client's threads as far as it can. */
    @Override
    void close();
}
