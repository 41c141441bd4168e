package social.skein.transfer;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A file as the response to a GET or HEAD request, with conditional requests and single ranges. Browsers neither guess
 * its type nor run scripts in it. It is not compressed.
 *
 * @param contentType the type as it was verified, not as the uploader claimed it
 * @param tag identifies the bytes of the file, without quotes: a hash, or an id if the file never changes
 * @param cacheControl the value of {@code Cache-Control}
 * @param cdnCacheControl the value of {@code CDN-Cache-Control}, which CDNs obey instead (RFC 9213), if any
 * @param disposition the value of {@code Content-Disposition}, if any
 */
public record FileResponse(
        FileSource source,
        String contentType,
        String tag,
        String cacheControl,
        Optional<String> cdnCacheControl,
        Optional<String> disposition) {

    public FileResponse {
        if (tag.isEmpty() || !tag.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != ',')) {
            throw new IllegalArgumentException(
                    "The tag of a file should be printable ASCII without quotes and commas: " + tag);
        }
    }

    /** A file that the browser shows, if it can. */
    public static FileResponse inline(FileSource source, String contentType, String tag, String cacheControl) {
        return new FileResponse(source, contentType, tag, cacheControl, Optional.empty(), Optional.empty());
    }

    /** The same file with another rule for CDNs than for browsers. */
    public FileResponse withCdnCacheControl(String value) {
        return new FileResponse(source, contentType, tag, cacheControl, Optional.of(value), disposition);
    }

    /** The same file to be saved under a name. */
    public FileResponse asAttachment(String fileName) {
        String encoded = URLEncoder.encode(fileName, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return new FileResponse(
                source,
                contentType,
                tag,
                cacheControl,
                cdnCacheControl,
                Optional.of("attachment; filename*=UTF-8''" + encoded));
    }

    String etag() {
        return '"' + tag + '"';
    }
}
