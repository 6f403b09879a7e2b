/**
 * What the bits of a card and the codes of a keypad mean. Readers send bits without saying which format they are in, so a
 * program says which formats its cards have. Start reading at {@link dev.openaxis.osdp.card.CardDecoder}.
 */
@NullMarked
package dev.openaxis.osdp.card;

import org.jspecify.annotations.NullMarked;
