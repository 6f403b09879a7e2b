/** Typed clients for Axis devices over VAPIX. Start reading at {@link dev.openaxis.vapix.AxisDevice}. */
module dev.openaxis.vapix {
    requires static org.jspecify;
    requires transitive dev.openaxis.core;
    requires io.netty.common;
    requires io.netty.transport;
    requires java.xml;
    requires org.slf4j;

    exports dev.openaxis.vapix;
    exports dev.openaxis.vapix.accounts;
    exports dev.openaxis.vapix.config;
    exports dev.openaxis.vapix.events;
    exports dev.openaxis.vapix.io;
    exports dev.openaxis.vapix.mqtt;
    exports dev.openaxis.vapix.parameters;
    exports dev.openaxis.vapix.points;
    exports dev.openaxis.vapix.rules;
    exports dev.openaxis.vapix.serial;
    exports dev.openaxis.vapix.system;
}
