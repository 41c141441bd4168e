package social.skein.demo.seed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import social.skein.account.Accounts;
import social.skein.account.NewAccount;
import social.skein.embedded.Progress;
import social.skein.model.AccountId;
import social.skein.relationship.Follows;

/** Creates the missing accounts and follows of a plan. */
final class AccountSeeder {
    /** More followees than any account of a realistic graph has. */
    private static final int MAX_FOLLOWEES = 100_000;

    private final Accounts accounts;
    private final Follows follows;
    private final Progress progress;

    AccountSeeder(Accounts accounts, Follows follows, Progress progress) {
        this.accounts = accounts;
        this.follows = follows;
        this.progress = progress;
    }

    /** Returns the ids of the accounts of the plan, in its order. */
    List<AccountId> seedAccounts(SeedPlan plan, String passwordHash, SeedCounters counters) {
        List<String> names = plan.names();
        Map<String, AccountId> ids = new ConcurrentHashMap<>();
        BoundedConcurrency.forEach(
                chunks(names), 1, batch -> accounts.byUsernames(batch).onSuccess(ids::putAll), fraction -> {});
        List<String> missing =
                names.stream().filter(name -> !ids.containsKey(key(name))).toList();
        BoundedConcurrency.forEach(
                missing,
                missing.size(),
                name -> accounts.create(new NewAccount(name, name + "@seed.invalid", passwordHash))
                        .onSuccess(id -> {
                            ids.put(key(name), id);
                            counters.accounts.increment();
                        }),
                fraction -> progress.fraction("Accounts", fraction));
        return names.stream()
                .map(name -> Optional.ofNullable(ids.get(key(name))).orElseThrow())
                .toList();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    void seedFollows(SeedPlan plan, List<AccountId> accountIds, SeedCounters counters) {
        Map<Integer, Set<AccountId>> existing = new ConcurrentHashMap<>();
        List<Integer> all = new ArrayList<>();
        for (int account = 0; account < plan.people(); account++) {
            all.add(account);
        }
        BoundedConcurrency.forEach(
                all,
                all.size(),
                account -> follows.followees(accountIds.get(account), MAX_FOLLOWEES)
                        .onSuccess(found -> existing.put(account, new HashSet<>(found))),
                fraction -> {});
        List<SeedPlan.Follow> missing = plan.follows().stream()
                .filter(follow ->
                        !existing.getOrDefault(follow.follower(), Set.of()).contains(accountIds.get(follow.target())))
                .toList();
        BoundedConcurrency.forEach(
                missing,
                missing.size(),
                follow -> follows.followUnchecked(
                                accountIds.get(follow.follower()),
                                accountIds.get(follow.target()),
                                Optional.empty(),
                                Optional.empty())
                        .onSuccess(done -> counters.follows.increment()),
                fraction -> progress.fraction("Follows", fraction));
    }

    static <T> List<List<T>> chunks(List<T> all) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += 1_000) {
            chunks.add(all.subList(from, Math.min(from + 1_000, all.size())));
        }
        return chunks;
    }
}
