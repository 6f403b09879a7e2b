/**
 * HTTP to many devices at once: throughput, threads and TLS handshakes. {@link
 * dev.openaxis.benchmarks.http.HttpBenchmark} is the program, {@link dev.openaxis.benchmarks.http.LoadClient} what each
 * client under load has to offer, and {@link dev.openaxis.benchmarks.http.Load} what is done to it.
 */
@NullMarked
package dev.openaxis.benchmarks.http;

import org.jspecify.annotations.NullMarked;
