/**
 * Trust decisions as JSSE wants them. {@link dev.openaxis.core.internal.tls.ClientTls} turns a policy into an engine
 * factory. A rejected certificate is remembered so that the error can name its fingerprint.
 */
@NullMarked
package dev.openaxis.core.internal.tls;

import org.jspecify.annotations.NullMarked;
