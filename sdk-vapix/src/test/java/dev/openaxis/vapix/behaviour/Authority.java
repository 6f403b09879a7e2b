package dev.openaxis.vapix.behaviour;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * An authority that openssl made, and the certificate of a server on 127.0.0.1 that it issued.
 *
 * @param certificate the authority's own certificate
 * @param server file with the server's certificate
 * @param serverKey file with the key to it
 */
record Authority(X509Certificate certificate, Path server, Path serverKey) {
    private static final String EXTENSIONS = """
            [req]
            distinguished_name = name
            [name]
            [authority]
            basicConstraints = critical, CA:TRUE
            [server]
            subjectAltName = IP:127.0.0.1
            """;

    /**
     * Makes one.
     *
     * @param folder where its files go; made if it is not there
     */
    static Authority create(Path folder, String name) {
        String openssl = ForeignPrograms.find("openssl", "openssl", "openssl").toString();
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("extensions.cnf"), EXTENSIONS);
            request(folder, openssl, "/CN=" + name, "authority", "-x509", "-extensions", "authority", "-days", "2");
            request(folder, openssl, "/CN=127.0.0.1", "server");
            List<String> issue = new ArrayList<>(List.of(openssl, "x509", "-req", "-in", "server.pem"));
            issue.addAll(List.of("-CA", "authority.pem", "-CAkey", "authority.key", "-set_serial", "2", "-days", "2"));
            issue.addAll(List.of("-extfile", "extensions.cnf", "-extensions", "server", "-out", "issued.pem"));
            ForeignPrograms.run(folder, issue);
            try (InputStream pem = Files.newInputStream(folder.resolve("authority.pem"))) {
                return new Authority(
                        (X509Certificate)
                                CertificateFactory.getInstance("X.509").generateCertificate(pem),
                        folder.resolve("issued.pem"),
                        folder.resolve("server.key"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("openssl made no certificate", e);
        }
    }

    /** A new key with a request to sign it, or with a certificate if it signs itself. */
    private static void request(Path folder, String openssl, String subject, String file, String... more) {
        List<String> command = new ArrayList<>(List.of(openssl, "req", "-new", "-config", "extensions.cnf", "-nodes"));
        command.addAll(List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", subject));
        command.addAll(List.of("-keyout", file + ".key", "-out", file + ".pem"));
        command.addAll(List.of(more));
        ForeignPrograms.run(folder, command);
    }
}
