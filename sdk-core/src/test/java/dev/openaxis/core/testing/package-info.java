/**
 * The other ends the tests talk to: a socket server that follows a script byte by byte, an independent judge of HTTP
 * digest, certificates, WebSocket frames. Nothing here uses the code under test.
 */
package dev.openaxis.core.testing;
