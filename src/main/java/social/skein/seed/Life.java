package social.skein.seed;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import social.skein.embedded.Progress;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.status.Favourites;
import social.skein.status.NewStatus;
import social.skein.status.Posting;
import social.skein.status.Statuses;

/**
 * Lets planned people write and react. What somebody has written before is known by its text, since idempotency keys are
 * forgotten after an hour; liking and boosting twice is no more than once.
 */
final class Life {
    private final Statuses statuses;
    private final Posting posting;
    private final Favourites favourites;
    private final Progress progress;

    Life(Statuses statuses, Posting posting, Favourites favourites, Progress progress) {
        this.statuses = statuses;
        this.posting = posting;
        this.favourites = favourites;
        this.progress = progress;
    }

    void happen(Plan plan, List<AccountId> people, Tally tally) {
        Run run = new Run(plan, people, known(plan, people), new ArrayList<>(), tally);
        InFlight.each(
                plan.actions(),
                plan.actions().size(),
                action -> act(run, action),
                share -> progress.fraction("Posts, likes and boosts", share));
    }

    /**
     * One run of a plan.
     *
     * @param known posts that are there already, by their number
     * @param posts each post by its number, nothing where it was made before and is gone; earlier actions come first, so
     *     whoever needs one finds it here, done or under way
     */
    private record Run(
            Plan plan,
            List<AccountId> people,
            Map<Integer, StatusId> known,
            List<Future<Optional<StatusId>>> posts,
            Tally tally) {}

    private Map<Integer, StatusId> known(Plan plan, List<AccountId> people) {
        Map<Integer, List<Action.Write>> byAuthor =
                plan.writes().stream().collect(Collectors.groupingBy(Action.Write::author));
        Map<Integer, StatusId> known = new ConcurrentHashMap<>();
        InFlight.each(
                byAuthor.entrySet(),
                byAuthor.size(),
                author -> statuses.bySource(
                                people.get(author.getKey()),
                                author.getValue().stream()
                                        .map(Action.Write::text)
                                        .toList())
                        .onSuccess(found -> author.getValue()
                                .forEach(write -> Optional.ofNullable(found.get(write.text()))
                                        .ifPresent(id -> known.put(write.number(), id)))),
                share -> {});
        return known;
    }

    private Future<?> act(Run run, Action action) {
        if (action instanceof Action.Write write) {
            Future<Optional<StatusId>> post = Optional.ofNullable(run.known().get(write.number()))
                    .map(id -> Future.succeededFuture(Optional.of(id)))
                    .orElseGet(() -> write(run, write));
            run.posts().add(post);
            return post;
        }
        if (action instanceof Action.Like like) {
            return onPost(run, like.post(), id -> favourites.add(run.people().get(like.by()), id))
                    .onSuccess(done -> run.tally().likes.increment());
        }
        Action.Boost boost = (Action.Boost) action;
        return onPost(run, boost.post(), id -> posting.boost(run.people().get(boost.by()), id, Optional.empty()))
                .onSuccess(done -> run.tally().boosts.increment());
    }

    private Future<Optional<StatusId>> write(Run run, Action.Write write) {
        Future<Optional<StatusId>> parent = write.inReplyTo().isPresent()
                ? run.posts().get(write.inReplyTo().getAsInt())
                : Future.succeededFuture(Optional.empty());
        return parent.compose(inReplyTo -> posting.post(asked(run, write, inReplyTo)))
                .map(status -> Optional.of(status.id()))
                .onSuccess(id -> (write.inReplyTo().isPresent() ? run.tally().replies : run.tally().posts).increment())
                .recover(Life::gone);
    }

    private static NewStatus asked(Run run, Action.Write write, Optional<StatusId> inReplyTo) {
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
                                .recover(Life::gone));
    }

    /** Somebody deleted in the meantime what this is about: nothing to do, and nothing wrong. */
    private static Future<Optional<StatusId>> gone(Throwable failure) {
        return failure instanceof Problem.NotFound
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(failure);
    }
}
