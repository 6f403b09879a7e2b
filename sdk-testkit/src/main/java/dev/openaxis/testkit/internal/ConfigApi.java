package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A Device Configuration API as discovery lists it, reference 01 section 11.6.
 *
 * @param id for example {@code ssh}
 * @param key {@code v} and the major version, never with a suffix
 * @param state {@code released}, {@code beta} or {@code alpha}
 * @param version for example {@code 2.0.0-beta.1}
 */
record ConfigApi(String id, String key, String state, String version) {
    /** How {@code $all} and {@code $export} call it, for example {@code ssh.v2}. */
    String name() {
        return id + "." + key;
    }

    /** The version segment of its base: the suffix tells what is not released. */
    String segment() {
        return state.equals("released") ? key : key + state;
    }

    /** Recorded devices answer under any suffix of the major version, reference 01 section 11.1. */
    boolean answersAt(String segment, boolean strict) {
        return segment.equals(segment())
                || (!strict
                        && segment.startsWith(key)
                        && segment.substring(key.length()).matches("(alpha|beta)?"));
    }

    /** Members in recorded order. */
    ObjectNode describe() {
        String base = "/config/discover/apis/" + id + "/" + key;
        return JsonText.MAPPER
                .createObjectNode()
                .put("doc", base + "/doc.md")
                .put("doc_html", "/config/web-ui/cu-doc.html?md-doc-loc=" + base + "/doc.md")
                .put("model", base + "/model.json")
                .put("rest_api", ConfigRest.PATH + "/" + id + "/" + segment())
                .put("rest_openapi", base + "/openapi.json")
                .put("rest_ui", "/config/web-ui/swagger-ui/?url=" + base + "/openapi.json")
                .put("state", state)
                .put("version", version);
    }
}
