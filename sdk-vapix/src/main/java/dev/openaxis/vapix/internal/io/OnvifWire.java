package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.Effect;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.service.Element;
import dev.openaxis.vapix.internal.service.SoapService;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.ReferenceToken;
import dev.openaxis.vapix.io.RelayOutput;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The requests and answers of ONVIF's relay outputs and digital inputs (ONVIF device management and device I/O WSDL). */
final class OnvifWire {
    private static final String DEVICE_NAMES = "http://www.onvif.org/ver10/device/wsdl";
    private static final String INPUT_NAMES = "http://www.onvif.org/ver10/deviceIO/wsdl";
    private static final String TYPES = "http://www.onvif.org/ver10/schema";
    private static final String SINCE = "products that have ONVIF";
    private static final Pattern NO_YEARS_OR_MONTHS = Pattern.compile("^P(?:0+Y)?(?:0+M)?(?=.)");
    private static final SoapService DEVICE = new SoapService("the ONVIF device service", DEVICE_NAMES, SINCE);
    private static final SoapService DEVICE_IO = new SoapService("the ONVIF device I/O service", INPUT_NAMES, SINCE);

    private final DeviceSession session;
    private final CallContext context;

    OnvifWire(IoSession io, CallContext context) {
        this.session = io.session();
        this.context = context;
    }

    // ---- relay outputs ----

    HttpRequest listing() {
        return DEVICE.call(context, Effect.READ, "GetRelayOutputs").build();
    }

    List<RelayOutput> listed(HttpResponse response) {
        return DEVICE.answer(context, response, "GetRelayOutputs").children(DEVICE_NAMES, "RelayOutputs").stream()
                .flatMap(output -> token(output).map(token -> relay(token, output)).stream())
                .toList();
    }

    private RelayOutput relay(ReferenceToken token, Element output) {
        Optional<Element> properties = output.child(TYPES, "Properties");
        return new RelayOutput(
                token,
                word(properties, "Mode").flatMap(this::mode),
                word(properties, "DelayTime").flatMap(this::delay),
                ToldPort.circuit(word(properties, "IdleState").orElse("")));
    }

    private static Optional<String> word(Optional<Element> properties, String name) {
        return properties.flatMap(found -> found.childText(TYPES, name));
    }

    private Optional<RelayOutput.Mode> mode(String word) {
        return switch (word) {
            case "Bistable" -> Optional.of(RelayOutput.Mode.BISTABLE);
            case "Monostable" -> Optional.of(RelayOutput.Mode.MONOSTABLE);
            default -> forgive("Mode");
        };
    }

    /** An XML duration may count years and months, which have no fixed length unless there are none of them. */
    private Optional<Duration> delay(String text) {
        try {
            Duration delay = Duration.parse(NO_YEARS_OR_MONTHS.matcher(text).replaceFirst("P"));
            return delay.isNegative() ? forgive("DelayTime") : Optional.of(delay);
        } catch (DateTimeParseException e) {
            return forgive("DelayTime");
        }
    }

    HttpRequest.Builder setState(ReferenceToken relay, PortState state) {
        return DEVICE.call(
                context,
                Effect.ACTUATE,
                "SetRelayOutputState",
                Element.text(DEVICE_NAMES, "RelayOutputToken", relay.value()),
                Element.text(DEVICE_NAMES, "LogicalState", word(state)));
    }

    void requireStateSet(HttpResponse response) {
        DEVICE.answer(context, response, "SetRelayOutputState");
    }

    /** {@code active} or {@code inactive}, in requests and in events. */
    static String word(PortState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    HttpRequest.Builder setSettings(ReferenceToken relay, RelayOutput.Settings settings) {
        String mode = settings.mode() == RelayOutput.Mode.BISTABLE ? "Bistable" : "Monostable";
        return DEVICE.call(
                context,
                Effect.ACTUATE,
                "SetRelayOutputSettings",
                Element.text(DEVICE_NAMES, "RelayOutputToken", relay.value()),
                Element.of(
                        DEVICE_NAMES,
                        "Properties",
                        Element.text(TYPES, "Mode", mode),
                        Element.text(TYPES, "DelayTime", settings.delay().toString()),
                        Element.text(TYPES, "IdleState", settings.idle().name().toLowerCase(Locale.ROOT))));
    }

    void requireSettingsSet(HttpResponse response) {
        DEVICE.answer(context, response, "SetRelayOutputSettings");
    }

    // ---- digital inputs ----

    HttpRequest inputListing() {
        return DEVICE_IO.call(context, Effect.READ, "GetDigitalInputs").build();
    }

    List<ReferenceToken> listedInputs(HttpResponse response) {
        return DEVICE_IO.answer(context, response, "GetDigitalInputs").children(INPUT_NAMES, "DigitalInputs").stream()
                .flatMap(input -> token(input).stream())
                .toList();
    }

    // ---- both ----

    private Optional<ReferenceToken> token(Element element) {
        return Stream.of(element.attribute("token").orElse(""))
                .filter(token -> !token.isBlank())
                .map(ReferenceToken::of)
                .findFirst()
                .or(() -> forgive("token"));
    }

    private <T> Optional<T> forgive(String what) {
        session.forgive("ONVIF " + what);
        return Optional.empty();
    }
}
