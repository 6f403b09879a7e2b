package dev.openaxis.osdp.internal.keys;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.keys.ReaderKeys;
import dev.openaxis.osdp.keys.StoredKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableEntryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.DestroyFailedException;
import org.jspecify.annotations.Nullable;

/**
 * The contents of the file: an entry for each key, named by {@link EntryName}. Keys stay encrypted in it until they are
 * read. The password is that of the file and of each entry. Not for several threads at once.
 */
public final class Pkcs12Keys {
    private static final String TYPE = "PKCS12";
    private static final String ALGORITHM = "AES";
    /** Named, as a host may have set its Java runtime back to what was used before. */
    private static final String PROTECTION = "PBEWithHmacSHA256AndAES_256";

    private final KeyStore store;
    private final Map<String, Map<Slot, EntryName>> names;

    private Pkcs12Keys(KeyStore store, Map<String, Map<Slot, EntryName>> names) {
        this.store = store;
        this.names = names;
    }

    /** Not a file of ours. */
    public static final class ForeignException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String what;

        ForeignException(String what, @Nullable Throwable cause) {
            super(what, cause);
            this.what = what;
        }

        /** What is wrong with it. */
        public String what() {
            return what;
        }
    }

    /** No keys. */
    public static Pkcs12Keys none() {
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(null, null);
            return new Pkcs12Keys(store, new TreeMap<>());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java runtime has no PKCS#12", e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws UnrecoverableEntryException if the password does not fit
     * @throws ForeignException if it is no such file, or not the whole of it
     */
    public static Pkcs12Keys read(byte[] bytes, char[] password) throws UnrecoverableEntryException, ForeignException {
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(new ByteArrayInputStream(bytes), password);
            if (!Pfx.hasMac(bytes)) {
                throw new ForeignException("it has no MAC: anybody may have changed it", null);
            }
            return new Pkcs12Keys(store, names(store));
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableEntryException wrong) {
                throw wrong;
            }
            throw new ForeignException("it is no PKCS#12 file, or not the whole of one", e);
        } catch (GeneralSecurityException | RuntimeException e) {
            // The JDK's reader of DER was not made for bytes that are none.
            throw new ForeignException("it is no PKCS#12 file that can be read", e);
        }
    }

    private static Map<String, Map<Slot, EntryName>> names(KeyStore store)
            throws GeneralSecurityException, ForeignException {
        Map<String, Map<Slot, EntryName>> names = new TreeMap<>();
        for (String alias : Collections.list(store.aliases())) {
            EntryName name = EntryName.parse(alias);
            if (name == null || !store.entryInstanceOf(alias, KeyStore.SecretKeyEntry.class)) {
                throw new ForeignException("it holds something else than keys of readers", null);
            }
            EntryName other = names.computeIfAbsent(name.reader(), none -> new EnumMap<>(Slot.class))
                    .put(name.slot(), name);
            if (other != null) {
                throw new ForeignException("it holds two keys for one place", null);
            }
        }
        return names;
    }

    /** The readers with keys, sorted. */
    public List<String> readers() {
        return new ArrayList<>(names.keySet());
    }

    /** Decrypts the keys of a reader. */
    public ReaderKeys find(String reader, char[] password) throws UnrecoverableEntryException, ForeignException {
        Map<Slot, EntryName> slots = names.getOrDefault(reader, Map.of());
        Optional<Octets> clientId = slots.values().stream()
                .flatMap(name -> name.clientId().stream())
                .findFirst();
        return new ReaderKeys(
                reader, key(slots.get(Slot.CURRENT), password), key(slots.get(Slot.NEXT), password), clientId);
    }

    private Optional<StoredKey> key(@Nullable EntryName name, char[] password)
            throws UnrecoverableEntryException, ForeignException {
        if (name == null) {
            return Optional.empty();
        }
        KeyStore.PasswordProtection protection = new KeyStore.PasswordProtection(password);
        try {
            SecretKey secret = ((KeyStore.SecretKeyEntry) store.getEntry(name.text(), protection)).getSecretKey();
            byte[] bytes = secret.getEncoded();
            try {
                return Optional.of(new StoredKey(Scbk.of(bytes), name.since()));
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        } catch (UnrecoverableEntryException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new ForeignException("a key in it cannot be decrypted", e);
        } catch (IllegalArgumentException e) {
            throw new ForeignException("it holds a key that no reader may have", e);
        } finally {
            destroy(protection);
        }
    }

    /** Puts the keys of a reader in the place of those it had. */
    public void put(ReaderKeys keys, char[] password) throws GeneralSecurityException {
        remove(keys.reader());
        Map<Slot, EntryName> slots = new EnumMap<>(Slot.class);
        keys.current().ifPresent(key -> slots.put(Slot.CURRENT, name(keys, Slot.CURRENT, key)));
        keys.next().ifPresent(key -> slots.put(Slot.NEXT, name(keys, Slot.NEXT, key)));
        for (Map.Entry<Slot, EntryName> slot : slots.entrySet()) {
            StoredKey key = (slot.getKey() == Slot.CURRENT ? keys.current() : keys.next()).orElseThrow();
            set(slot.getValue(), key.key(), password);
        }
        names.put(keys.reader(), slots);
    }

    private static EntryName name(ReaderKeys keys, Slot slot, StoredKey key) {
        return new EntryName(keys.reader(), slot, key.since(), keys.clientId());
    }

    private void set(EntryName name, Scbk key, char[] password) throws GeneralSecurityException {
        byte[] bytes = key.toBytes();
        KeyStore.PasswordProtection protection = new KeyStore.PasswordProtection(password, PROTECTION, null);
        try {
            store.setEntry(name.text(), new KeyStore.SecretKeyEntry(new SecretKeySpec(bytes, ALGORITHM)), protection);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            destroy(protection);
        }
    }

    private static void destroy(KeyStore.PasswordProtection protection) {
        try {
            protection.destroy();
        } catch (DestroyFailedException e) {
            throw new IllegalStateException("a password could not be overwritten", e);
        }
    }

    /** Takes away the keys of a reader. */
    public void remove(String reader) throws GeneralSecurityException {
        Map<Slot, EntryName> slots = names.remove(reader);
        if (slots != null) {
            for (EntryName name : slots.values()) {
                store.deleteEntry(name.text());
            }
        }
    }

    /** The whole file. */
    public byte[] write(char[] password) throws GeneralSecurityException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, password);
        return bytes.toByteArray();
    }
}
