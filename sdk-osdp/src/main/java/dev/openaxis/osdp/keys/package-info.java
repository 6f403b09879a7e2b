/**
 * Where the keys of readers are kept, so that neither a power cut nor a second program loses one. Start reading at
 * {@link dev.openaxis.osdp.keys.OsdpKeyStore}.
 */
@NullMarked
package dev.openaxis.osdp.keys;

import org.jspecify.annotations.NullMarked;
