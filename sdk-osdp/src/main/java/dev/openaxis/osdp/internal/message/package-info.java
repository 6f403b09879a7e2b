/**
 * Reads and writes what comes after the code byte, for every command and reply. Any bytes are read into some record, and
 * that record is written into the same bytes. Start reading at
 * {@link dev.openaxis.osdp.internal.message.CommandReader}.
 */
@NullMarked
package dev.openaxis.osdp.internal.message;

import org.jspecify.annotations.NullMarked;
