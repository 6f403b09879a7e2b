package dev.openaxis.core.internal.http;

import java.util.concurrent.Executor;

/**
 * Where the transport has done what would block its loop.
 *
 * @param lookups looks up names
 * @param vaults asks for credentials
 * @param files reads and writes files
 * @param callbacks calls the host's listeners
 */
public record Workers(Executor lookups, Executor vaults, Executor files, Executor callbacks) {}
