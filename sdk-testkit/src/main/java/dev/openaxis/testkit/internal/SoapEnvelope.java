package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SoapVariant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes SOAP answers as devices do, reference 01 sections 13.1 and 13.2: prefix {@code SOAP-ENV}, dozens of declared
 * namespaces, empty elements as pairs (all recorded).
 */
final class SoapEnvelope {
    private static final String TYPE = "application/soap+xml; charset=utf-8";
    private static final List<String> NAMESPACES = Recorded.lines("soap-namespaces-12.9.57.txt");

    private final DeviceConfig config;
    private final String declarations;

    SoapEnvelope(DeviceConfig config, List<SoapService> services) {
        this.config = config;
        StringBuilder declared = new StringBuilder();
        NAMESPACES.forEach(line -> declare(declared, line.split(" ")[0], line.split(" ")[1]));
        for (SoapService service : services) {
            if (NAMESPACES.stream().noneMatch(line -> line.startsWith(service.prefix() + " "))) {
                declare(declared, service.prefix(), service.namespace());
            }
        }
        this.declarations = declared.toString();
    }

    private static void declare(StringBuilder declared, String prefix, String namespace) {
        declared.append(" xmlns:")
                .append(prefix)
                .append("=\"")
                .append(namespace)
                .append('"');
    }

    Answer answer(SoapService service, String operation, String content) {
        return write(200, element(service.prefix() + ":" + operation + "Response", content));
    }

    /** An answer that was recorded whole, with the declarations of its own device. */
    Answer recorded(String text) {
        return Answer.of(200, TYPE, prefixed(text));
    }

    Answer fault(ServiceFault fault) {
        String code = element("SOAP-ENV:Value", "SOAP-ENV:" + (fault.isReceivers() ? "Receiver" : "Sender"))
                + subCode(fault.code(), subCode(fault.subCode(), ""));
        String text = fault.detail() == null ? "" : element("SOAP-ENV:Text", escaped(fault.detail()));
        String element = fault.element() == null ? text : fault.element();
        String detail = element.isEmpty() ? "" : element("SOAP-ENV:Detail", element);
        // No reason at all is written shorter than every other empty element (recorded).
        String words = fault.reason().isEmpty() ? "/>" : ">" + escaped(fault.reason()) + "</SOAP-ENV:Text>";
        String reason = "<SOAP-ENV:Text xml:lang=\"en\"" + words;
        return write(
                status(),
                element(
                        "SOAP-ENV:Fault",
                        element("SOAP-ENV:Code", code) + element("SOAP-ENV:Reason", reason) + detail));
    }

    private static String subCode(@Nullable String code, String within) {
        return code == null ? "" : element("SOAP-ENV:Subcode", element("SOAP-ENV:Value", code) + within);
    }

    private int status() {
        if (config.is(SoapVariant.FAULTS_WITH_500)) {
            return 500;
        }
        return config.is(SoapVariant.FAULTS_WITH_200) ? 200 : 400;
    }

    private Answer write(int status, String body) {
        String text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<SOAP-ENV:Envelope" + declarations + ">"
                + element("SOAP-ENV:Body", body) + "</SOAP-ENV:Envelope>";
        return Answer.of(status, TYPE, prefixed(text));
    }

    private String prefixed(String text) {
        return config.is(SoapVariant.ENVELOPE_PREFIX_ENV)
                ? text.replace("SOAP-ENV:", "env:").replace(":SOAP-ENV", ":env")
                : text;
    }

    static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }

    /** Text as it stands in an attribute. */
    static String quoted(String text) {
        return escaped(text)
                .replace("\"", "&quot;")
                .replace("\t", "&#9;")
                .replace("\n", "&#10;")
                .replace("\r", "&#13;");
    }

    /** Text as it stands between tags, where quotes stay (recorded); what XML cannot carry is replaced. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                default -> out.appendCodePoint(isCharacter(point) ? point : '?');
            }
        });
        return out.toString();
    }

    private static boolean isCharacter(int point) {
        boolean space = point == '\t' || point == '\n' || point == '\r';
        boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
        return space || (point >= ' ' && !surrogate && point != 0xFFFE && point != 0xFFFF);
    }
}
