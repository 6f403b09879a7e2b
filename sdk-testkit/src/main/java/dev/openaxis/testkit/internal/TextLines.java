package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import java.util.List;

/** Text answers of classic CGIs: every line ends with LF, or CR LF as in some 12.11 answers (observed). */
final class TextLines {
    private TextLines() {}

    static Answer of(DeviceConfig config, List<String> lines) {
        String end = config.is(Variant.CRLF_TEXT) ? "\r\n" : "\n";
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append(end));
        return Answer.text(text.toString());
    }
}
