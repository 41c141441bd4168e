package social.skein.oauth;

import io.vertx.core.Future;
import java.util.Set;
import social.skein.account.AccountChanged;
import social.skein.account.AccountStateChanged;
import social.skein.cluster.HintBus;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Topic;

/**
 * Publishes the hints of account facts. A suspension or its end invalidates the account's cached tokens, which closes
 * its streams on every node, and the caches of the account; a deletion invalidates the caches only.
 */
public final class AccountStateHandler implements FactHandler {
    private final Tokens tokens;
    private final HintBus hints;

    public AccountStateHandler(Tokens tokens, HintBus hints) {
        this.tokens = tokens;
        this.hints = hints;
    }

    @Override
    public String role() {
        return "notify";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.ACCOUNTS);
    }

    @Override
    public Future<Void> handle(Fact fact) {
        if (fact instanceof Fact.AccountSuspended || fact instanceof Fact.AccountUnsuspended) {
            hints.publish(AccountStateChanged.HINT, new AccountStateChanged(fact.actor()));
            return tokens.invalidate(fact.actor());
        }
        if (fact instanceof Fact.AccountDeleted) {
            hints.publish(AccountChanged.HINT, new AccountChanged(fact.actor()));
        }
        return Future.succeededFuture();
    }
}
