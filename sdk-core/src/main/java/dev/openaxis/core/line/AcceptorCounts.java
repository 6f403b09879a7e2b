package dev.openaxis.core.line;

/**
 * What a {@link TcpAcceptor} has done since it listens.
 *
 * @param connections how many it has now, those in the making included
 * @param accepted lines handed over
 * @param overLimit turned away because there were as many connections as there may be
 * @param strangers turned away because they are not among the peers
 * @param failedHandshakes ended because TLS came to nothing, for example for want of a certificate
 */
public record AcceptorCounts(int connections, long accepted, long overLimit, long strangers, long failedHandshakes) {}
