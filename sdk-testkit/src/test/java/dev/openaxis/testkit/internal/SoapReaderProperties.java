package dev.openaxis.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class SoapReaderProperties {
    @Property
    void anyBytesAreAnOperationOrAFault(@ForAll @Size(max = 200) byte[] bytes) {
        assertThatThrownBy(() -> SoapReader.operation(bytes)).isInstanceOf(ServiceFault.class);
    }

    @Property
    void anyMarkUpIsAnOperationOrAFault(@ForAll("markUp") String text) {
        try {
            assertThat(SoapReader.operation(text.getBytes(StandardCharsets.UTF_8))
                            .name())
                    .isNotEmpty();
        } catch (ServiceFault fault) {
            assertThat(fault.code()).isEqualTo("ter:InvalidArgs");
        }
    }

    @Provide
    Arbitrary<String> markUp() {
        return Arbitraries.of(
                        "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\">",
                        "</s:Envelope>",
                        "<s:Body>",
                        "</s:Body>",
                        "<a>",
                        "</a>",
                        "<a/>",
                        "<b:a/>",
                        "&x;",
                        "&amp;",
                        "]]>",
                        "<![CDATA[",
                        "<!--",
                        "-->",
                        "<!DOCTYPE a [<!ENTITY x \"y\">]>",
                        "<?xml version=\"1.0\"?>",
                        "x",
                        "\u0000")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Property
    void whatWasEscapedIsReadBack(@ForAll("texts") String text) {
        String request = "<Envelope xmlns=\"" + SoapReader.ENVELOPE + "\"><Body><a xmlns=\"urn:a\"><b>"
                + SoapEnvelope.escaped(text) + "</b></a></Body></Envelope>";
        SoapElement operation = SoapReader.operation(request.getBytes(StandardCharsets.UTF_8));
        assertThat(operation.namespace() + operation.name()).isEqualTo("urn:aa");
        assertThat(operation.required("b")).isEqualTo(text.trim());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withCharRange(' ', '\u024f')
                .withChars("<>&\"'\u20ac")
                .ofMaxLength(20);
    }
}
