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

/** The policy of the signed-in account, under {@code /api/v2/notifications/policy}, and in the format of version 1. */
public final class NotificationPolicyRoutes {
    private static final String V2_PATH = "/api/v2/notifications/policy";
    private static final String V1_PATH = "/api/v1/notifications/policy";

    private final NotificationPolicies policies;
    private final NotificationRequests requests;

    public NotificationPolicyRoutes(NotificationPolicies policies, NotificationRequests requests) {
        this.policies = policies;
        this.requests = requests;
    }

    public void mount(Endpoints api) {
        Access read = Access.user(Scope.READ_NOTIFICATIONS);
        Access write = Access.user(Scope.WRITE_NOTIFICATIONS);
        api.get(V2_PATH, read, request -> show(request.account(), NotificationPolicyView::of))
                .put(V2_PATH, write, this::update)
                .patch(V2_PATH, write, this::update)
                .get(
                        V1_PATH,
                        read,
                        request -> show(request.account(), NotificationPolicyView.NotificationPolicyV1View::of))
                .put(V1_PATH, write, this::updateV1)
                .patch(V1_PATH, write, this::updateV1);
    }

    private <V> Future<V> show(AccountId owner, BiFunction<NotificationPolicy, NotificationRequests.Summary, V> view) {
        return Future.all(policies.find(owner), requests.summary(owner))
                .map(found -> view.apply(found.resultAt(0), found.resultAt(1)));
    }

    private Future<NotificationPolicyView> update(Request request) {
        AccountId owner = request.account();
        return policies.find(owner)
                .map(policy -> withChanges(policy, request.params()))
                .compose(policy -> policies.save(owner, policy))
                .compose(saved -> show(owner, NotificationPolicyView::of));
    }

    private Future<NotificationPolicyView.NotificationPolicyV1View> updateV1(Request request) {
        AccountId owner = request.account();
        return policies.find(owner)
                .map(policy -> withV1Changes(policy, request.params()))
                .compose(policy -> policies.save(owner, policy))
                .compose(saved -> show(owner, NotificationPolicyView.NotificationPolicyV1View::of));
    }

    private static NotificationPolicy withChanges(NotificationPolicy policy, Params params) {
        return new NotificationPolicy(
                decision(params, "for_not_following", policy.notFollowing()),
                decision(params, "for_not_followers", policy.notFollowers()),
                decision(params, "for_new_accounts", policy.newAccounts()),
                decision(params, "for_private_mentions", policy.privateMentions()),
                decision(params, "for_limited_accounts", policy.limitedAccounts()));
    }

    private static NotificationPolicy withV1Changes(NotificationPolicy policy, Params params) {
        return new NotificationPolicy(
                decisionFromFlag(params, "filter_not_following", policy.notFollowing()),
                decisionFromFlag(params, "filter_not_followers", policy.notFollowers()),
                decisionFromFlag(params, "filter_new_accounts", policy.newAccounts()),
                decisionFromFlag(params, "filter_private_mentions", policy.privateMentions()),
                policy.limitedAccounts());
    }

    private static PolicyDecision decision(Params params, String name, PolicyDecision current) {
        return params.nonBlank(name)
                .map(word -> PolicyDecision.parse(word)
                        .orElseThrow(() -> new Problem.Invalid(
                                "Validation failed: " + name + " should be accept, filter or drop, not " + word)))
                .orElse(current);
    }

    private static PolicyDecision decisionFromFlag(Params params, String name, PolicyDecision current) {
        boolean filters = params.flag(name, current != PolicyDecision.ACCEPT);
        return filters == (current != PolicyDecision.ACCEPT)
                ? current
                : filters ? PolicyDecision.FILTER : PolicyDecision.ACCEPT;
    }
}
