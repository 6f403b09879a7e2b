/**
 * OSDP v2.2 readers and control panels: messages, frames, the secure channel, card formats, captures and key stores. Start reading at
 * {@link dev.openaxis.osdp.message.Command} and {@link dev.openaxis.osdp.message.Reply}.
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
