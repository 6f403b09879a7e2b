/**
 * Whom to believe: one {@link dev.openaxis.core.tls.TrustPolicy} per device, used by every channel to it. There is no
 * policy that believes everybody. What this side presents is an {@link dev.openaxis.core.tls.OwnCertificate}. Start with {@link dev.openaxis.core.tls.TrustPolicy#pinned(String...)}.
 */
@NullMarked
package dev.openaxis.core.tls;

import org.jspecify.annotations.NullMarked;
