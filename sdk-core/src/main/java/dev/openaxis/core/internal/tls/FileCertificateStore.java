package dev.openaxis.core.internal.tls;

import dev.openaxis.core.tls.CertificateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates in a text file. Read again when it has changed; written under the lock of a file beside it, into a new file
 * that takes its place, so that a reader sees the old or the new one whole.
 */
public final class FileCertificateStore implements CertificateStore {
    private static final Pattern LINE = Pattern.compile("(\\S+)\\s+SHA256:([0-9a-f]{64})\\b.*");

    private record Read(FileTime modified, long size, Map<String, String> lines) {}

    private final Path file;
    private Read last = new Read(FileTime.fromMillis(0), -1, Map.of());

    /** A store in this file, which need not exist yet. */
    public FileCertificateStore(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public Optional<String> find(String device) {
        try {
            return Optional.ofNullable(lines().get(device)).map(FileCertificateStore::fingerprint);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the remembered certificates in " + file, e);
        }
    }

    @Override
    public String rememberFirst(String device, String sha256) {
        String line = device + " SHA256:" + sha256 + " " + Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Map<String, String> now = change(lines -> {
            lines.putIfAbsent(device, line);
            return lines;
        });
        return fingerprint(now.getOrDefault(device, line));
    }

    @Override
    public void forget(String device) {
        change(lines -> {
            lines.remove(device);
            return lines;
        });
    }

    private static String fingerprint(String line) {
        Matcher matcher = LINE.matcher(line);
        // Whatever else stands there for the device must not be taken for "not seen yet".
        return matcher.matches() ? matcher.group(2) : "unreadable";
    }

    private synchronized Map<String, String> lines() throws IOException {
        FileTime modified;
        long size;
        try {
            modified = Files.getLastModifiedTime(file);
            size = Files.size(file);
        } catch (NoSuchFileException e) {
            return Map.of();
        }
        if (!modified.equals(last.modified()) || size != last.size()) {
            Map<String, String> lines = new LinkedHashMap<>();
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                String device = line.strip().split("\\s", 2)[0];
                if (!device.isEmpty() && !device.startsWith("#")) {
                    lines.putIfAbsent(device, line.strip());
                }
            }
            last = new Read(modified, size, lines);
        }
        return last.lines();
    }

    private synchronized Map<String, String> change(UnaryOperator<Map<String, String>> change) {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            // Another process may have written within the clock's resolution.
            last = new Read(FileTime.fromMillis(0), -1, Map.of());
            Map<String, String> before = lines();
            Map<String, String> after = change.apply(new LinkedHashMap<>(before));
            if (lock.isValid() && !after.equals(before)) {
                Path fresh = Files.createTempFile(file.getParent(), ".certificates", ".new", ownersOnly());
                Files.write(fresh, after.values(), StandardCharsets.UTF_8);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                last = new Read(Files.getLastModifiedTime(file), Files.size(file), after);
            }
            return after;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remember certificates in " + file, e);
        }
    }

    private static FileAttribute<?>[] ownersOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
