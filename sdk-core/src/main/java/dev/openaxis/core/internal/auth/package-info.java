/**
 * HTTP authentication: challenges are read by {@link dev.openaxis.core.internal.auth.Challenge}, answered by
 * {@link dev.openaxis.core.internal.auth.Authenticator}. One authenticator belongs to one origin and never speaks to
 * another.
 */
@NullMarked
package dev.openaxis.core.internal.auth;

import org.jspecify.annotations.NullMarked;
