package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.ShockVariant;
import dev.openaxis.testkit.SimulatedRole;
import org.jspecify.annotations.Nullable;

/**
 * The shock detection API, reference 02 section 10 (documented). Errors are taken to come with HTTP 200, as those of the
 * other XML APIs; the answer of {@code getschemaversion.cgi} is not found and not built.
 */
final class ShockDetectionCgi implements Endpoint {
    static final String GET_ENABLED = "/axis-cgi/shockdetection/getenabled.cgi";
    static final String SET_ENABLED = "/axis-cgi/shockdetection/setenabled.cgi";
    static final String GET_LEVEL = "/axis-cgi/shockdetection/getsensitivitylevel.cgi";
    static final String SET_LEVEL = "/axis-cgi/shockdetection/setsensitivitylevel.cgi";
    static final String SCHEMA_VERSION = "/axis-cgi/shockdetection/getschemaversion.cgi";

    private static final int INVALID_REQUEST = 20;
    private static final int LEVEL_OUT_OF_RANGE = 30;
    private static final int SCHEMA_NOT_SUPPORTED = 40;

    private final ShockSensor sensor;
    private final String levelElement;

    ShockDetectionCgi(DeviceCore device) {
        this.sensor = device.shockSensor();
        this.levelElement = device.config().is(ShockVariant.LEVEL_IN_SUCCESS_ELEMENT)
                ? "GetSensitivityLevelSuccess"
                : "SensitivityLevel";
    }

    @Override
    public SimulatedRole roleFor(Incoming request) {
        return SimulatedRole.OPERATOR;
    }

    @Override
    public void handle(Exchange exchange) {
        exchange.answer(answer(exchange.request()));
    }

    private Answer answer(Incoming request) {
        if (request.path().equals(SCHEMA_VERSION)) {
            return Answer.page(501, "");
        }
        String schema = request.argument("schemaversion");
        if (schema == null) {
            return error(INVALID_REQUEST);
        }
        if (!schema.equals("1")) {
            return error(SCHEMA_NOT_SUPPORTED);
        }
        return switch (request.path()) {
            case GET_ENABLED -> success("GetEnabledSuccess", "<Enabled>" + sensor.isEnabled() + "</Enabled>");
            case GET_LEVEL -> success(levelElement, "<Level>" + sensor.sensitivity() + "</Level>");
            case SET_ENABLED -> enable(request.argument("enabled"));
            default -> setLevel(request.argument("level"));
        };
    }

    private Answer enable(@Nullable String enabled) {
        if (enabled == null || !enabled.matches("true|false")) {
            return error(INVALID_REQUEST);
        }
        sensor.enable(enabled.equals("true"));
        return success("GeneralSuccess", "");
    }

    private Answer setLevel(@Nullable String level) {
        if (level == null || !level.matches("-?[0-9]{1,9}")) {
            return error(INVALID_REQUEST);
        }
        int wanted = Integer.parseInt(level);
        if (wanted < 0 || wanted > 100) {
            return error(LEVEL_OUT_OF_RANGE);
        }
        sensor.setSensitivity(wanted);
        return success("GeneralSuccess", "");
    }

    private static Answer success(String element, String content) {
        return page("<Success>" + SoapEnvelope.element(element, content) + "</Success>");
    }

    private static Answer error(int code) {
        return page("<Error><GeneralError><ErrorCode>" + code + "</ErrorCode></GeneralError></Error>");
    }

    private static Answer page(String content) {
        return Answer.xml("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                + "<ShockDetectionResponse xmlns=\"http://www.axis.com/vapix/http_cgi/shockdetection1\""
                + " SchemaVersion=\"1.0\">" + content + "</ShockDetectionResponse>\n");
    }
}
