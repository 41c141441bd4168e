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

/** The role that accepts all pending follow requests of an account once it is no longer locked. */
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
        return "doorkeeper";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.ACCOUNTS);
    }

    @Override
    public Future<Void> handle(Fact fact) {
        return fact instanceof Fact.AccountUnlocked unlocked
                ? isLocked(unlocked.account())
                        .compose(locked -> locked ? Future.succeededFuture() : acceptAll(unlocked.account()))
                : Future.succeededFuture();
    }

    /** Whether the account is locked again, or deleted. */
    private Future<Boolean> isLocked(AccountId id) {
        return accounts.byIds(List.of(id))
                .map(found ->
                        Optional.ofNullable(found.get(id)).map(Account::locked).orElse(true));
    }

    private Future<Void> acceptAll(AccountId owner) {
        return requests.oldest(owner, BATCH_SIZE)
                .compose(pending -> acceptEach(owner, pending.iterator())
                        .compose(done -> pending.size() < BATCH_SIZE ? Future.succeededFuture() : acceptAll(owner)));
    }

    private Future<Void> acceptEach(AccountId owner, Iterator<AccountId> followers) {
        return followers.hasNext()
                ? followActions
                        .accept(owner, followers.next())
                        .recover(FollowRequestAutoAccept::ignoreWithdrawn)
                        .compose(done -> acceptEach(owner, followers))
                : Future.succeededFuture();
    }

    /** The request may have been withdrawn meanwhile. */
    private static Future<Void> ignoreWithdrawn(Throwable failure) {
        return failure instanceof Problem.NotFound ? Future.succeededFuture() : Future.failedFuture(failure);
    }
}
