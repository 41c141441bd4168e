package social.skein.notification;

import io.vertx.core.Future;
import java.util.function.BiFunction;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.Problem;

/** The policy of the account asking, under {@code /api/v2/notifications/policy}, and as the first version spelled it. */
public final class PolicyRoutes {
    private static final String NEW = "/api/v2/notifications/policy";
    private static final String OLD = "/api/v1/notifications/policy";

    private final Policies policies;
    private final NotificationRequests requests;

    public PolicyRoutes(Policies policies, NotificationRequests requests) {
        this.policies = policies;
        this.requests = requests;
    }

    public void mount(Endpoints api) {
        Access read = Access.user(Scope.READ_NOTIFICATIONS);
        Access write = Access.user(Scope.WRITE_NOTIFICATIONS);
        api.get(NEW, read, request -> answer(request.account(), PolicyView::of))
                .put(NEW, write, this::change)
                .patch(NEW, write, this::change)
                .get(OLD, read, request -> answer(request.account(), PolicyView.Old::of))
                .put(OLD, write, this::changeOld)
                .patch(OLD, write, this::changeOld);
    }

    private <V> Future<V> answer(AccountId owner, BiFunction<Policy, NotificationRequests.Summary, V> view) {
        return Future.all(policies.of(owner), requests.summary(owner))
                .map(found -> view.apply(found.resultAt(0), found.resultAt(1)));
    }

    private Future<PolicyView> change(Request request) {
        AccountId owner = request.account();
        return policies.of(owner)
                .map(policy -> changed(policy, request.params()))
                .compose(policy -> policies.put(owner, policy))
                .compose(put -> answer(owner, PolicyView::of));
    }

    private Future<PolicyView.Old> changeOld(Request request) {
        AccountId owner = request.account();
        return policies.of(owner)
                .map(policy -> changedOld(policy, request.params()))
                .compose(policy -> policies.put(owner, policy))
                .compose(put -> answer(owner, PolicyView.Old::of));
    }

    private static Policy changed(Policy policy, Params params) {
        return new Policy(
                verdict(params, "for_not_following", policy.notFollowing()),
                verdict(params, "for_not_followers", policy.notFollowers()),
                verdict(params, "for_new_accounts", policy.newAccounts()),
                verdict(params, "for_private_mentions", policy.privateMentions()),
                verdict(params, "for_limited_accounts", policy.limitedAccounts()));
    }

    private static Policy changedOld(Policy policy, Params params) {
        return new Policy(
                filter(params, "filter_not_following", policy.notFollowing()),
                filter(params, "filter_not_followers", policy.notFollowers()),
                filter(params, "filter_new_accounts", policy.newAccounts()),
                filter(params, "filter_private_mentions", policy.privateMentions()),
                policy.limitedAccounts());
    }

    private static Verdict verdict(Params params, String name, Verdict absent) {
        return params.filled(name)
                .map(word -> Verdict.parse(word)
                        .orElseThrow(() -> new Problem.Invalid(
                                "Validation failed: " + name + " should be accept, filter or drop, not " + word)))
                .orElse(absent);
    }

    private static Verdict filter(Params params, String name, Verdict absent) {
        boolean filters = params.flag(name, absent != Verdict.ACCEPT);
        return filters == (absent != Verdict.ACCEPT) ? absent : filters ? Verdict.FILTER : Verdict.ACCEPT;
    }
}
