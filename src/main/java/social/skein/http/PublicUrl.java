package social.skein.http;

/**
 * The public URL of this deployment, scheme and authority only: {@code https://skein.example}.
 *
 * @param scheme {@code http} or {@code https}
 * @param domain the bare host, with a port unless it is the scheme's default
 */
public record PublicUrl(String scheme, String domain) {

    /** The same URL with the scheme {@code ws} or {@code wss}. */
    public String webSocketUrl() {
        return ("https".equals(scheme) ? "wss://" : "ws://") + domain;
    }

    @Override
    public String toString() {
        return scheme + "://" + domain;
    }
}
