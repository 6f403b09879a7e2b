/** Reads the recorded and generated frames that are shared by the tests; see {@code vectors/README.md}. */
@NullMarked
package dev.openaxis.osdp.testing;

import org.jspecify.annotations.NullMarked;
