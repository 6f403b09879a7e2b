/**
 * Tests of the simulated devices with foreign clients: the JDK's HTTP client and WebSocket, raw sockets, curl.
 *
 * <p>Recorded requests of real devices are played into the testkit and its answers compared with the recording. Digest
 * credentials come from {@link dev.openaxis.testkit.Client}, written from RFC 7616.
 */
package dev.openaxis.testkit;
