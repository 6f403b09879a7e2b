package dev.openaxis.vapix.config;

/**
 * One version of one API, as the device lists it in {@code /config/discover}.
 *
 * @param id for example {@code ssh}
 * @param major from 0; an API can be there in several majors
 * @param version {@code x.y.z}, {@code x.0.0-beta.y} or {@code x.0.0-alpha.y}; empty if the device does not say
 * @param state {@code released}, {@code beta}, {@code alpha}, or another word of the device; empty if it does not say
 * @param path base path of its resources, for example {@code /config/rest/ssh/v2}
 */
public record ApiVersion(String id, int major, String version, String state, String path) {

    /**
     * Whether it is released: what is not can change with any device software.
     *
     * @return {@code true} if the state is {@code released}
     */
    public boolean released() {
        return state.equals("released");
    }

    @Override
    public String toString() {
        return id + " v" + major + " (" + (state.isEmpty() ? "state unknown" : state)
                + (version.isEmpty() ? "" : ", " + version) + ")";
    }
}
