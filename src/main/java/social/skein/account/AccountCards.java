package social.skein.account;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import social.skein.cache.Lookups;
import social.skein.cache.Memory;
import social.skein.cluster.Hints;
import social.skein.events.Fact;
import social.skein.http.Json;
import social.skein.model.AccountId;

/**
 * The people that timelines show, kept in memory as they are shown. Facts and {@link AccountChanged} say when somebody looks
 * different from before; where such a hint is lost, others see it when the card has aged.
 */
public final class AccountCards {
    private static final Duration AGE = Duration.ofMinutes(1);

    private final SharedAccounts accounts;
    private final AccountViews views;
    private final Lookups<AccountId, AccountCard> cards;

    public AccountCards(SharedAccounts accounts, AccountViews views, Memory memory) {
        this.accounts = accounts;
        this.views = views;
        this.cards = memory.lookups(new Memory.Keeping<>("accounts", AGE, 20, AccountCard::bytes), this::load);
    }

    /** Begins to hear of what changes. */
    public Future<Void> listen(Hints hints) {
        return Future.all(
                        hints.keep(
                                Fact.HINT, fact -> SharedAccounts.touched(fact).forEach(cards::forget)),
                        hints.keep(AccountChanged.HINT, changed -> cards.forget(changed.account())),
                        hints.keep(StandingChanged.HINT, changed -> cards.forget(changed.account())))
                .mapEmpty();
    }

    /** Those of the accounts that are there; who is suspended is, and is shown as such. */
    public Future<Map<AccountId, AccountCard>> byIds(Collection<AccountId> ids) {
        return cards.all(ids);
    }

    private Future<Map<AccountId, AccountCard>> load(Set<AccountId> ids) {
        return accounts.byIds(ids)
                .map(found -> found.values().stream().collect(Collectors.toMap(Account::id, this::card)));
    }

    private AccountCard card(Account account) {
        return new AccountCard(account, Json.bytes(views.view(account)).getBytes());
    }
}
