/**
 * The accounts of a device, which log in over HTTP. {@link dev.openaxis.vapix.accounts.Accounts} lists and changes them and
 * tells which one is in use; accounts for ONVIF and SSH are kept elsewhere on the device and are not these.
 */
@NullMarked
package dev.openaxis.vapix.accounts;

import org.jspecify.annotations.NullMarked;
