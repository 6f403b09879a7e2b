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

    /** Where an Axis device is when nobody gave it an address; a client must not need it. */
    private static final String OWN_ADDRESS = "192.168.0.90";

    private final DeviceCore device;
    private final DeviceConfig config;
    private final List<SoapService> services;
    private final SoapEnvelope envelope;

    SoapEndpoint(DeviceCore device) {
        this.device = device;
        this.config = device.config();
        List<SoapService> built = new ArrayList<>();
        built.add(new EventService(device));
        built.add(new ActionService(device));
        built.add(new OnvifRelays(device));
        built.add(new OnvifInputs(device));
        built.add(new PullPointService(device));
        built.add(new SubscriptionService(device));
        if (config.model().endpoints().contains("axgpio") && !config.isWithout("axgpio")) {
            built.add(new GpioSoap(device));
        }
        built.add(new EntryService(config, List.copyOf(built)));
        this.services = List.copyOf(built);
        this.envelope = new SoapEnvelope(config, services);
    }

    /** The address services tell: the device's own one, which may not be the one in use (01 section 13.4). */
    static String address(DeviceConfig config, Incoming carrier) {
        String host = config.is(SoapVariant.XADDR_AS_ASKED) ? carrier.headers().get("Host", OWN_ADDRESS) : OWN_ADDRESS;
        return (carrier.tls() ? "https://" : "http://") + host + PATH;
    }

    private record Call(
            SoapService service,
            SoapRequest request,
            @Nullable SoapOperation operation) {}

    private @Nullable Call call(Incoming carrier) {
        SoapRequest request = SoapReader.request(carrier);
        SoapElement element = request.operation();
        for (SoapService service : services) {
            if (service.namespace().equals(element.namespace())) {
                return new Call(service, request, service.operation(element.name()));
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
        if (!exchange.request().method().equals("POST")) {
            exchange.answer(Answer.page(405, ""));
            return;
        }
        try {
            answer(exchange);
        } catch (ServiceFault fault) {
            exchange.answer(envelope.fault(fault));
        }
    }

    private void answer(Exchange exchange) {
        Incoming carrier = exchange.request();
        Call call = call(carrier);
        if (call == null || call.operation() == null) {
            throw ServiceFault.notSupported();
        }
        if (call.service().isOnvif() && refusesVapixAccounts(carrier)) {
            if (config.is(SoapVariant.ONVIF_REFUSED_WITH_401)) {
                exchange.answer(device.authenticator().challenge(carrier, false));
                return;
            }
            throw ServiceFault.notAuthorized();
        }
        SoapRequest request = call.request();
        SoapReply reply =
                new SoapReply(envelope, call.service(), request.operation().name(), exchange);
        Objects.requireNonNull(call.operation()).work().answer(request, reply);
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
