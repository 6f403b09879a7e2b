package dev.openaxis.osdp;

/**
 * What a secure channel starts from: a device's own key, or the key that everybody knows. The two are kept apart by
 * their types, so that nothing falls back from one to the other.
 */
public sealed interface BaseKey permits Scbk, DefaultKey {}
