package social.skein.instance;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import social.skein.account.Account;
import social.skein.account.Accounts;
import social.skein.account.UserStatistics;
import social.skein.http.Access;
import social.skein.http.CachePolicy;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Response;
import social.skein.http.Scope;
import social.skein.model.Problem;

/** The endpoints that describe the server, and the preferences of the caller. */
public final class InstanceRoutes {
    private final InstanceInfo instance;
    private final UserStatistics statistics;
    private final Accounts accounts;

    public InstanceRoutes(InstanceInfo instance, UserStatistics statistics, Accounts accounts) {
        this.instance = instance;
        this.statistics = statistics;
        this.accounts = accounts;
    }

    public void mount(Endpoints api) {
        api.cacheable("/api/v2/instance", Access.anyone(), CachePolicy.SERVER, request -> instanceV2());
        api.cacheable("/api/v1/instance", Access.anyone(), CachePolicy.SERVER, request -> instanceV1());
        api.cacheable(
                "/api/v1/instance/rules",
                Access.anyone(),
                CachePolicy.SERVER,
                request -> Future.succeededFuture(instance.rules()));
        api.get("/api/v1/announcements", Access.anyone(), request -> Future.succeededFuture(List.of()));
        api.cacheable(
                "/api/v1/instance/peers",
                Access.anyone(),
                CachePolicy.SERVER,
                request -> Future.succeededFuture(List.of()));
        api.cacheable(
                "/api/v1/instance/domain_blocks",
                Access.anyone(),
                CachePolicy.SERVER,
                request -> Future.succeededFuture(List.of()));
        api.cacheable(
                "/api/v1/instance/translation_languages",
                Access.anyone(),
                CachePolicy.SERVER,
                request -> Future.succeededFuture(Map.of()));
        // Tells clients that they have no push subscription.
        api.get(
                "/api/v1/push/subscription",
                Access.user(Scope.PUSH),
                request -> Future.failedFuture(new Problem.NotFound()));
        api.get("/api/v1/preferences", Access.user(Scope.READ_ACCOUNTS), this::preferences);
        api.get("/api/v1/streaming/health", Access.anyone(), request -> Future.succeededFuture(Response.text("OK")));
    }

    private Future<InstanceView> instanceV2() {
        return statistics.counts().map(counts -> InstanceView.of(instance, counts.activeMonth()));
    }

    private Future<InstanceV1View> instanceV1() {
        return statistics.counts().map(counts -> InstanceV1View.of(instance, counts));
    }

    private Future<Map<String, Object>> preferences(Request request) {
        return accounts.get(request.account()).map(InstanceRoutes::preferences);
    }

    private static Map<String, Object> preferences(Account account) {
        Map<String, Object> preferences = new LinkedHashMap<>();
        preferences.put("posting:default:visibility", account.postingDefaults().visibility());
        preferences.put("posting:default:sensitive", account.postingDefaults().sensitive());
        preferences.put(
                "posting:default:language", account.postingDefaults().language().orElse(null));
        preferences.put("reading:expand:media", "default");
        preferences.put("reading:expand:spoilers", false);
        return preferences;
    }
}
