package dev.openaxis.core.http;

/**
 * How a download ended.
 *
 * @param response the answer; its body is empty if it was saved, and there as usual if it was not
 * @param bytes what was saved, or -1 if the status was none of 200 to 299 and the file was left alone
 */
public record Download(HttpResponse response, long bytes) {

    /**
     * Whether there is a file now.
     *
     * @return whether the answer was a success
     */
    public boolean saved() {
        return bytes >= 0;
    }
}
