/** Runnable programs. */
@SuppressWarnings("requires-automatic") // Micrometer has no descriptor; only these examples use it
module dev.openaxis.examples {
    requires static org.jspecify;
    requires dev.openaxis.core;
    requires dev.openaxis.testkit;
    requires dev.openaxis.vapix;
    requires micrometer.core;
}
