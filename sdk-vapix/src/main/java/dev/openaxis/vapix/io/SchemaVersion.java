package dev.openaxis.vapix.io;

/**
 * A version of the XML that an API speaks.
 *
 * @param major versions of another major are not compatible
 * @param minor later minors only add
 * @param deprecated whether the device says that it will go
 */
public record SchemaVersion(int major, int minor, boolean deprecated) {}
