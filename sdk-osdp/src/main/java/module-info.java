/**
 * OSDP v2.2 at both ends of the line: control panel, peripheral device, messages, the secure channel, key stores, card formats and
 * captures. Start reading at {@link dev.openaxis.osdp.panel.ControlPanel} and {@link dev.openaxis.osdp.PeripheralDevice}.
 */
module dev.openaxis.osdp {
    requires static org.jspecify;
    requires transitive dev.openaxis.core;
    requires org.slf4j;

    exports dev.openaxis.osdp;
    exports dev.openaxis.osdp.capture;
    exports dev.openaxis.osdp.card;
    exports dev.openaxis.osdp.event;
    exports dev.openaxis.osdp.keys;
    exports dev.openaxis.osdp.message;
    exports dev.openaxis.osdp.panel;
    exports dev.openaxis.osdp.peripheral;
}
