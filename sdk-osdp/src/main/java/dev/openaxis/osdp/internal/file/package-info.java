/** What all files with secrets in them have in common. */
@NullMarked
package dev.openaxis.osdp.internal.file;

import org.jspecify.annotations.NullMarked;
