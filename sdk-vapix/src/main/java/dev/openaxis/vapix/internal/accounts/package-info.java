/**
 * The wire of accounts. {@link dev.openaxis.vapix.internal.accounts.AccountOperations} defines the operations,
 * {@link dev.openaxis.vapix.internal.accounts.AccountAnswer} reads what {@code pwdgrp.cgi} answers to a change and
 * {@link dev.openaxis.vapix.internal.accounts.AccountGroups} what it lists.
 */
@NullMarked
package dev.openaxis.vapix.internal.accounts;

import org.jspecify.annotations.NullMarked;
