package dev.openaxis.vapix.config;

/** What an import does with values that are not in the imported data. {@code param} takes no notice of it. */
public enum ImportMode {
    /** Keeps them ({@code merge}). */
    MERGE,
    /** Sets them to their defaults ({@code default}). */
    RESET
}
