/**
 * Runnable programs, started with {@code examples/run NAME}. Each shows one thing on a simulated device, or on a real one
 * with {@code --device}. Start with {@link dev.openaxis.examples.Quickstart}.
 */
@NullMarked
package dev.openaxis.examples;

import org.jspecify.annotations.NullMarked;
