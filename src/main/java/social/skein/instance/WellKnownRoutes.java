package social.skein.instance;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import social.skein.account.Account;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.account.HandleParser;
import social.skein.account.UserStatistics;
import social.skein.config.Registration;
import social.skein.http.Access;
import social.skein.http.CachePolicy;
import social.skein.http.Endpoints;
import social.skein.http.HtmlEscape;
import social.skein.http.Request;
import social.skein.http.Response;
import social.skein.model.Problem;

/** The documents at well-known paths: NodeInfo, host-meta and WebFinger. */
public final class WellKnownRoutes {
    private final InstanceInfo instance;
    private final UserStatistics statistics;
    private final Accounts accounts;
    private final AccountViews views;
    private final HandleParser handles;

    public WellKnownRoutes(
            InstanceInfo instance,
            UserStatistics statistics,
            Accounts accounts,
            AccountViews views,
            HandleParser handles) {
        this.instance = instance;
        this.statistics = statistics;
        this.accounts = accounts;
        this.views = views;
        this.handles = handles;
    }

    private record Link(String rel, String href) {}

    private record Links(List<Link> links) {}

    private record NodeInfo(
            String version,
            Software software,
            List<String> protocols,
            Map<String, List<String>> services,
            Usage usage,
            @JsonProperty("openRegistrations") boolean openRegistrations,
            Map<String, Object> metadata) {}

    private record Software(String name, String version) {}

    private record Usage(
            Users users, @JsonProperty("localPosts") long localPosts) {}

    private record Users(
            long total,
            @JsonProperty("activeMonth") long activeMonth,
            @JsonProperty("activeHalfyear") long activeHalfyear) {}

    private record WebFingerResource(String subject, List<String> aliases, List<Link> links) {}

    public void mount(Endpoints api) {
        api.cacheable(
                "/.well-known/nodeinfo",
                Access.anyone(),
                CachePolicy.SERVER,
                request -> Future.succeededFuture(nodeInfoLinks()));
        api.cacheable(
                "/nodeinfo/2.0",
                Access.anyone(),
                CachePolicy.SERVER,
                request -> statistics.counts().map(this::nodeInfo));
        api.cacheable(
                "/.well-known/host-meta",
                Access.anyone(),
                CachePolicy.SERVER,
                request -> Future.succeededFuture(hostMeta()));
        api.cacheable("/.well-known/webfinger", Access.anyone(), CachePolicy.POSTS, this::webFinger);
    }

    private Links nodeInfoLinks() {
        return new Links(List.of(
                new Link("http://nodeinfo.diaspora.software/ns/schema/2.0", instance.origin() + "/nodeinfo/2.0")));
    }

    /**
     * One client library, which does not recognise the name Skein, uses the Mastodon API because of {@code upstream}.
     */
    private NodeInfo nodeInfo(UserStatistics.Counts counts) {
        return new NodeInfo(
                "2.0",
                new Software(InstanceInfo.SOFTWARE, InstanceInfo.SOFTWARE_VERSION),
                List.of(),
                Map.of("inbound", List.of(), "outbound", List.of()),
                new Usage(
                        new Users(counts.accounts(), counts.activeMonth(), counts.activeHalfYear()), counts.statuses()),
                instance.registration() == Registration.OPEN,
                Map.of("nodeName", instance.title(), "upstream", Map.of("name", "mastodon")));
    }

    private Response hostMeta() {
        String template = instance.origin() + "/.well-known/webfinger?resource={uri}";
        return Response.text(String.format(Locale.ROOT, """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">
                          <Link rel="lrdd" template="%s"/>
                        </XRD>
                        """, HtmlEscape.escape(template)))
                .withHeader("Content-Type", "application/xrd+xml; charset=utf-8");
    }

    private Future<Response> webFinger(Request request) {
        String resource = request.params().required("resource");
        Optional<String> username = resource.startsWith("acct:")
                ? handles.localUsername(resource.substring("acct:".length()))
                : handles.usernameFromProfileUrl(resource);
        return accounts.byUsername(username.orElseThrow(Problem.NotFound::new))
                .map(found -> found.filter(account -> !account.suspended()).orElseThrow(Problem.NotFound::new))
                .map(account -> Response.json(200, webFingerResource(account))
                        .withHeader("Content-Type", "application/jrd+json; charset=utf-8"));
    }

    private WebFingerResource webFingerResource(Account account) {
        String profile = views.profileUrl(account.username());
        return new WebFingerResource(
                "acct:" + account.username() + "@" + instance.origin().domain(),
                List.of(profile),
                List.of(new Link("http://webfinger.net/rel/profile-page", profile)));
    }
}
