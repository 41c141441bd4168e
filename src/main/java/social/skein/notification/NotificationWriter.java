package social.skein.notification;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import social.skein.cluster.HintBus;
import social.skein.interaction.ConversationMutes;
import social.skein.model.AccountId;
import social.skein.model.NotificationId;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.status.Status;
import social.skein.status.Statuses;
import social.skein.visibility.VisibilityPolicy;

/**
 * Writes notifications. Whom an occasion concerns is read in pages from the rows as they are; the audience's rules say who
 * of them is told, their policies what becomes of it; and the statement that inserts reads the rows once more, so that what
 * was undone meanwhile is not told. Being asked twice inserts nothing twice.
 */
public final class NotificationWriter {
    /** A popular author is awaited by as many as follow them; so many are asked and told at a time. */
    private static final int RECIPIENTS_PER_PAGE = 1_000;

    private static final String RECIPIENTS_PAGE = """
            select recipient, status_id from %s concerned where recipient > $3 order by recipient limit $4
            """;

    /** An edit is news each time, and what was said of the one before is replaced; nothing else can be so twice. */
    private static final String INSERT = """
            with told (recipient, filtered) as (select * from unnest($3::bigint[], $4::boolean[])),
                 added as (
                insert into notification (account_id, type, from_account_id, status_id, created_at, filtered, group_key)
                select concerned.recipient, '%1$s', $1, concerned.status_id, greatest(now(), concerned.since),
                       told.filtered, %2$s
                  from %3$s concerned
                  join told on told.recipient = concerned.recipient
                 order by concerned.recipient
                on conflict (account_id, type, from_account_id, status_id) do update
                   set id = default, created_at = excluded.created_at
                 where notification.type = 'update'
                   and notification.created_at < (select edited_at from status where id = notification.status_id)
                returning account_id, id, status_id, filtered),
                 asked as (
                insert into notification_request (account_id, from_account_id, last_status_id)
                select account_id, $1, status_id from added where filtered and '%1$s' = 'mention'
                on conflict (account_id, from_account_id) do update
                   set last_status_id = excluded.last_status_id, updated_at = now())
            select account_id, id from added where not filtered
            """;

    /** The group that is under way, where one began in the last twelve hours, or one that begins now. */
    private static final String CURRENT_GROUP_KEY = """
            coalesce(
                (select max(group_key) from notification
                  where account_id = concerned.recipient
                    and group_key > %1$s || floor(extract(epoch from now()) / 3600 - 12)::bigint
                    and group_key <= %1$s || floor(extract(epoch from now()) / 3600)::bigint),
                %1$s || floor(extract(epoch from now()) / 3600)::bigint)""";

    private static final Map<NotificationTrigger, String> RECIPIENTS_BY_TRIGGER =
            new EnumMap<>(NotificationTrigger.class);
    private static final Map<NotificationTrigger, String> INSERT_BY_TRIGGER = new EnumMap<>(NotificationTrigger.class);

    static {
        for (NotificationTrigger occasion : NotificationTrigger.values()) {
            RECIPIENTS_BY_TRIGGER.put(occasion, RECIPIENTS_PAGE.formatted(occasion.recipientsTable()));
            INSERT_BY_TRIGGER.put(
                    occasion, INSERT.formatted(occasion.type(), groupKey(occasion.type()), occasion.recipientsTable()));
        }
    }

    private final Db db;
    private final Statuses statuses;
    private final VisibilityPolicy audience;
    private final ConversationMutes conversationMutes;
    private final NotificationPolicies policies;
    private final HintBus hints;

    public NotificationWriter(
            Db db,
            Statuses statuses,
            VisibilityPolicy audience,
            ConversationMutes conversationMutes,
            NotificationPolicies policies,
            HintBus hints) {
        this.db = db;
        this.statuses = statuses;
        this.audience = audience;
        this.conversationMutes = conversationMutes;
        this.policies = policies;
        this.hints = hints;
    }

    /** Something that happened. */
    private record NotificationEvent(NotificationTrigger trigger, AccountId actor, long objectId) {}

    /** Somebody it concerns. */
    private record NotificationRecipient(AccountId account, Optional<StatusId> status) {
        static NotificationRecipient of(Row row) {
            long status = row.getLong("status_id");
            return new NotificationRecipient(
                    new AccountId(row.getLong("recipient")),
                    status == 0 ? Optional.empty() : Optional.of(new StatusId(status)));
        }
    }

    private static String groupKey(NotificationType type) {
        if (!NotificationType.GROUPED.contains(type)) {
            return "null";
        }
        return CURRENT_GROUP_KEY.formatted(
                type == NotificationType.FOLLOW ? "'follow-'" : "'" + type + "-' || concerned.status_id || '-'");
    }

    /** Tells the other account of what the actor did to it. */
    Future<Void> create(NotificationTrigger trigger, AccountId actor, AccountId target) {
        return createFromPage(new NotificationEvent(trigger, actor, target.value()), 0);
    }

    /** Tells everybody concerned of what the actor did with a status. */
    Future<Void> create(NotificationTrigger trigger, AccountId actor, StatusId status) {
        return createFromPage(new NotificationEvent(trigger, actor, status.value()), 0);
    }

    /** Tells some of those whom a status names of it; the others were told before, and may have dismissed it. */
    Future<Void> createMentions(AccountId author, StatusId status, List<AccountId> mentioned) {
        if (mentioned.isEmpty()) {
            return Future.succeededFuture();
        }
        List<NotificationRecipient> concerned = mentioned.stream()
                .map(reader -> new NotificationRecipient(reader, Optional.of(status)))
                .toList();
        return statusOf(concerned.get(0))
                .compose(about -> createFor(
                        new NotificationEvent(NotificationTrigger.MENTIONED, author, status.value()),
                        about,
                        concerned));
    }

    @SuppressWarnings("CompileTimeConstant") // One statement for each occasion, made of its constants.
    private Future<Void> createFromPage(NotificationEvent event, long after) {
        return db.list(
                        RECIPIENTS_BY_TRIGGER.getOrDefault(event.trigger(), ""),
                        NotificationRecipient::of,
                        event.actor().value(),
                        event.objectId(),
                        after,
                        RECIPIENTS_PER_PAGE)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture()
                        : statusOf(found.get(0))
                                .compose(about -> createFor(event, about, found))
                                .compose(told -> found.size() < RECIPIENTS_PER_PAGE
                                        ? Future.succeededFuture()
                                        : createFromPage(
                                                event,
                                                found.get(found.size() - 1)
                                                        .account()
                                                        .value())));
    }

    private Future<Optional<Status>> statusOf(NotificationRecipient recipient) {
        return recipient
                .status()
                .map(id ->
                        statuses.byIds(List.of(id)).map(found -> found.stream().findFirst()))
                .orElse(Future.succeededFuture(Optional.empty()));
    }

    private Future<Void> createFor(
            NotificationEvent event, Optional<Status> about, List<NotificationRecipient> recipients) {
        List<AccountId> readers =
                recipients.stream().map(NotificationRecipient::account).toList();
        return audience.filterNotifiableAccounts(readers, event.actor(), about.map(Status::subject))
                .compose(told -> withoutThreadMuters(told, about))
                .compose(told -> policies.decide(event.trigger().type(), event.actor(), about, told))
                .compose(verdicts -> insert(event, verdicts))
                .map(this::publish);
    }

    /** Those who have not had enough of the thread. */
    private Future<List<AccountId>> withoutThreadMuters(List<AccountId> recipients, Optional<Status> about) {
        return about.map(status -> conversationMutes
                        .mutersAmong(status.conversation(), recipients)
                        .map(tired -> recipients.stream()
                                .filter(reader -> !tired.contains(reader))
                                .toList()))
                .orElse(Future.succeededFuture(recipients));
    }

    @SuppressWarnings("CompileTimeConstant") // The same.
    private Future<List<NotificationHint>> insert(NotificationEvent event, Map<AccountId, PolicyDecision> decisions) {
        List<Long> readers = new ArrayList<>();
        List<Boolean> filtered = new ArrayList<>();
        decisions.forEach((reader, verdict) -> {
            if (verdict != PolicyDecision.DROP) {
                readers.add(reader.value());
                filtered.add(verdict == PolicyDecision.FILTER);
            }
        });
        return readers.isEmpty()
                ? Future.succeededFuture(List.of())
                : db.list(
                        INSERT_BY_TRIGGER.getOrDefault(event.trigger(), ""),
                        NotificationWriter::hint,
                        event.actor().value(),
                        event.objectId(),
                        readers.toArray(Long[]::new),
                        filtered.toArray(Boolean[]::new));
    }

    private Void publish(List<NotificationHint> inserted) {
        inserted.forEach(hint -> hints.publish(NotificationHint.HINT, hint));
        return null;
    }

    private static NotificationHint hint(Row row) {
        return new NotificationHint(new NotificationId(row.getLong("id")), new AccountId(row.getLong("account_id")));
    }
}
