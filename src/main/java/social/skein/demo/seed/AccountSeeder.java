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

/** Makes the people of a plan and lets them follow each other, as far as they do not yet. */
final class AccountSeeder {
    /** More than anybody in a graph worth seeding follows. */
    private static final int MAX_FOLLOWEES = 100_000;

    private final Accounts accounts;
    private final Follows follows;
    private final Progress progress;

    AccountSeeder(Accounts accounts, Follows follows, Progress progress) {
        this.accounts = accounts;
        this.follows = follows;
        this.progress = progress;
    }

    /** The accounts of the plan's people, in their order. */
    List<AccountId> seedAccounts(SeedPlan plan, String passwordHash, SeedCounters tally) {
        List<String> names = plan.names();
        Map<String, AccountId> ids = new ConcurrentHashMap<>();
        BoundedConcurrency.forEach(
                chunks(names), 1, some -> accounts.byUsernames(some).onSuccess(ids::putAll), share -> {});
        List<String> missing =
                names.stream().filter(name -> !ids.containsKey(key(name))).toList();
        BoundedConcurrency.forEach(
                missing,
                missing.size(),
                name -> accounts.create(new NewAccount(name, name + "@seed.invalid", passwordHash))
                        .onSuccess(id -> {
                            ids.put(key(name), id);
                            tally.accounts.increment();
                        }),
                share -> progress.fraction("Accounts", share));
        return names.stream()
                .map(name -> Optional.ofNullable(ids.get(key(name))).orElseThrow())
                .toList();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    void seedFollows(SeedPlan plan, List<AccountId> people, SeedCounters tally) {
        Map<Integer, Set<AccountId>> there = new ConcurrentHashMap<>();
        List<Integer> all = new ArrayList<>();
        for (int person = 0; person < plan.people(); person++) {
            all.add(person);
        }
        BoundedConcurrency.forEach(
                all,
                all.size(),
                person -> follows.followees(people.get(person), MAX_FOLLOWEES)
                        .onSuccess(found -> there.put(person, new HashSet<>(found))),
                share -> {});
        List<SeedPlan.Follow> missing = plan.follows().stream()
                .filter(follow ->
                        !there.getOrDefault(follow.follower(), Set.of()).contains(people.get(follow.target())))
                .toList();
        BoundedConcurrency.forEach(
                missing,
                missing.size(),
                follow -> follows.followUnchecked(
                                people.get(follow.follower()),
                                people.get(follow.target()),
                                Optional.empty(),
                                Optional.empty())
                        .onSuccess(done -> tally.follows.increment()),
                share -> progress.fraction("Follows", share));
    }

    private static List<List<String>> chunks(List<String> names) {
        List<List<String>> chunks = new ArrayList<>();
        for (int from = 0; from < names.size(); from += 1_000) {
            chunks.add(names.subList(from, Math.min(from + 1_000, names.size())));
        }
        return chunks;
    }
}
