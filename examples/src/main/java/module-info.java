/** Runnable programs. */
@SuppressWarnings(
        "requires-automatic") // Micrometer and the MQTT client have no descriptors; only these examples use them
module dev.openaxis.examples {
    requires static org.jspecify;
    requires dev.openaxis.core;
    requires dev.openaxis.osdp;
    requires dev.openaxis.testkit;
    requires dev.openaxis.vapix;
    requires com.hivemq.client.mqtt;
    requires micrometer.core;
}
