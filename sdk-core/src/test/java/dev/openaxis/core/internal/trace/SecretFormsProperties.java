package dev.openaxis.core.internal.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SecretFormsProperties {

    @Property(tries = 200)
    void aSecret_isHiddenInEveryForm(@ForAll("secrets") String secret) {
        SecretForms forms = new SecretForms(List.of(secret));
        Forms.of(secret).forEach((name, form) -> {
            String shown = forms.hide("before=" + form + "&after");
            assertThat(shown)
                    .as(name)
                    .contains(SecretForms.HIDDEN)
                    .startsWith("before=")
                    .endsWith("&after");
            Forms.absent(secret, shown);
        });
    }

    @Property(tries = 300)
    void anyText_isHiddenFromWithoutAnError(@ForAll String text, @ForAll String secret) {
        assertThatCode(() -> new SecretForms(List.of(secret)).hide(text)).doesNotThrowAnyException();
    }

    @Property(tries = 300)
    void whatHasNoSecret_staysAsItIs(@ForAll("plain") String text) {
        assertThat(new SecretForms(List.of("Q7#never-there")).hide(text)).isEqualTo(text);
    }

    @Example
    void aShortSecret_isHiddenAsAWordOnly() {
        assertThat(new SecretForms(List.of("/")).hide("/a/b")).isEqualTo("/a/b");
        assertThat(new SecretForms(List.of("abc")).hide("pwd=abc&x=abcd&y=%61bc"))
                .isEqualTo("pwd=(hidden)&x=abcd&y=(hidden)");
    }

    @Example
    void anAccountInAUrl_isHidden() {
        SecretForms nothing = new SecretForms(List.of());
        assertThat(nothing.hide("rtsp://root:pass@10.0.0.7/axis-media"))
                .isEqualTo("rtsp://(hidden)@10.0.0.7/axis-media");
        assertThat(nothing.hide("rtsp:\\/\\/root:pass@10.0.0.7")).isEqualTo("rtsp:\\/\\/(hidden)@10.0.0.7");
        assertThat(nothing.hide("http%3A%2F%2Froot%3Apass%40h")).isEqualTo("http%3A%2F%2F(hidden)%40h");
        assertThat(nothing.hide("http://me:a@b@proxy:8080/x")).isEqualTo("http://(hidden)@proxy:8080/x");
        assertThat(nothing.hide("http://host/a?mail=b@c")).isEqualTo("http://host/a?mail=b@c");
    }

    /** What Axis devices take as a password, and some they do not. */
    @Provide
    Arbitrary<String> secrets() {
        Arbitrary<String> ascii =
                Arbitraries.strings().withCharRange('!', '~').ofMinLength(6).ofMaxLength(40);
        Arbitrary<String> more = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars(" /+%&=\"'<>\\äÖé€ß")
                .ofMinLength(6)
                .ofMaxLength(24)
                .filter(text -> text.strip().equals(text));
        return Arbitraries.oneOf(ascii, more)
                // What is a part of the frame of these tests cannot be told from it.
                .filter(text -> !"before=&after(hidden)".contains(text.toLowerCase(java.util.Locale.ROOT)));
    }

    @Provide
    Arbitrary<String> plain() {
        return Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(200).filter(text -> !text.contains("@"));
    }
}
