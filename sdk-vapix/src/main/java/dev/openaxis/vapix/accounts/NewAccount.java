package dev.openaxis.vapix.accounts;

import dev.openaxis.vapix.internal.accounts.AccountRules;
import java.util.Objects;

/**
 * An account to be created. The password is in no {@link #toString()}, message or log.
 *
 * @param name 1 to 14 of A-Z, a-z and 0-9 (documented; whether newer devices take longer ones is not known)
 * @param password 1 to 64 printable ASCII characters; AXIS OS 12 devices can demand more
 * @param role what the account may do
 * @param ptz whether it may move a camera (pan, tilt, zoom)
 * @param comment a remark for people, possibly empty
 */
public record NewAccount(String name, String password, AccountRole role, boolean ptz, String comment) {

    /**
     * Checks what a device would not accept.
     *
     * @throws IllegalArgumentException if name or password is outside the documented limits
     */
    public NewAccount {
        AccountRules.name(name);
        AccountRules.password(password);
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(comment, "comment");
    }

    /**
     * An account that may not move cameras, without a comment.
     *
     * @param name 1 to 14 of A-Z, a-z and 0-9
     * @param password 1 to 64 printable ASCII characters
     * @param role what the account may do
     * @return the account to be created
     * @throws IllegalArgumentException if name or password is outside the documented limits
     */
    public static NewAccount of(String name, String password, AccountRole role) {
        return new NewAccount(name, password, role, false, "");
    }

    /**
     * The same account, allowed to move cameras.
     *
     * @return a copy
     */
    public NewAccount withPtz() {
        return new NewAccount(name, password, role, true, comment);
    }

    /**
     * The same account with a remark.
     *
     * @param remark for people
     * @return a copy
     */
    public NewAccount withComment(String remark) {
        return new NewAccount(name, password, role, ptz, remark);
    }

    @Override
    public String toString() {
        return "NewAccount[" + name + ", " + role + (ptz ? " with PTZ" : "") + ", password hidden]";
    }
}
