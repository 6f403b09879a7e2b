package dev.openaxis.osdp.keys;

import dev.openaxis.osdp.Scbk;
import java.time.Instant;

/**
 * A key, and since when it is kept. {@link #toString()} does not show it.
 *
 * @param key the key
 * @param since when it was made or taken over
 */
public record StoredKey(Scbk key, Instant since) {}
