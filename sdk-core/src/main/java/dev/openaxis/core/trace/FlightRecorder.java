package dev.openaxis.core.trace;

import dev.openaxis.core.internal.trace.Recorder;
import java.time.Clock;

/**
 * Remembers the last things said to each device: requests, answers, connections with their certificates, WebSocket messages,
 * failures and what they may have changed. Bounded in entries, bytes and age; off unless it is given to
 * {@link dev.openaxis.core.AxisRuntime.Builder#recorder a runtime}. Safe for any number of threads and runtimes.
 *
 * <p>Secrets are removed before anything is kept, so neither the recorder's memory nor an export holds one:
 *
 * <ul>
 *   <li>the values of {@code Authorization}, {@code Proxy-Authorization}, {@code Cookie} and {@code Set-Cookie} but for the
 *       scheme; of a challenge everything but realm, algorithm, qop and stale;
 *   <li>what stands in a query, form, multipart, JSON or XML field, at any depth, or in a parameter line, whose name speaks of
 *       a password, passphrase, secret, token, key, community, PIN or card number, as VAPIX names them. Reference tokens of
 *       events such as {@code RelayToken} are no secrets;
 *   <li>private keys in PEM form, accounts in URLs, the answer of {@code wssession.cgi};
 *   <li>the password or token of the device's credentials, and everything hidden in the request, wherever it comes back:
 *       plain, percent-encoded, Base64, hexadecimal, JSON- or XML-escaped, in any case of letters. A secret of less than four
 *       characters is found where it stands as a word of its own, if it is one. Of more than 64 secrets in one exchange, or 8 Ki
 *       characters of them, the others are hidden in their fields only.
 * </ul>
 *
 * <p>A text that mentions such a name and cannot be read as one of these forms is dropped; so are binary bodies, bodies that are
 * streamed (uploads, downloads, answers in parts) and what is longer than 256 KiB. Their length is kept, never a hash: that of a
 * short secret could be guessed. What is a secret only for a human, such as a bare number in a field called {@code value},
 * nobody can know here: look through a trace before it leaves the house.
 *
 * <p>While it is on, every exchange is read once on its device's event loop: some tens of microseconds for an ordinary answer,
 * about a tenth of a second for the longest that is read.
 */
public sealed interface FlightRecorder permits Recorder {

    /**
     * A recorder with the default limits.
     *
     * @return a new recorder
     */
    static FlightRecorder create() {
        return limitedTo(RecordingLimits.defaults());
    }

    /**
     * A recorder with other limits.
     *
     * @param limits how much it keeps
     * @return a new recorder
     */
    static FlightRecorder limitedTo(RecordingLimits limits) {
        return new Recorder(limits, Clock.systemUTC());
    }

    /**
     * What is kept at this moment. Recording goes on meanwhile and does not change it.
     *
     * @return the entries of all devices, oldest first
     */
    Recording recording();

    /**
     * How many entries are kept.
     *
     * @return entries of all devices
     */
    int entries();

    /**
     * How much memory they take.
     *
     * @return bytes, bookkeeping included; never more than {@link RecordingLimits#bytesInAll}
     */
    long bytes();

    /**
     * How many entries had to go because of a limit, or could not be kept at all.
     *
     * @return entries since the recorder was made
     */
    long dropped();

    /** Forgets everything. */
    void clear();
}
