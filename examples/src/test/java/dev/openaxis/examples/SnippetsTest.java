package dev.openaxis.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every Java snippet of README and docs compiles. */
class SnippetsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");
    private static final String IMPORTS = """
            import dev.openaxis.core.*;
            import dev.openaxis.core.http.*;
            import dev.openaxis.core.line.*;
            import dev.openaxis.core.identity.*;
            import dev.openaxis.core.live.*;
            import dev.openaxis.core.netty.*;
            import dev.openaxis.core.tls.*;
            import dev.openaxis.core.trace.*;
            import dev.openaxis.modbus.*;
            import dev.openaxis.modbus.register.*;
            import dev.openaxis.modbus.sensor.*;
            import dev.openaxis.osdp.*;
            import dev.openaxis.osdp.capture.*;
            import dev.openaxis.osdp.card.*;
            import dev.openaxis.osdp.event.*;
            import dev.openaxis.osdp.keys.*;
            import dev.openaxis.osdp.message.BuzzerControl;
            import dev.openaxis.osdp.message.BuzzerTone;
            import dev.openaxis.osdp.panel.*;
            import dev.openaxis.testkit.*;
            import dev.openaxis.vapix.*;
            import dev.openaxis.vapix.accounts.*;
            import dev.openaxis.vapix.config.*;
            import dev.openaxis.vapix.events.*;
            import dev.openaxis.vapix.io.*;
            import dev.openaxis.vapix.io.Sequence;
            import dev.openaxis.vapix.mqtt.*;
            import dev.openaxis.vapix.parameters.*;
            import dev.openaxis.vapix.rules.*;
            import dev.openaxis.vapix.system.*;
            import java.math.BigDecimal;
            import java.net.InetSocketAddress;
            import java.nio.file.*;
            import java.security.cert.X509Certificate;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import org.junit.jupiter.api.extension.RegisterExtension;
            """;
    /** Names the snippets take for granted. */
    private static final String CONTEXT = """
                static AxisDevice device;
                static Output relay;
                static String sha256;
                static List<String> addresses;
                static PasswordCredentials account;
                static TrustPolicy trust;
                static CertificateStore seen;
                static char[] secret;
                static ControlPanel panel;
                static OsdpKeyStore keys;
                static Scbk key;
                static Peripheral door;
                static AxisRuntime runtime;
                static ModbusUnit probe;
                static UnitOptions meterOptions;

                static String readSecret(String name, boolean fresh) {
                    return name + fresh;
                }
            """;

    record Snippet(String where, String code) {
        @Override
        public String toString() {
            return where;
        }
    }

    static List<Snippet> snippets() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        List<Snippet> found = new ArrayList<>();
        for (Path page : pages) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            for (int i = 1; block.find(); i++) {
                found.add(new Snippet(page.getFileName() + " block " + i, block.group(1)));
            }
        }
        return found;
    }

    @Test
    void theReadmeHasSnippets() throws IOException {
        assertThat(snippets()).hasSizeGreaterThan(8);
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void everySnippetCompiles(Snippet snippet, @TempDir Path output) {
        boolean member = snippet.code().startsWith("@RegisterExtension");
        String source = IMPORTS + "class Snippet {\n" + CONTEXT
                + (member ? snippet.code() : "static void run() throws Exception {\n" + snippet.code() + "\n}")
                + "\n}\n";
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        String path = System.getProperty("java.class.path", "")
                + File.pathSeparator
                + System.getProperty("jdk.module.path", "");

        boolean compiled = compiler.getTask(
                        null,
                        null,
                        problems,
                        List.of("-d", output.toString(), "-cp", path, "-proc:none"),
                        null,
                        List.of(
                                new SimpleJavaFileObject(
                                        URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
                                    @Override
                                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                                        return source;
                                    }
                                }))
                .call();

        assertThat(problems.getDiagnostics())
                .filteredOn(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .isEmpty();
        assertThat(compiled).isTrue();
    }
}
