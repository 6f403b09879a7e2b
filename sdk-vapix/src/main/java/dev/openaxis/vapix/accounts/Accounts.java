package dev.openaxis.vapix.accounts;

import dev.openaxis.core.CallOptions;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.accounts.AccountOperations;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The device's accounts (VAPIX system-settings, {@code pwdgrp.cgi}, AXIS OS 5.00 and later). Everything but {@link #whoAmI()}
 * needs an administrator. Accounts for ONVIF and SSH are others. On a cluster of A1001 door controllers a change spreads to
 * all of them.
 *
 * <p>Passwords travel in the body of a POST and nowhere else; over {@code http://} that body can be read on the way, so use
 * {@code https://}. Names, passwords and their lengths are checked before anything is sent
 * ({@link IllegalArgumentException}). A device holds at most 100 accounts; nothing here counts them.
 *
 * <p>What a device refuses is a {@link dev.openaxis.core.RefusedException} whose detail {@code reason} is {@code exists},
 * {@code password}, {@code name} (not allowed, or no such account), {@code malformed}, {@code action}, or
 * {@code unspecified}; only for the last one it is open whether something changed.
 */
public final class Accounts {
    private final DeviceSession session;
    private final CallOptions options;
    private final Async async = new Async();

    /**
     * Made by the device object.
     *
     * @param session the device
     * @param options how calls are made
     */
    public Accounts(DeviceSession session, CallOptions options) {
        this.session = session;
        this.options = options;
    }

    /**
     * Lists the accounts. Linux accounts of the device itself, which versions up to 10.12 mix in, are left out.
     *
     * @return the accounts in the device's order
     * @throws dev.openaxis.core.AuthorizationException as a viewer or operator
     * @throws dev.openaxis.core.MalformedResponseException if the answer does not say which accounts there are
     */
    public List<Account> list() {
        return session.invoker().call(AccountOperations.list(session), options);
    }

    /**
     * Creates an account.
     *
     * @param account name, password and role
     * @throws dev.openaxis.core.RefusedException if the name is taken or the device does not accept name or password
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public void add(NewAccount account) {
        session.invoker().call(AccountOperations.add(session, account), options);
    }

    /**
     * Gives an account another password. If it is the account of this device object, the object keeps the old password and
     * must be closed and opened again with the new one: every further call of it would be refused, and repeated refusals get
     * this client blocked.
     *
     * @param name 1 to 14 of A-Z, a-z and 0-9
     * @param password 1 to 64 printable ASCII characters
     * @throws dev.openaxis.core.RefusedException if the device does not accept it
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public void setPassword(String name, String password) {
        session.invoker().call(AccountOperations.setPassword(session, name, password), options);
    }

    /**
     * Gives an account another role. Taking the administrator's role from the account of this device object ends what it may
     * do here.
     *
     * @param name 1 to 14 of A-Z, a-z and 0-9
     * @param role what the account may do from now on
     * @param ptz whether it may move a camera (pan, tilt, zoom)
     * @throws dev.openaxis.core.RefusedException if the device does not accept it
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public void setRole(String name, AccountRole role, boolean ptz) {
        session.invoker().call(AccountOperations.setRole(session, name, role, ptz), options);
    }

    /**
     * Removes an account. {@code root} cannot be removed where it exists; nor can, presumably, the last administrator
     * (inference).
     *
     * @param name 1 to 14 of A-Z, a-z and 0-9
     * @throws dev.openaxis.core.RefusedException if the device does not remove it
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public void remove(String name) {
        session.invoker().call(AccountOperations.remove(session, name), options);
    }

    /**
     * Tells which account this device object uses. Needs any account; {@code usergroup.cgi}, observed on several products and
     * documented nowhere.
     *
     * @return name and role; the role is empty where the device names no groups
     * @throws dev.openaxis.core.UnsupportedCapabilityException on devices without it
     */
    public Account whoAmI() {
        return session.invoker().call(AccountOperations.whoAmI(session), options);
    }

    /**
     * The same as futures.
     *
     * @return the asynchronous view
     */
    public Async async() {
        return async;
    }

    /** The same operations as futures, started at once. */
    public final class Async {
        private Async() {}

        /**
         * Lists the accounts.
         *
         * @return the accounts in the device's order
         */
        public CompletableFuture<List<Account>> list() {
            return session.invoker().start(AccountOperations.list(session), options);
        }

        /**
         * Creates an account.
         *
         * @param account name, password and role
         * @return completes when the device has created it
         */
        public CompletableFuture<Void> add(NewAccount account) {
            return session.invoker().start(AccountOperations.add(session, account), options);
        }

        /**
         * Gives an account another password; see {@link Accounts#setPassword} about the account in use.
         *
         * @param name 1 to 14 of A-Z, a-z and 0-9
         * @param password 1 to 64 printable ASCII characters
         * @return completes when the device has accepted it
         */
        public CompletableFuture<Void> setPassword(String name, String password) {
            return session.invoker().start(AccountOperations.setPassword(session, name, password), options);
        }

        /**
         * Gives an account another role.
         *
         * @param name 1 to 14 of A-Z, a-z and 0-9
         * @param role what the account may do from now on
         * @param ptz whether it may move a camera (pan, tilt, zoom)
         * @return completes when the device has accepted it
         */
        public CompletableFuture<Void> setRole(String name, AccountRole role, boolean ptz) {
            return session.invoker().start(AccountOperations.setRole(session, name, role, ptz), options);
        }

        /**
         * Removes an account.
         *
         * @param name 1 to 14 of A-Z, a-z and 0-9
         * @return completes when the device has removed it
         */
        public CompletableFuture<Void> remove(String name) {
            return session.invoker().start(AccountOperations.remove(session, name), options);
        }

        /**
         * Tells which account this device object uses.
         *
         * @return name and role
         */
        public CompletableFuture<Account> whoAmI() {
            return session.invoker().start(AccountOperations.whoAmI(session), options);
        }
    }
}
