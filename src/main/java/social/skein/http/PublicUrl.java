package social.skein.http;

/**
 * Where this deployment is found, as scheme and authority: {@code https://skein.example}.
 *
 * @param scheme {@code http} or {@code https}
 * @param domain the bare host, with a port where it is not the scheme's own
 */
public record PublicUrl(String scheme, String domain) {

    /** The same place for WebSockets. */
    public String webSocketUrl() {
        return ("https".equals(scheme) ? "wss://" : "ws://") + domain;
    }

    @Override
    public String toString() {
        return scheme + "://" + domain;
    }
}
