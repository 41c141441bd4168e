package social.skein.http;

import java.net.URI;

/**
 * The public URL of this deployment, scheme and authority only: {@code https://skein.example}.
 *
 * @param scheme {@code http} or {@code https}
 * @param domain the bare host, with a port unless it is the scheme's default
 * @param mediaBase the URL that the keys of media are appended to, such as that of a CDN; ends with a slash
 */
public record PublicUrl(String scheme, String domain, String mediaBase) {
    /** The path of media on this server. */
    public static final String MEDIA_PATH = "/media/";

    /** The URL of a deployment that serves its media itself. */
    public PublicUrl(String scheme, String domain) {
        this(scheme, domain, scheme + "://" + domain + MEDIA_PATH);
    }

    /** The same URL with the scheme {@code ws} or {@code wss}. */
    public String webSocketUrl() {
        return ("https".equals(scheme) ? "wss://" : "ws://") + domain;
    }

    /** The URL of a medium by its key in the object store. */
    public String media(String key) {
        return mediaBase + key;
    }

    /** The scheme and authority of the URLs of media: this URL, unless another server or a CDN serves them. */
    public String mediaOrigin() {
        URI base = URI.create(mediaBase);
        return base.getScheme() + "://" + base.getRawAuthority();
    }

    /** A URL as a page of this server links to it: a path, if it is on this server, which may have another name. */
    public String relative(String url) {
        return url.startsWith(this + "/") ? url.substring(toString().length()) : url;
    }

    @Override
    public String toString() {
        return scheme + "://" + domain;
    }
}
