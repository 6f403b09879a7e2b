/**
 * The one JSON reader. It reads the tree leniently, field by field, and counts what it had to forgive. No data binding,
 * no reflection, and no Jackson type outside of this package.
 */
@NullMarked
package dev.openaxis.core.internal.json;

import org.jspecify.annotations.NullMarked;
