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
public final class FollowRequestAutoAccept implements FactHandler {
    private static final int BATCH_SIZE = 100;

    private final Accounts accounts;
    private final FollowRequests requests;
    private final FollowActions followActions;

    public FollowRequestAutoAccept(Accounts accounts, FollowRequests requests, FollowActions followActions) {
        this.accounts = accounts;
        this.requests = requests;
        this.followActions = followActions;
    }

    @Override
    public String role() {
        return "relationships";
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
                                : acceptAll(unlocked.account()))
                : Future.succeededFuture();
    }

    private Future<Void> acceptAll(AccountId owner) {
        return requests.oldest(owner, BATCH_SIZE)
                .compose(waiting -> acceptEach(owner, waiting.iterator())
                        .compose(done -> waiting.size() < BATCH_SIZE ? Future.succeededFuture() : acceptAll(owner)));
    }

    private Future<Void> acceptEach(AccountId owner, Iterator<AccountId> followers) {
        return followers.hasNext()
                ? followActions
                        .accept(owner, followers.next())
                        .recover(FollowRequestAutoAccept::ignoreWithdrawn)
                        .compose(done -> acceptEach(owner, followers))
                : Future.succeededFuture();
    }

    /** Somebody who went away in the meantime. */
    private static Future<Void> ignoreWithdrawn(Throwable failure) {
        return failure instanceof Problem.NotFound ? Future.succeededFuture() : Future.failedFuture(failure);
    }
}
