package social.skein.demo.seed;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import social.skein.account.Account;
import social.skein.account.Accounts;
import social.skein.account.Profile;
import social.skein.embedded.Progress;
import social.skein.model.AccountId;

/** Gives the accounts of a plan the pictures that they lack. */
final class ProfileSeeder {
    private final Accounts accounts;
    private final Progress progress;

    ProfileSeeder(Accounts accounts, Progress progress) {
        this.accounts = accounts;
        this.progress = progress;
    }

    /** @param ids of the accounts of the plan, in its order */
    void seedPictures(List<AccountId> ids, PictureSeeder pictures, SeedPictures target, SeedCounters counters) {
        Map<AccountId, Account> existing = new ConcurrentHashMap<>();
        BoundedConcurrency.forEach(
                AccountSeeder.chunks(ids), 1, batch -> accounts.byIds(batch).onSuccess(existing::putAll), done -> {});
        List<Integer> incomplete = IntStream.range(0, ids.size())
                .boxed()
                .filter(account -> Optional.ofNullable(existing.get(ids.get(account)))
                        .filter(found -> lacksAvatar(found) || lacksHeader(found, account, pictures))
                        .isPresent())
                .toList();
        BoundedConcurrency.forEach(
                incomplete,
                incomplete.size(),
                account -> add(
                        account, Objects.requireNonNull(existing.get(ids.get(account))), pictures, target, counters),
                fraction -> progress.fraction("Pictures of profiles", fraction));
    }

    private static boolean lacksAvatar(Account account) {
        return account.profile().pictures().avatar().isEmpty();
    }

    private static boolean lacksHeader(Account account, int number, PictureSeeder pictures) {
        return pictures.hasHeader(number)
                && account.profile().pictures().header().isEmpty();
    }

    private static Future<?> add(
            int number, Account account, PictureSeeder pictures, SeedPictures target, SeedCounters counters) {
        Future<Optional<Profile.Picture>> avatar = lacksAvatar(account)
                ? pictures.avatar(number, account.id()).map(Optional::of)
                : Future.succeededFuture(Optional.empty());
        Future<Optional<Profile.Picture>> header = lacksHeader(account, number, pictures)
                ? pictures.header(number, account.id()).map(Optional::of)
                : Future.succeededFuture(Optional.empty());
        return Future.all(avatar, header).compose(stored -> {
            Profile.Pictures added = new Profile.Pictures(avatar.result(), header.result());
            return target.profiles()
                    .changePictures(account.id(), before -> before.orElse(added), target.store())
                    .onSuccess(shown -> counters.pictures.add(Stream.of(avatar.result(), header.result())
                            .filter(Optional::isPresent)
                            .count()));
        });
    }
}
