/** Runnable programs. */
module dev.openaxis.examples {
    requires static org.jspecify;
    requires dev.openaxis.core;
    requires dev.openaxis.testkit;
    requires dev.openaxis.vapix;
}
