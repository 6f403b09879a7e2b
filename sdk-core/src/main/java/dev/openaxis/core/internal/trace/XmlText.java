package dev.openaxis.core.internal.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An XML document, SOAP among it. It is only taken apart into tags and texts, and everything else stays as it is; what has a
 * document type or is not nested properly is not read.
 */
final class XmlText {
    private static final Pattern TAG =
            Pattern.compile("([\\w.:-]++)((?:\\s++[\\w.:-]++\\s*+=\\s*+(?:\"[^\"<]*+\"|'[^'<]*+'))*+)\\s*+(/?+)");
    private static final Pattern ATTRIBUTE = Pattern.compile("([\\w.:-]++)(\\s*+=\\s*+)(?:\"([^\"]*+)\"|'([^']*+)')");

    /** An element that is open. */
    private static final class Element {
        final String name;
        final boolean secret;
        /** Whether a child before named a secret, whose value follows. */
        boolean names;

        Element(String name, boolean secret) {
            this.name = name;
            this.secret = secret;
        }
    }

    private final Redaction redaction;
    private final String text;
    private final StringBuilder shown = new StringBuilder();
    private final Deque<Element> open = new ArrayDeque<>();

    private XmlText(String text, Redaction redaction) {
        this.text = text;
        this.redaction = redaction;
    }

    /** The document with what may be told, or {@code null} if it is none. */
    static @Nullable String redacted(String text, Redaction redaction) {
        return text.stripLeading().startsWith("<") ? new XmlText(text, redaction).read() : null;
    }

    private @Nullable String read() {
        int at = 0;
        while (at < text.length()) {
            int tag = text.indexOf('<', at);
            content(text.substring(at, tag < 0 ? text.length() : tag));
            if (tag < 0) {
                break;
            }
            at = markup(tag);
            if (at < 0) {
                return null;
            }
        }
        return open.isEmpty() ? shown.toString() : null;
    }

    /** Reads what begins with this angle bracket and returns where it ends, or -1. */
    private int markup(int at) {
        if (text.startsWith("<!--", at)) {
            return skipped(at, "-->", "<!---->");
        }
        if (text.startsWith("<![CDATA[", at)) {
            int end = text.indexOf("]]>", at);
            if (end >= 0) {
                content(text.substring(at + 9, end)
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;"));
            }
            return end < 0 ? -1 : end + 3;
        }
        if (text.startsWith("<?", at)) {
            int end = text.indexOf("?>", at);
            return end < 0 ? -1 : skipped(at, "?>", text.startsWith("<?xml ", at) ? text.substring(at, end + 2) : "");
        }
        if (text.startsWith("<!", at)) {
            return -1;
        }
        int end = text.indexOf('>', at);
        if (end < 0) {
            return -1;
        }
        boolean read =
                text.startsWith("</", at) ? closed(text.substring(at + 2, end).trim()) : opened(text, at + 1);
        return !read ? -1 : text.startsWith("</", at) ? end + 1 : tagEnd;
    }

    private int tagEnd;

    private int skipped(int at, String until, String instead) {
        int end = text.indexOf(until, at);
        shown.append(end < 0 ? "" : instead);
        return end < 0 ? -1 : end + until.length();
    }

    private boolean closed(String name) {
        Element last = open.poll();
        shown.append("</").append(name).append('>');
        return last != null && last.name.equals(name);
    }

    private boolean opened(String whole, int at) {
        Matcher tag = TAG.matcher(whole);
        tag.region(at, whole.length());
        if (!tag.lookingAt() || tag.end() >= whole.length() || whole.charAt(tag.end()) != '>') {
            return false;
        }
        tagEnd = tag.end() + 1;
        Element parent = open.peek();
        boolean secret = (parent != null
                        && (parent.secret
                                || (parent.names && local(tag.group(1)).equals("value"))))
                || SecretNames.secret(tag.group(1));
        shown.append('<').append(tag.group(1)).append(attributes(tag.group(2), secret));
        shown.append(tag.group(3)).append('>');
        if (tag.group(3).isEmpty()) {
            open.push(new Element(tag.group(1), secret));
        }
        return true;
    }

    private String attributes(String attributes, boolean secret) {
        boolean names = ATTRIBUTE
                .matcher(attributes)
                .results()
                .anyMatch(one -> isName(local(one.group(1)))
                        && SecretNames.secret(plain(one.group(3) == null ? one.group(4) : one.group(3))));
        boolean pair = ATTRIBUTE
                .matcher(attributes)
                .results()
                .anyMatch(one -> local(one.group(1)).equals("value"));
        return ATTRIBUTE.matcher(attributes).replaceAll(one -> {
            String value = plain(one.group(3) == null ? one.group(4) : one.group(3));
            String name = local(one.group(1));
            boolean hidden = secret || (names && name.equals("value"));
            String told = one.group(1).startsWith("xmlns")
                    ? value
                    : hidden ? redaction.secret(value) : redaction.field(pair && isName(name) ? "name" : name, value);
            return Matcher.quoteReplacement(
                    told.equals(value) ? one.group() : one.group(1) + one.group(2) + '"' + escaped(told) + '"');
        });
    }

    private void content(String content) {
        Element element = open.peek();
        if (content.isBlank() || element == null) {
            shown.append(content.isBlank() ? content : SecretForms.HIDDEN);
            return;
        }
        String value = plain(content);
        if (isName(local(element.name)) && SecretNames.secret(value) && open.size() > 1) {
            open.stream().skip(1).findFirst().ifPresent(parent -> parent.names = true);
        }
        String told = element.secret ? redaction.secret(value.trim()) : redaction.field("", value);
        shown.append(told.equals(value) ? content : escaped(told));
    }

    private static boolean isName(String name) {
        return name.equals("name") || name.equals("key");
    }

    private static String local(String name) {
        return name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    }

    /** The text that the references stand for. */
    private static String plain(String escaped) {
        return escaped.indexOf('&') < 0 ? escaped : DecodedText.xml(escaped);
    }

    private static String escaped(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
