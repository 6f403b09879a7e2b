/**
 * Load programs that put the SDK beside its peers. Start reading at {@link dev.openaxis.benchmarks.Benchmarks}. This
 * module runs on the class path and has no module descriptor, because async-http-client has no module name.
 */
@NullMarked
package dev.openaxis.benchmarks;

import org.jspecify.annotations.NullMarked;
