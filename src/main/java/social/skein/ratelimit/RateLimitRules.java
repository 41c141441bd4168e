package social.skein.ratelimit;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import social.skein.http.Caller;
import social.skein.http.ClientAddress;
import social.skein.http.Endpoints;

/**
 * Decides which limits a request counts towards. Streams are not limited, because all of an instance's streams
 * reconnect at once when it restarts; neither are responses that are the same for every caller: they come from memory
 * or, if they are media, usually from a cache in front of this server, which has few addresses.
 */
public final class RateLimitRules {
    private static final String PROVISIONING_PREFIX = "/api/skein/v1/accounts";
    private static final Pattern DELETE_PATH = Pattern.compile("/api/v1/statuses/[0-9]+/?");
    private static final Pattern CREATE_PATH = Pattern.compile("/api/v1/statuses(/[0-9]+/reblog)?/?");
    private static final Pattern UNREBLOG = Pattern.compile("/api/v1/statuses/[0-9]+/unreblog/?");
    private static final Pattern UPLOAD = Pattern.compile("/api/v[12]/media/?");
    private static final Pattern SIGN_UP = Pattern.compile("/api/v1/accounts/?");
    private static final Pattern SEARCH = Pattern.compile("/api/v[12]/(search|accounts/search)/?");
    private static final Pattern WEB_PAGE =
            Pattern.compile("/(oauth|auth|settings|users|tags)(/.*)?|/@.*|/\\.well-known/webfinger/?");
    private static final Pattern CURSOR_PARAM = Pattern.compile("(^|&)(max|since|min)_id=[^&]");

    private RateLimitRules() {}

    /** Whether requests to this path count towards any limit. */
    public static boolean isLimited(String path) {
        return isApi(path) || isWebPage(path);
    }

    static boolean isApi(String path) {
        return path.startsWith("/api/") && !Endpoints.isStreaming(path);
    }

    /** Whether the path belongs to the provisioning API, whose callers have no access token. */
    static boolean isProvisioning(String path) {
        return path.startsWith(PROVISIONING_PREFIX);
    }

    static List<RateLimit.RateLimitKey> provisioningKeys(ClientAddress address) {
        return List.of(key(RateLimit.PROVISIONING, address.networkPrefix()));
    }

    static boolean isWebPage(String path) {
        return WEB_PAGE.matcher(path).matches();
    }

    static List<RateLimit.RateLimitKey> webPageKeys(ClientAddress address) {
        return List.of(key(RateLimit.WEB_PAGES, address.networkPrefix()));
    }

    /** The limits of an API request, at least one. */
    static List<RateLimit.RateLimitKey> apiKeys(
            HttpServerRequest request, String path, Optional<Caller> caller, ClientAddress client) {
        List<RateLimit.RateLimitKey> keys = new ArrayList<>(6);
        caller.ifPresent(present -> {
            keys.add(key(RateLimit.TOKEN, Long.toString(present.tokenId())));
            keys.add(key(RateLimit.APP, Long.toString(present.appId())));
        });
        String address = client.networkPrefix();
        Optional<String> account = caller.flatMap(Caller::account).map(Object::toString);
        String subject = account.orElse(address);
        keys.add(key(account.isPresent() ? RateLimit.USER : RateLimit.ADDRESS, subject));
        String query = request.query();
        if (query != null && CURSOR_PARAM.matcher(query).find()) {
            keys.add(key(RateLimit.PAGINATION, subject));
        }
        actionLimit(request.method(), path, account.isPresent())
                .ifPresent(limit -> keys.add(key(limit, limit == RateLimit.SIGN_UP ? address : subject)));
        return keys;
    }

    /** The limit for this kind of request alone, if there is one. */
    private static Optional<RateLimit> actionLimit(HttpMethod method, String path, boolean hasAccount) {
        if (HttpMethod.GET.equals(method)) {
            return SEARCH.matcher(path).matches() ? Optional.of(RateLimit.SEARCH) : Optional.empty();
        }
        if (HttpMethod.POST.equals(method) && SIGN_UP.matcher(path).matches()) {
            return Optional.of(RateLimit.SIGN_UP);
        }
        if (hasAccount && HttpMethod.POST.equals(method) && UPLOAD.matcher(path).matches()) {
            return Optional.of(RateLimit.UPLOAD);
        }
        if (hasAccount
                && HttpMethod.POST.equals(method)
                && CREATE_PATH.matcher(path).matches()) {
            return Optional.of(RateLimit.POSTING);
        }
        return hasAccount && isRemoval(method, path) ? Optional.of(RateLimit.REMOVAL) : Optional.empty();
    }

    private static boolean isRemoval(HttpMethod method, String path) {
        return (HttpMethod.DELETE.equals(method) && DELETE_PATH.matcher(path).matches())
                || (HttpMethod.POST.equals(method) && UNREBLOG.matcher(path).matches());
    }

    private static RateLimit.RateLimitKey key(RateLimit limit, String subject) {
        return new RateLimit.RateLimitKey(limit, subject);
    }
}
