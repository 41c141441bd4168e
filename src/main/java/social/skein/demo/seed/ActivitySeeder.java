package social.skein.demo.seed;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import social.skein.embedded.Progress;
import social.skein.interaction.Favourites;
import social.skein.media.MediaSelection;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.posting.StatusActions;
import social.skein.status.NewStatus;
import social.skein.status.Statuses;

/**
 * Creates the posts, favourites and boosts of a plan. Existing posts are recognized by their text, since idempotency
 * keys expire after an hour; repeated favourites and boosts are no-ops.
 */
final class ActivitySeeder {
    private final Statuses statuses;
    private final StatusActions posting;
    private final Favourites favourites;
    private final Progress progress;

    ActivitySeeder(Statuses statuses, StatusActions posting, Favourites favourites, Progress progress) {
        this.statuses = statuses;
        this.posting = posting;
        this.favourites = favourites;
        this.progress = progress;
    }

    void seedActivity(
            SeedPlan plan, List<AccountId> accounts, Optional<PictureSeeder> pictures, SeedCounters counters) {
        Run run = new Run(plan, accounts, findExisting(plan, accounts), new ArrayList<>(), pictures, counters);
        BoundedConcurrency.forEach(
                plan.actions(),
                plan.actions().size(),
                action -> perform(run, action),
                fraction -> progress.fraction("Posts, likes and boosts", fraction));
    }

    /**
     * One run of a plan.
     *
     * @param existing ids of posts created by an earlier run, by number
     * @param posts by number; empty if the post was created earlier and has been deleted. Actions only refer to earlier
     *     posts, whose futures are therefore present
     */
    private record Run(
            SeedPlan plan,
            List<AccountId> accounts,
            Map<Integer, StatusId> existing,
            List<Future<Optional<StatusId>>> posts,
            Optional<PictureSeeder> pictures,
            SeedCounters counters) {}

    private Map<Integer, StatusId> findExisting(SeedPlan plan, List<AccountId> accounts) {
        Map<Integer, List<SeedAction.Write>> byAuthor =
                plan.writes().stream().collect(Collectors.groupingBy(SeedAction.Write::author));
        Map<Integer, StatusId> existing = new ConcurrentHashMap<>();
        BoundedConcurrency.forEach(
                byAuthor.entrySet(),
                byAuthor.size(),
                author -> statuses.bySource(
                                accounts.get(author.getKey()),
                                author.getValue().stream()
                                        .map(SeedAction.Write::text)
                                        .toList())
                        .onSuccess(found -> author.getValue()
                                .forEach(write -> Optional.ofNullable(found.get(write.text()))
                                        .ifPresent(id -> existing.put(write.number(), id)))),
                fraction -> {});
        return existing;
    }

    private Future<?> perform(Run run, SeedAction action) {
        if (action instanceof SeedAction.Write write) {
            Future<Optional<StatusId>> post = Optional.ofNullable(run.existing().get(write.number()))
                    .map(id -> Future.succeededFuture(Optional.of(id)))
                    .orElseGet(() -> write(run, write));
            run.posts().add(post);
            return post;
        }
        if (action instanceof SeedAction.Like like) {
            return onPost(run, like.post(), id -> like(run, like, id));
        }
        SeedAction.Boost boost = (SeedAction.Boost) action;
        return onPost(run, boost.post(), id -> boost(run, boost, id));
    }

    private Future<?> like(Run run, SeedAction.Like like, StatusId post) {
        return favourites.add(run.accounts().get(like.actor()), post).onSuccess(added -> {
            if (added) {
                run.counters().likes.increment();
            }
        });
    }

    private Future<?> boost(Run run, SeedAction.Boost boost, StatusId post) {
        AccountId actor = run.accounts().get(boost.actor());
        return statuses.boostsBy(actor, List.of(post))
                .compose(existing -> existing.isEmpty()
                        ? posting.boost(actor, post, Optional.empty())
                                .onSuccess(boosted -> run.counters().boosts.increment())
                        : Future.succeededFuture());
    }

    private Future<Optional<StatusId>> write(Run run, SeedAction.Write write) {
        Future<Optional<StatusId>> parent = write.inReplyTo().isPresent()
                ? run.posts().get(write.inReplyTo().getAsInt())
                : Future.succeededFuture(Optional.empty());
        return parent.compose(inReplyTo ->
                        photo(run, write).compose(media -> posting.post(newStatus(run, write, inReplyTo, media))))
                .map(status -> Optional.of(status.id()))
                .onSuccess(id ->
                        (write.inReplyTo().isPresent() ? run.counters().replies : run.counters().posts).increment())
                .recover(ActivitySeeder::ignoreDeleted);
    }

    private static Future<MediaSelection> photo(Run run, SeedAction.Write write) {
        return run.pictures()
                .filter(pictures -> pictures.hasPhoto(write))
                .map(pictures -> pictures.photo(write, run.accounts().get(write.author()))
                        .onSuccess(stored -> run.counters().pictures.increment()))
                .orElse(Future.succeededFuture(MediaSelection.NONE));
    }

    private static NewStatus newStatus(
            Run run, SeedAction.Write write, Optional<StatusId> inReplyTo, MediaSelection media) {
        return new NewStatus(
                run.accounts().get(write.author()),
                write.text(),
                "",
                inReplyTo,
                new NewStatus.Choices(Optional.empty(), Optional.of(false), Optional.of("en")),
                Optional.empty(),
                Optional.of(write.idempotencyKey(run.plan().randomSeed())),
                Optional.empty(),
                media);
    }

    private static Future<?> onPost(Run run, int number, Function<StatusId, Future<?>> reaction) {
        return run.posts()
                .get(number)
                .compose(post -> post.isEmpty()
                        ? Future.succeededFuture()
                        : reaction.apply(post.get())
                                .<Optional<StatusId>>map(Optional.empty())
                                .recover(ActivitySeeder::ignoreDeleted));
    }

    /** A post that was deleted meanwhile is skipped. */
    private static Future<Optional<StatusId>> ignoreDeleted(Throwable failure) {
        return failure instanceof Problem.NotFound
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(failure);
    }
}
