/** Serial ports: how parameters tell them, and how a tunnel changes them and puts them back. */
@NullMarked
package dev.openaxis.vapix.internal.serial;

import org.jspecify.annotations.NullMarked;
