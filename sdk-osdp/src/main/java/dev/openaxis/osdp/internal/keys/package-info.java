/**
 * How the PKCS#12 key store names its entries and puts its file on the disk. Start reading at
 * {@link dev.openaxis.osdp.internal.keys.DurableFile}.
 */
@NullMarked
package dev.openaxis.osdp.internal.keys;

import org.jspecify.annotations.NullMarked;
