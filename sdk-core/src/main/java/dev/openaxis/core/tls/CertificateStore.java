package dev.openaxis.core.tls;

import dev.openaxis.core.internal.tls.FileCertificateStore;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Remembers which certificate a device presented first ({@link TrustPolicy#firstUse}). Methods are called on a thread kept
 * for look-ups and may block; they may be called at the same time for several devices.
 */
public interface CertificateStore {

    /**
     * A store in a text file with a line per device: address, fingerprint, and when it was first seen. Lines may be removed
     * by hand to let a device present another certificate. Several processes may share the file; changes are written whole
     * and put in place at once.
     *
     * @param file the file; made with its first entry, readable and writable by its owner only where the file system
     *     knows owners
     * @return the store; I/O errors are {@link java.io.UncheckedIOException}
     */
    static CertificateStore file(Path file) {
        return new FileCertificateStore(file);
    }

    /**
     * What was remembered.
     *
     * @param device host, and port where it is not 443: {@link dev.openaxis.core.DeviceAddress#authority()}
     * @return SHA-256 fingerprint, 64 lower-case hex digits, or empty if the device was not seen yet
     */
    Optional<String> find(String device);

    /**
     * Remembers a certificate, unless there is one already.
     *
     * @param device host, and port where it is not 443
     * @param sha256 fingerprint, 64 lower-case hex digits
     * @return the fingerprint that is remembered now: this one, or the one that was there before
     */
    String rememberFirst(String device, String sha256);

    /**
     * Forgets a device, for example after its certificate was replaced on purpose.
     *
     * @param device host, and port where it is not 443
     */
    void forget(String device);
}
