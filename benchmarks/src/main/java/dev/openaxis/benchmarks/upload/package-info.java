/**
 * The upload benchmark: a large file to one device and to eight at once, by this SDK and by plain sockets. Start reading
 * at {@link dev.openaxis.benchmarks.upload.UploadBenchmark}.
 */
@NullMarked
package dev.openaxis.benchmarks.upload;

import org.jspecify.annotations.NullMarked;
