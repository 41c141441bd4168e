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
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.posting.StatusActions;
import social.skein.status.NewStatus;
import social.skein.status.Statuses;

/**
 * Lets planned people write and react. What somebody has written before is known by its text, since idempotency keys are
 * forgotten after an hour; liking and boosting twice is no more than once.
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

    void seedActivity(SeedPlan plan, List<AccountId> people, SeedCounters tally) {
        Run run = new Run(plan, people, findExisting(plan, people), new ArrayList<>(), tally);
        BoundedConcurrency.forEach(
                plan.actions(),
                plan.actions().size(),
                action -> perform(run, action),
                share -> progress.fraction("Posts, likes and boosts", share));
    }

    /**
     * One run of a plan.
     *
     * @param existing posts that are there already, by their number
     * @param posts each post by its number, nothing where it was made before and is gone; earlier actions come first, so
     *     whoever needs one finds it here, done or under way
     */
    private record Run(
            SeedPlan plan,
            List<AccountId> people,
            Map<Integer, StatusId> existing,
            List<Future<Optional<StatusId>>> posts,
            SeedCounters tally) {}

    private Map<Integer, StatusId> findExisting(SeedPlan plan, List<AccountId> people) {
        Map<Integer, List<SeedAction.Write>> byAuthor =
                plan.writes().stream().collect(Collectors.groupingBy(SeedAction.Write::author));
        Map<Integer, StatusId> known = new ConcurrentHashMap<>();
        BoundedConcurrency.forEach(
                byAuthor.entrySet(),
                byAuthor.size(),
                author -> statuses.bySource(
                                people.get(author.getKey()),
                                author.getValue().stream()
                                        .map(SeedAction.Write::text)
                                        .toList())
                        .onSuccess(found -> author.getValue()
                                .forEach(write -> Optional.ofNullable(found.get(write.text()))
                                        .ifPresent(id -> known.put(write.number(), id)))),
                share -> {});
        return known;
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
            return onPost(run, like.post(), id -> favourites.add(run.people().get(like.actor()), id))
                    .onSuccess(done -> run.tally().likes.increment());
        }
        SeedAction.Boost boost = (SeedAction.Boost) action;
        return onPost(run, boost.post(), id -> posting.boost(run.people().get(boost.actor()), id, Optional.empty()))
                .onSuccess(done -> run.tally().boosts.increment());
    }

    private Future<Optional<StatusId>> write(Run run, SeedAction.Write write) {
        Future<Optional<StatusId>> parent = write.inReplyTo().isPresent()
                ? run.posts().get(write.inReplyTo().getAsInt())
                : Future.succeededFuture(Optional.empty());
        return parent.compose(inReplyTo -> posting.post(newStatus(run, write, inReplyTo)))
                .map(status -> Optional.of(status.id()))
                .onSuccess(id -> (write.inReplyTo().isPresent() ? run.tally().replies : run.tally().posts).increment())
                .recover(ActivitySeeder::ignoreDeleted);
    }

    private static NewStatus newStatus(Run run, SeedAction.Write write, Optional<StatusId> inReplyTo) {
        return new NewStatus(
                run.people().get(write.author()),
                write.text(),
                "",
                inReplyTo,
                Optional.empty(),
                false,
                Optional.of("en"),
                Optional.empty(),
                Optional.of(write.idempotencyKey(run.plan().randomSeed())));
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

    /** Somebody deleted in the meantime what this is about: nothing to do, and nothing wrong. */
    private static Future<Optional<StatusId>> ignoreDeleted(Throwable failure) {
        return failure instanceof Problem.NotFound
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(failure);
    }
}
