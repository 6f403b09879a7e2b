package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.GpioVariant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which endpoint lives at which path of this device. */
final class Router {
    /** API id (or file name) by path, for devices on which an API is absent. */
    private static final Map<String, Set<String>> IDS = Map.ofEntries(
            Map.entry(ApiDiscovery.PATH, Set.of("api-discovery", "apidiscovery.cgi")),
            Map.entry(BasicDeviceInfo.PATH, Set.of("basic-device-info", "basicdeviceinfo.cgi")),
            Map.entry(SystemReady.PATH, Set.of("systemready", "systemready.cgi")),
            Map.entry(FirmwareManagement.PATH, Set.of("fwmgr", "firmwaremanagement.cgi")),
            Map.entry(RestartCgi.RESTART, Set.of("restart.cgi")),
            Map.entry(RestartCgi.SOFT, Set.of("factorydefault.cgi")),
            Map.entry(RestartCgi.HARD, Set.of("hardfactorydefault.cgi")),
            Map.entry(ParamCgi.PATH, Set.of("param-cgi", "param.cgi")),
            Map.entry(UserGroupCgi.PATH, Set.of("usergroup.cgi")),
            Map.entry(AccountCgi.PATH, Set.of("user-management", "pwdgrp.cgi")),
            Map.entry(PortManagement.PATH, Set.of("io-port-management", "portmanagement.cgi")),
            Map.entry(PortCgi.PATH, Set.of("port.cgi")),
            Map.entry(SupervisedIoVersions.PATH, Set.of("supervised-io", "supervisedio.cgi")),
            Map.entry(SoapEndpoint.PATH, Set.of("soap")),
            Map.entry(SoapEndpoint.ONVIF_SERVICES, Set.of("soap")),
            Map.entry(SoapEndpoint.ONVIF_DEVICE, Set.of("soap")),
            Map.entry(GpioJson.PATH, Set.of("axgpio")),
            Map.entry(VirtualInputCgi.ACTIVATE, Set.of("virtualinput")),
            Map.entry(VirtualInputCgi.DEACTIVATE, Set.of("virtualinput")),
            Map.entry(VirtualInputCgi.VERSIONS, Set.of("virtualinput")),
            Map.entry(ShockDetectionCgi.GET_ENABLED, Set.of("shockdetection")),
            Map.entry(ShockDetectionCgi.SET_ENABLED, Set.of("shockdetection")),
            Map.entry(ShockDetectionCgi.GET_LEVEL, Set.of("shockdetection")),
            Map.entry(ShockDetectionCgi.SET_LEVEL, Set.of("shockdetection")),
            Map.entry(ShockDetectionCgi.SCHEMA_VERSION, Set.of("shockdetection")),
            Map.entry(InputSimulation.PATH, Set.of("io/virtualinput.cgi")),
            Map.entry(WebSocketSession.PATH, Set.of("event-streaming-over-websocket", "wssession.cgi")),
            Map.entry(ConfigDiscovery.PATH, Set.of("device-config")),
            Map.entry(ConfigRest.PATH, Set.of("device-config")),
            Map.entry(MqttClientCgi.PATH, Set.of(MqttClientCgi.ID)),
            Map.entry(MqttEventCgi.PATH, Set.of(MqttEventCgi.ID)),
            Map.entry(EventStream.PATH, Set.of("event-streaming-over-websocket", "ws-data-stream")));

    /** Endpoints with everything below their path. */
    private static final List<String> TREES = List.of(ConfigDiscovery.PATH, ConfigRest.PATH);

    private final Map<String, Endpoint> endpoints = new HashMap<>();

    Router(DeviceCore device, WebSocketSession sessions) {
        DeviceConfig config = device.config();
        add(config, ApiDiscovery.PATH, new ApiDiscovery(config));
        add(config, BasicDeviceInfo.PATH, new BasicDeviceInfo(device));
        add(config, SystemReady.PATH, new SystemReady(device));
        add(config, FirmwareManagement.PATH, new FirmwareManagement(device));
        add(config, RestartCgi.RESTART, new RestartCgi(device, null));
        add(config, RestartCgi.SOFT, new RestartCgi(device, FactoryDefaultMode.SOFT));
        add(config, RestartCgi.HARD, new RestartCgi(device, FactoryDefaultMode.HARD));
        add(config, ParamCgi.PATH, new ParamCgi(device));
        add(config, UserGroupCgi.PATH, new UserGroupCgi(config));
        add(config, AccountCgi.PATH, new AccountCgi(device));
        add(config, PortManagement.PATH, new PortManagement(device));
        add(config, PortCgi.PATH, new PortCgi(device));
        add(config, SupervisedIoVersions.PATH, new SupervisedIoVersions(device));
        add(config, GpioJson.PATH, new GpioJson(device));
        SoapEndpoint soap = new SoapEndpoint(device);
        add(config, SoapEndpoint.PATH, soap);
        add(config, SoapEndpoint.ONVIF_SERVICES, soap);
        add(config, SoapEndpoint.ONVIF_DEVICE, soap);
        VirtualInputCgi virtualInput = new VirtualInputCgi(device);
        add(config, VirtualInputCgi.ACTIVATE, virtualInput);
        add(config, VirtualInputCgi.DEACTIVATE, virtualInput);
        add(config, VirtualInputCgi.VERSIONS, virtualInput);
        add(config, InputSimulation.PATH, new InputSimulation(device));
        if (config.io().shockDetection()) {
            ShockDetectionCgi shock = new ShockDetectionCgi(device);
            add(config, ShockDetectionCgi.GET_ENABLED, shock);
            add(config, ShockDetectionCgi.SET_ENABLED, shock);
            add(config, ShockDetectionCgi.GET_LEVEL, shock);
            add(config, ShockDetectionCgi.SET_LEVEL, shock);
            add(config, ShockDetectionCgi.SCHEMA_VERSION, shock);
        }
        add(config, WebSocketSession.PATH, sessions);
        if (Recorded.lists(config.apiList(), "event-streaming-over-websocket")) {
            // Exists where API discovery lists it, reference 04 section 0.
            add(config, EventStream.PATH, new EventStream(device));
        }
        if (Recorded.lists(config.apiList(), MqttClientCgi.ID)) {
            add(config, MqttClientCgi.PATH, new MqttClientCgi(device));
        }
        if (MqttEventCgi.existsOn(config)) {
            add(config, MqttEventCgi.PATH, new MqttEventCgi(device));
        }
        if (config.hasDeviceConfiguration()) {
            ConfigApis apis = new ConfigApis(config);
            add(config, ConfigDiscovery.PATH, new ConfigDiscovery(config, apis));
            add(config, ConfigRest.PATH, new ConfigRest(device, apis));
        }
    }

    private void add(DeviceConfig config, String path, Endpoint endpoint) {
        Set<String> ids = IDS.getOrDefault(path, Set.of());
        if (ids.stream().noneMatch(config::isWithout) && serves(config, ids)) {
            endpoints.put(path, endpoint);
        }
    }

    /** Whether an A9188 has {@code systemready.cgi} is not found. */
    private static boolean serves(DeviceConfig config, Set<String> ids) {
        return config.model().serves(ids) || (config.is(GpioVariant.SYSTEM_READY) && ids.contains("systemready"));
    }

    @Nullable
    Endpoint find(String path) {
        String registered = TREES.stream()
                .filter(tree -> path.startsWith(tree + "/"))
                .findFirst()
                .orElse(path);
        return endpoints.get(registered);
    }

    /**
     * Names that a device can be built without.
     *
     * @param id an API id or file name
     * @return true if an endpoint belongs to it
     */
    static boolean knows(String id) {
        return IDS.values().stream().anyMatch(ids -> ids.contains(id));
    }
}
