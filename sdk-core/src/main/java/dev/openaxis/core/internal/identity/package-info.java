/** What Axis devices say of themselves before anybody has logged in. */
@NullMarked
package dev.openaxis.core.internal.identity;

import org.jspecify.annotations.NullMarked;
