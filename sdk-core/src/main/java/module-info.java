/**
 * What every other room of the SDK stands on: addresses, credentials, errors and effects, the HTTP and WebSocket
 * transport, TLS trust and the live-data model. Start reading at {@link dev.openaxis.core.AxisRuntime}.
 */
@SuppressWarnings("module") // the siblings named in qualified exports are not on the path when this module is compiled
module dev.openaxis.core {
    requires static com.fazecast.jSerialComm;
    requires static org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.handler.proxy;
    requires io.netty.resolver;
    requires transitive io.netty.transport;
    requires org.slf4j;

    exports dev.openaxis.core;
    exports dev.openaxis.core.http;
    exports dev.openaxis.core.identity;
    exports dev.openaxis.core.line;
    exports dev.openaxis.core.live;
    exports dev.openaxis.core.netty;
    exports dev.openaxis.core.tls;
    exports dev.openaxis.core.trace;
    exports dev.openaxis.core.internal.identity to
            dev.openaxis.vapix;
    exports dev.openaxis.core.internal.json to
            dev.openaxis.modbus,
            dev.openaxis.vapix;
    exports dev.openaxis.core.internal.line to
            dev.openaxis.modbus,
            dev.openaxis.osdp;
    exports dev.openaxis.core.internal.live to
            dev.openaxis.modbus,
            dev.openaxis.osdp,
            dev.openaxis.vapix;
    exports dev.openaxis.core.internal.operation to
            dev.openaxis.modbus,
            dev.openaxis.osdp,
            dev.openaxis.vapix;
    exports dev.openaxis.core.internal.rtsp to
            dev.openaxis.vapix;
}
