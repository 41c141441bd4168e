package social.skein.relationship;

import io.vertx.core.Future;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import social.skein.account.Account;
import social.skein.account.Accounts;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Topic;
import social.skein.model.AccountId;
import social.skein.model.Problem;

/** Lets in all who wait at the door of an account that was locked and is not any longer. */
public final class Doorkeeper implements FactHandler {
    private static final int AT_ONCE = 100;

    private final Accounts accounts;
    private final FollowRequests requests;
    private final Following following;

    public Doorkeeper(Accounts accounts, FollowRequests requests, Following following) {
        this.accounts = accounts;
        this.requests = requests;
        this.following = following;
    }

    @Override
    public String role() {
        return "doorkeeper";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.ACCOUNTS);
    }

    @Override
    public Future<Void> handle(Fact fact) {
        return fact instanceof Fact.AccountUnlocked unlocked
                ? accounts.byIds(List.of(unlocked.account()))
                        .compose(found -> Optional.ofNullable(found.get(unlocked.account()))
                                        .map(Account::locked)
                                        .orElse(true)
                                ? Future.succeededFuture()
                                : letIn(unlocked.account()))
                : Future.succeededFuture();
    }

    private Future<Void> letIn(AccountId owner) {
        return requests.oldest(owner, AT_ONCE)
                .compose(waiting -> letIn(owner, waiting.iterator())
                        .compose(done -> waiting.size() < AT_ONCE ? Future.succeededFuture() : letIn(owner)));
    }

    private Future<Void> letIn(AccountId owner, Iterator<AccountId> waiting) {
        return waiting.hasNext()
                ? following
                        .authorize(owner, waiting.next())
                        .recover(Doorkeeper::gone)
                        .compose(done -> letIn(owner, waiting))
                : Future.succeededFuture();
    }

    /** Somebody who went away in the meantime. */
    private static Future<Void> gone(Throwable failure) {
        return failure instanceof Problem.NotFound ? Future.succeededFuture() : Future.failedFuture(failure);
    }
}
