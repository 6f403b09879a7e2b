package dev.openaxis.vapix.accounts;

/** What an account may do, weakest first; each includes the ones before it. Moving a camera is granted apart. */
public enum AccountRole {
    /** May look. */
    VIEWER,
    /** May use and partly configure. */
    OPERATOR,
    /** May do everything. */
    ADMIN
}
