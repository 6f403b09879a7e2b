package dev.openaxis.testkit.internal;

import java.net.InetAddress;

/**
 * Where a device of a site is found.
 *
 * @param listener where connections to the site come in
 * @param address loopback address that only this device has
 */
public record Place(SiteListener listener, InetAddress address) {}
