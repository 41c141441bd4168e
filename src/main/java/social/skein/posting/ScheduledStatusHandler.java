package social.skein.posting;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.account.Accounts;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Topic;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.status.Application;
import social.skein.status.Status;

/** The role that posts due statuses. A status that can no longer be posted is dropped with a warning in the log. */
public final class ScheduledStatusHandler implements FactHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledStatusHandler.class);

    private final ScheduledStatuses scheduledStatuses;
    private final StatusActions actions;
    private final Accounts accounts;
    private final LongFunction<Future<Optional<Application>>> applications;

    /** @param applications loads the public name of an app by its id */
    public ScheduledStatusHandler(
            ScheduledStatuses scheduledStatuses,
            StatusActions actions,
            Accounts accounts,
            LongFunction<Future<Optional<Application>>> applications) {
        this.scheduledStatuses = scheduledStatuses;
        this.actions = actions;
        this.accounts = accounts;
        this.applications = applications;
    }

    @Override
    public String role() {
        return "scheduled";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.ACCOUNTS);
    }

    @Override
    public Future<Void> handle(Fact fact) {
        return fact instanceof Fact.StatusDue due
                ? scheduledStatuses
                        .find(due.author(), new StatusId(due.scheduled()))
                        .compose(found -> found.map(this::post).orElse(Future.succeededFuture()))
                : Future.succeededFuture();
    }

    private Future<Void> post(ScheduledStatus status) {
        return accounts.byIds(List.of(status.author()))
                .compose(found -> found.values().stream().allMatch(author -> author.suspended())
                        ? drop(status, "the author is deleted or suspended")
                        : applications
                                .apply(status.params().applicationId())
                                .compose(application -> post(status, application)));
    }

    private Future<Void> post(ScheduledStatus status, Optional<Application> application) {
        return post(status, status.params().inReplyTo(), application)
                .recover(failure -> failure instanceof Problem.NotFound
                                && status.params().inReplyTo().isPresent()
                        ? postWithoutParent(status, application)
                        : Future.failedFuture(failure))
                .<Void>mapEmpty()
                .recover(failure -> failure instanceof Problem refused && !(failure instanceof Problem.Unavailable)
                        ? drop(status, refused.detail())
                        : Future.failedFuture(failure));
    }

    private Future<Optional<Status>> post(
            ScheduledStatus status, Optional<StatusId> inReplyTo, Optional<Application> application) {
        return actions.postIf(
                status.params().toNewStatus(status.author(), inReplyTo, application),
                (tx, id) -> scheduledStatuses.takeIfDue(tx, status, id));
    }

    private Future<Optional<Status>> postWithoutParent(ScheduledStatus status, Optional<Application> application) {
        LOG.info(
                "Scheduled status {} of account {} replies to a deleted status and is posted without its parent",
                status.id(),
                status.author());
        return post(status, Optional.empty(), application);
    }

    private Future<Void> drop(ScheduledStatus status, String reason) {
        LOG.warn(
                "Scheduled status {} of account {} was due but could not be posted and is dropped: {}",
                status.id(),
                status.author(),
                reason);
        return scheduledStatuses
                .cancel(status.author(), status.id())
                .recover(failure ->
                        failure instanceof Problem.NotFound ? Future.succeededFuture() : Future.failedFuture(failure));
    }
}
