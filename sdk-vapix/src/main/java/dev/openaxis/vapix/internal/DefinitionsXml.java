package dev.openaxis.vapix.internal;

import dev.openaxis.vapix.parameters.AccessLevels;
import dev.openaxis.vapix.parameters.ParameterDefinition;
import dev.openaxis.vapix.parameters.ParameterDefinitions;
import dev.openaxis.vapix.parameters.ParameterFlag;
import dev.openaxis.vapix.parameters.ParameterType;
import dev.openaxis.vapix.parameters.ParameterType.Choice;
import dev.openaxis.vapix.parameters.ParameterType.Kind;
import dev.openaxis.vapix.parameters.ParameterType.Range;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The definitions' XML ({@code parameterDefinitions > group* > parameter > type > kind}), read in one pass. The text was
 * decoded before, so the encoding it declares does not matter.
 */
public final class DefinitionsXml {
    private static final String ROOT = "parameterDefinitions";
    /** Names on devices have at most about eight segments. */
    private static final int DEEPEST = 64;

    private static final Pattern RANGE = Pattern.compile("\\s*(-?\\d+)(?:\\s*-\\s*(-?\\d+))?\\s*");

    private final XMLStreamReader xml;
    private final Deque<String> elements = new ArrayDeque<>();
    /** Full names of the open groups, innermost first. */
    private final Deque<String> groups = new ArrayDeque<>();

    private final List<ParameterDefinition> found = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private String model = "";
    private String firmwareVersion = "";
    private @Nullable Draft draft;

    /** A parameter whose end was not read yet. */
    private static final class Draft {
        private final String name;
        private final String value;
        private final String niceName;
        private final AccessLevels access;
        private final Set<ParameterFlag> flags = EnumSet.noneOf(ParameterFlag.class);
        private final List<Range> ranges = new ArrayList<>();
        private final List<Choice> choices = new ArrayList<>();
        private String kind = "";
        private OptionalLong min = OptionalLong.empty();
        private OptionalLong max = OptionalLong.empty();
        private OptionalInt maxLength = OptionalInt.empty();
        private Optional<String> trueWord = Optional.empty();
        private Optional<String> falseWord = Optional.empty();

        Draft(String name, String value, String niceName, String access) {
            this.name = name;
            this.value = value;
            this.niceName = niceName;
            this.access = new AccessLevels(access);
        }

        ParameterDefinition finished() {
            return new ParameterDefinition(
                    name,
                    value,
                    niceName,
                    access,
                    flags,
                    new ParameterType(Kind.of(kind), kind, min, max, ranges, maxLength, choices, trueWord, falseWord));
        }
    }

    private DefinitionsXml(XMLStreamReader xml) {
        this.xml = xml;
    }

    /** Reads a document; {@link IllegalArgumentException} if it is not one of these. */
    public static ParameterDefinitions parse(String text) {
        try {
            return new DefinitionsXml(Xml.reader(text)).read();
        } catch (XMLStreamException e) {
            throw notOne("it is not well-formed XML", e);
        }
    }

    private static IllegalArgumentException notOne(String why, @Nullable Throwable cause) {
        return new IllegalArgumentException("not a list of parameter definitions: " + why, cause);
    }

    private ParameterDefinitions read() throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> start(xml.getLocalName());
                case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw notOne("it has a document type or an entity", null);
                default -> {}
            }
        }
        return new ParameterDefinitions(model, firmwareVersion, found);
    }

    private void start(String element) {
        String parent = elements.isEmpty() ? "" : elements.peek();
        if (parent.isEmpty() && !element.equals(ROOT)) {
            throw notOne("it is a document of another kind", null);
        }
        elements.push(element);
        if (elements.size() > DEEPEST) {
            throw notOne("it is nested too deeply", null);
        }
        text.setLength(0);
        Draft open = draft;
        if (open != null) {
            inParameter(open, parent, element);
        } else if (element.equals("group")) {
            groups.push(below(attribute("name")));
        } else if (element.equals("parameter")) {
            draft = new Draft(
                    below(attribute("name")), attribute("value"), attribute("niceName"), attribute("securityLevel"));
        }
    }

    /** The full name; the group of everything is called {@code root} by most devices and by none in the documentation. */
    private String below(String name) {
        String group = groups.isEmpty() ? "" : groups.peek();
        return ParameterNames.withoutRoot(group.isEmpty() ? name : group + "." + name);
    }

    private void inParameter(Draft open, String parent, String element) {
        if (parent.equals("parameter") && element.equals("type")) {
            for (ParameterFlag flag : ParameterFlag.values()) {
                if (attribute(flag.wireName()).equals("true")) {
                    open.flags.add(flag);
                }
            }
        } else if (parent.equals("type")) {
            open.kind = element;
            open.min = number(attribute("min"));
            open.max = number(attribute("max"));
            open.maxLength = length(attribute("maxlen"));
            open.trueWord = Optional.ofNullable(xml.getAttributeValue(null, "true"));
            open.falseWord = Optional.ofNullable(xml.getAttributeValue(null, "false"));
        } else if (element.equals("entry")) {
            open.choices.add(new Choice(attribute("value"), attribute("niceValue")));
        } else if (element.equals("rangeEntry")) {
            range(attribute("value")).ifPresent(open.ranges::add);
        }
    }

    private void end(String element) {
        elements.pop();
        Draft open = draft;
        if (open != null) {
            if (element.equals("parameter")) {
                found.add(open.finished());
                draft = null;
            }
            return;
        }
        switch (element) {
            case "group" -> groups.pop();
            case "model" -> model = text.toString().trim();
            case "firmwareVersion" -> firmwareVersion = text.toString().trim();
            default -> {}
        }
    }

    private String attribute(String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private static Optional<Range> range(String value) {
        Matcher bounds = RANGE.matcher(value);
        if (!bounds.matches()) {
            return Optional.empty();
        }
        OptionalLong from = number(bounds.group(1));
        OptionalLong to = bounds.group(2) == null ? from : number(bounds.group(2));
        return from.isPresent() && to.isPresent()
                ? Optional.of(new Range(from.getAsLong(), to.getAsLong()))
                : Optional.empty();
    }

    private static OptionalLong number(String value) {
        try {
            return OptionalLong.of(Long.parseLong(value.trim()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalInt length(String value) {
        OptionalLong number = number(value);
        return number.isPresent() && number.getAsLong() >= 0 && number.getAsLong() <= Integer.MAX_VALUE
                ? OptionalInt.of((int) number.getAsLong())
                : OptionalInt.empty();
    }
}
