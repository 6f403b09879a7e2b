package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.PassphrasePolicy;
import dev.openaxis.testkit.Variant;
import java.util.HashSet;
import java.util.Set;

/** What Device Configuration APIs set and other endpoints obey. Used on the device's loop only; outlives a restart. */
final class DeviceSettings {
    private final PassphrasePolicy policyAtFirst;
    private PassphrasePolicy passphrasePolicy;
    private boolean anonymousInformation;
    private final Set<String> storageDestinations = new HashSet<>();

    DeviceSettings(DeviceConfig config) {
        this.policyAtFirst = config.passphrasePolicy();
        this.passphrasePolicy = policyAtFirst;
        this.anonymousInformation = !config.is(Variant.UNRESTRICTED_PROPERTIES_NEED_LOGIN);
    }

    PassphrasePolicy passphrasePolicy() {
        return passphrasePolicy;
    }

    void passphrasePolicy(PassphrasePolicy policy) {
        passphrasePolicy = policy;
    }

    /** Whether anybody may ask for unrestricted properties, reference 01 section 12.1; true from the factory. */
    boolean anonymousInformation() {
        return anonymousInformation;
    }

    void anonymousInformation(boolean allowed) {
        anonymousInformation = allowed;
    }

    /** Ids of the destinations of remote storage. */
    Set<String> storageDestinations() {
        return storageDestinations;
    }

    void factoryDefault() {
        storageDestinations.clear();
        passphrasePolicy = policyAtFirst;
        anonymousInformation = true;
    }
}
