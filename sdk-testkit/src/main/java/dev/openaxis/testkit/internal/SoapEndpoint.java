package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.SoapVariant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All SOAP services of a device at one address, reference 01 section 13.1: {@code /vapix/services} and its ONVIF aliases
 * (documented). That other methods than POST are refused is inference.
 */
final class SoapEndpoint implements Endpoint {
    static final String PATH = "/vapix/services";
    static final String ONVIF_SERVICES = "/onvif/services";
    static final String ONVIF_DEVICE = "/onvif/device_service";

    private final DeviceCore device;
    private final DeviceConfig config;
    private final List<SoapService> services;
    private final SoapEnvelope envelope;

    SoapEndpoint(DeviceCore device) {
        this.device = device;
        this.config = device.config();
        List<SoapService> built = new ArrayList<>();
        built.add(new EventService(device));
        built.add(new OnvifRelays(device));
        built.add(new OnvifInputs(device));
        if (config.model().endpoints().contains("axgpio") && !config.isWithout("axgpio")) {
            built.add(new GpioSoap(device));
        }
        built.add(new EntryService(config, List.copyOf(built)));
        this.services = List.copyOf(built);
        this.envelope = new SoapEnvelope(config, services);
    }

    private record Call(
            SoapService service,
            SoapElement request,
            @Nullable SoapOperation operation) {}

    private @Nullable Call call(Incoming request) {
        SoapElement element = SoapReader.operation(request.body());
        for (SoapService service : services) {
            if (service.namespace().equals(element.namespace())) {
                return new Call(service, element, service.operation(element.name()));
            }
        }
        return null;
    }

    @Override
    public @Nullable SimulatedRole roleFor(Incoming request) {
        try {
            Call call = call(request);
            return call == null || call.operation() == null
                    ? SimulatedRole.VIEWER
                    : call.operation().role();
        } catch (ServiceFault malformed) {
            return SimulatedRole.VIEWER;
        }
    }

    @Override
    public void handle(Exchange exchange) {
        Incoming request = exchange.request();
        if (!request.method().equals("POST")) {
            exchange.answer(Answer.page(405, ""));
            return;
        }
        Answer answer;
        try {
            answer = answer(request);
        } catch (ServiceFault fault) {
            answer = envelope.fault(fault);
        }
        exchange.answer(answer);
    }

    private Answer answer(Incoming request) {
        Call call = call(request);
        if (call == null || call.operation() == null) {
            throw ServiceFault.notSupported();
        }
        if (call.service().isOnvif() && refusesVapixAccounts(request)) {
            if (config.is(SoapVariant.ONVIF_REFUSED_WITH_401)) {
                return device.authenticator().challenge(request, false);
            }
            throw ServiceFault.notAuthorized();
        }
        String content = Objects.requireNonNull(call.operation()).work().answer(call.request(), request);
        return envelope.answer(call.service(), call.request().name(), content);
    }

    private boolean refusesVapixAccounts(Incoming request) {
        if (config.is(SoapVariant.ONVIF_NEEDS_ONVIF_ACCOUNT)) {
            return true;
        }
        return !request.path().equals(PATH) && !config.is(SoapVariant.ONVIF_PATHS_TAKE_VAPIX_ACCOUNTS);
    }

    @Override
    public Answer forbidden(Incoming request) {
        return envelope.fault(ServiceFault.notAuthorized());
    }
}
