package dev.openaxis.osdp.keys;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.Failure;
import dev.openaxis.core.LocalFileException;
import dev.openaxis.osdp.internal.keys.DurableFile;
import dev.openaxis.osdp.internal.keys.Pkcs12Keys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.UnrecoverableEntryException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keys in a PKCS#12 file, encrypted with a password (PBES2 with AES-256). Each change is written beside the file, put on
 * the disk and renamed over it, so that a crash leaves the old or the new file, whole. Only the owner can read what is
 * written, where the file system knows owners. The names of readers, their cUIDs and the times of their keys are
 * not encrypted; the file's MAC covers them.
 *
 * <p>While a store is open, nobody else can open its file: a lock on {@code FILE.lock} beside it keeps other programs and
 * other stores out. A file that is replaced all the same, by a backup for example, is read again.
 *
 * <p>The password is asked for with each operation that needs it, and what was given is overwritten when it is done. Keys
 * are not kept in memory between operations.
 */
public final class Pkcs12OsdpKeyStore implements OsdpKeyStore, AutoCloseable {
    private static final long LARGEST_FILE = 16L << 20;

    private final DurableFile file;
    private final Supplier<char[]> password;
    private final ReentrantLock guard = new ReentrantLock();
    private Pkcs12Keys keys = Pkcs12Keys.none();
    private DurableFile.@Nullable Stamp stamp;
    private boolean closed;

    /** A store in a file that was locked; for disks that fail, too. */
    Pkcs12OsdpKeyStore(DurableFile file, Supplier<char[]> password) {
        this.file = file;
        this.password = password;
    }

    /**
     * Opens a store. A file that is not there is an error, as it may be the wrong folder: an empty store would make all
     * readers look new.
     *
     * @param file the file
     * @param password gives the password, a new array each time; the array is overwritten
     * @return the store; close it
     * @throws KeyStorePasswordException if the password does not fit
     * @throws LocalFileException if the file cannot be read, is incomplete or something else, or is in use
     */
    public static Pkcs12OsdpKeyStore open(Path file, Supplier<char[]> password) {
        Pkcs12OsdpKeyStore store = lock(file, "keys.open", password);
        try {
            store.readers();
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * Makes a new store without keys.
     *
     * @param file the file, in a folder that is there
     * @param password gives the password, a new array each time; the array is overwritten
     * @return the store; close it
     * @throws LocalFileException if there is such a file, or it cannot be made
     */
    public static Pkcs12OsdpKeyStore create(Path file, Supplier<char[]> password) {
        Pkcs12OsdpKeyStore store = lock(file, "keys.create", password);
        try {
            if (store.file.exists()) {
                throw new LocalFileException(store.failure("keys.create", "there is such a file already"));
            }
            store.save("keys.create", (contents, secret) -> {});
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static Pkcs12OsdpKeyStore lock(Path file, String operation, Supplier<char[]> password) {
        try {
            return new Pkcs12OsdpKeyStore(DurableFile.open(file), password);
        } catch (DurableFile.InUseException e) {
            throw new LocalFileException(Failure.of(name(file), operation, "another store has it open")
                    .advice("Close the other one, or the program that has it"));
        } catch (IOException e) {
            throw new LocalFileException(
                    Failure.of(name(file), operation, "it cannot be locked").cause(e));
        }
    }

    private static String name(Path file) {
        return "OSDP key store " + file;
    }

    private Failure failure(String operation, String what) {
        return Failure.of(name(file.path()), operation, what);
    }

    @Override
    public Optional<ReaderKeys> find(String reader) {
        ReaderKeys.requireName(reader);
        return guarded("keys.find", operation -> {
            ReaderKeys found = read(reader, operation);
            return found.isEmpty() ? Optional.empty() : Optional.of(found);
        });
    }

    @Override
    public List<String> readers() {
        return guarded("keys.readers", operation -> keys.readers());
    }

    @Override
    public ReaderKeys update(String reader, UnaryOperator<ReaderKeys> change) {
        ReaderKeys.requireName(reader);
        return guarded("keys.update", operation -> {
            ReaderKeys before = read(reader, operation);
            ReaderKeys after = Changes.apply(before, change);
            if (!after.equals(before)) {
                save(operation, (contents, secret) -> contents.put(after, secret));
            }
            return after;
        });
    }

    @Override
    public void forget(String reader) {
        ReaderKeys.requireName(reader);
        guarded("keys.forget", operation -> {
            if (keys.readers().contains(reader)) {
                save(operation, (contents, secret) -> contents.remove(reader));
            }
            return reader;
        });
    }

    /** One operation at a time, each on what is in the file now. */
    private <T> T guarded(String operation, Function<String, T> work) {
        guard.lock();
        try {
            if (closed) {
                throw new IllegalStateException(name(file.path()) + " is closed");
            }
            refresh(operation);
            return work.apply(operation);
        } finally {
            guard.unlock();
        }
    }

    private void refresh(String operation) {
        try {
            DurableFile.Stamp now = file.stamp();
            if (!now.equals(stamp)) {
                byte[] bytes = file.read(LARGEST_FILE);
                if (bytes == null) {
                    throw new LocalFileException(failure(operation, "it is too large to hold keys of readers"));
                }
                keys = withPassword(operation, secret -> Pkcs12Keys.read(bytes, secret));
                stamp = now;
            }
        } catch (IOException e) {
            throw new LocalFileException(failure(operation, "it cannot be read").cause(e));
        }
    }

    private ReaderKeys read(String reader, String operation) {
        return keys.readers().contains(reader)
                ? withPassword(operation, secret -> keys.find(reader, secret))
                : ReaderKeys.none(reader);
    }

    private void save(String operation, Change change) {
        // Whatever comes of it: what counts next time is what is in the file.
        stamp = null;
        byte[] bytes = withPassword(operation, secret -> {
            change.apply(keys, secret);
            return keys.write(secret);
        });
        try {
            file.replace(bytes);
        } catch (DurableFile.PerhapsException e) {
            throw new LocalFileException(failure(operation, "it was written, but may be lost with the next power cut")
                    .effect(AppliedEffect.POSSIBLE)
                    .cause(e));
        } catch (IOException e) {
            throw new LocalFileException(
                    failure(operation, "it cannot be written").cause(e));
        }
    }

    private <T> T withPassword(String operation, Use<T> use) {
        char[] secret = password.get();
        try {
            if (secret.length == 0) {
                throw new IllegalArgumentException("a key store without a password protects nothing");
            }
            if (isOverwritten(secret)) {
                // Written with it, the file could not be opened with the right one any more.
                throw new IllegalArgumentException(
                        "the password was overwritten: give a new array each time, for example a clone");
            }
            return use.apply(secret);
        } catch (UnrecoverableEntryException e) {
            throw new KeyStorePasswordException(
                    failure(operation, "the password does not fit, or bytes of the file were changed")
                            .advice("Give the password it was written with; if this is the one, take a backup")
                            .cause(e));
        } catch (Pkcs12Keys.ForeignException e) {
            throw new LocalFileException(failure(operation, e.what())
                    .advice("Take a backup of the file; it is left as it is")
                    .cause(e));
        } catch (GeneralSecurityException | IOException e) {
            throw new LocalFileException(
                    failure(operation, "this Java runtime cannot encrypt it").cause(e));
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private static boolean isOverwritten(char[] secret) {
        for (char one : secret) {
            if (one != '\0') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        guard.lock();
        try {
            if (!closed) {
                closed = true;
                file.close();
            }
        } catch (IOException e) {
            throw new LocalFileException(
                    failure("keys.close", "its lock cannot be freed").cause(e));
        } finally {
            guard.unlock();
        }
    }

    @Override
    public String toString() {
        return "OsdpKeyStore[" + file.path() + "]";
    }

    /** Something that needs the password. */
    private interface Use<T> {
        T apply(char[] secret) throws GeneralSecurityException, IOException, Pkcs12Keys.ForeignException;
    }

    /** What is changed before it is saved. */
    private interface Change {
        void apply(Pkcs12Keys contents, char[] secret) throws GeneralSecurityException;
    }
}
