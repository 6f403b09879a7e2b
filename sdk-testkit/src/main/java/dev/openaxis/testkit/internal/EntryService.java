package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.SoapVariant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entry service, reference 01 section 13.4 (documented): which services there are, with versions as seen on 10.11. Only
 * those that are built are listed. The names of port types are not found, nor is what capabilities look like: both are left
 * out.
 */
final class EntryService implements SoapService {
    private final DeviceConfig config;
    private final List<SoapService> listed;

    EntryService(DeviceConfig config, List<SoapService> others) {
        this.config = config;
        List<SoapService> all = new ArrayList<>(others);
        all.removeIf(SoapService::isOnvif);
        all.add(this);
        this.listed = List.copyOf(all);
    }

    @Override
    public String prefix() {
        return "aentry";
    }

    @Override
    public String namespace() {
        return "http://www.axis.com/vapix/ws/entry";
    }

    @Override
    public @Nullable SoapOperation operation(String name) {
        SimulatedRole role = config.is(SoapVariant.ENTRY_SERVICE_ANONYMOUS) ? null : SimulatedRole.VIEWER;
        return name.equals("GetServices") ? SoapOperation.prompt(role, (request, carrier) -> services(carrier)) : null;
    }

    private String services(Incoming carrier) {
        String address = SoapEndpoint.address(config, carrier);
        StringBuilder text = new StringBuilder();
        for (SoapService service : listed) {
            text.append(tag(
                    "Service",
                    tag("Namespace", service.namespace())
                            + tag("XAddr", SoapEnvelope.escaped(address))
                            + tag(
                                    "Version",
                                    tag("Major", "1") + tag("Minor", service instanceof GpioSoap ? "0" : "1"))));
        }
        return text.toString();
    }

    private String tag(String name, String content) {
        return SoapEnvelope.element(prefix() + ":" + name, content);
    }
}
