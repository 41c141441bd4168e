package social.skein.notification;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
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
 * Inserts notifications. The candidates for a trigger are read in pages from the current rows; the visibility rules
 * select the recipients, and their policies accept, filter or drop. The insert reads the rows again, so an action
 * undone meanwhile causes no notification. A repeated fact inserts nothing twice.
 */
public final class NotificationWriter {
    /** An author may have very many followers, so recipients are processed in pages of this size. */
    private static final int RECIPIENTS_PER_PAGE = 1_000;

    private static final String RECIPIENTS_PAGE = """
            select recipient, status_id from %s candidate where recipient > $3 order by recipient limit $4
            """;

    /**
     * Only an edit, and the end of a poll that an edit started anew, notify again, replacing the earlier notification;
     * any other notification exists at most once.
     */
    private static final String INSERT = """
            with decided (recipient, filtered) as (select * from unnest($3::bigint[], $4::boolean[])),
                 added as (
                insert into notification (account_id, type, from_account_id, status_id, created_at, filtered, group_key)
                select candidate.recipient, '%1$s', $1, candidate.status_id, greatest(now(), candidate.since),
                       decided.filtered, %2$s
                  from %3$s candidate
                  join decided on decided.recipient = candidate.recipient
                 order by candidate.recipient
                on conflict (account_id, type, from_account_id, status_id) do update
                   set id = default, created_at = excluded.created_at
                 where notification.created_at < case notification.type
                           when 'update' then (select edited_at from status where id = notification.status_id)
                           when 'poll' then (select expires_at from poll where status_id = notification.status_id) end
                returning account_id, id, status_id, filtered),
                 requested as (
                insert into notification_request (account_id, from_account_id, last_status_id)
                select account_id, $1, status_id from added where filtered and '%1$s' = 'mention'
                on conflict (account_id, from_account_id) do update
                   set last_status_id = excluded.last_status_id, updated_at = now())
            select account_id, id from added where not filtered
            """;

    /** The group in progress if one began within the last twelve hours, otherwise a new group. */
    private static final String CURRENT_GROUP_KEY = """
            coalesce(
                (select max(group_key) from notification
                  where account_id = candidate.recipient
                    and group_key > %1$s || floor(extract(epoch from now()) / 3600 - 12)::bigint
                    and group_key <= %1$s || floor(extract(epoch from now()) / 3600)::bigint),
                %1$s || floor(extract(epoch from now()) / 3600)::bigint)""";

    private static final Map<NotificationTrigger, String> RECIPIENTS_BY_TRIGGER =
            new EnumMap<>(NotificationTrigger.class);
    private static final Map<NotificationTrigger, String> INSERT_BY_TRIGGER = new EnumMap<>(NotificationTrigger.class);

    static {
        for (NotificationTrigger trigger : NotificationTrigger.values()) {
            RECIPIENTS_BY_TRIGGER.put(trigger, String.format(Locale.ROOT, RECIPIENTS_PAGE, trigger.recipientsTable()));
            INSERT_BY_TRIGGER.put(
                    trigger,
                    String.format(
                            Locale.ROOT, INSERT, trigger.type(), groupKey(trigger.type()), trigger.recipientsTable()));
        }
    }

    private final Db db;
    private final Statuses statuses;
    private final VisibilityPolicy visibility;
    private final ConversationMutes conversationMutes;
    private final NotificationPolicies policies;
    private final HintBus hints;

    public NotificationWriter(
            Db db,
            Statuses statuses,
            VisibilityPolicy visibility,
            ConversationMutes conversationMutes,
            NotificationPolicies policies,
            HintBus hints) {
        this.db = db;
        this.statuses = statuses;
        this.visibility = visibility;
        this.conversationMutes = conversationMutes;
        this.policies = policies;
        this.hints = hints;
    }

    /** An action on an account or a status. */
    private record NotificationEvent(NotificationTrigger trigger, AccountId actor, long objectId) {}

    /** An account to notify, and the status it is about. */
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
        return String.format(
                Locale.ROOT,
                CURRENT_GROUP_KEY,
                type == NotificationType.FOLLOW ? "'follow-'" : "'" + type + "-' || candidate.status_id || '-'");
    }

    /** Notifies the target of an action. */
    Future<Void> create(NotificationTrigger trigger, AccountId actor, AccountId target) {
        return createFromPage(new NotificationEvent(trigger, actor, target.value()), 0);
    }

    /** Notifies every account that an action on a status concerns. */
    Future<Void> create(NotificationTrigger trigger, AccountId actor, StatusId status) {
        return createFromPage(new NotificationEvent(trigger, actor, status.value()), 0);
    }

    /** Notifies only the newly mentioned accounts: the others were notified before, and may have dismissed it. */
    Future<Void> createMentions(AccountId author, StatusId status, List<AccountId> mentioned) {
        if (mentioned.isEmpty()) {
            return Future.succeededFuture();
        }
        List<NotificationRecipient> recipients = mentioned.stream()
                .map(reader -> new NotificationRecipient(reader, Optional.of(status)))
                .toList();
        return statusOf(recipients.get(0))
                .compose(about -> createFor(
                        new NotificationEvent(NotificationTrigger.MENTIONED, author, status.value()),
                        about,
                        recipients));
    }

    @SuppressWarnings("CompileTimeConstant") // One statement for each trigger, composed of constants.
    private Future<Void> createFromPage(NotificationEvent event, long after) {
        return db.list(
                        RECIPIENTS_BY_TRIGGER.getOrDefault(event.trigger(), ""),
                        NotificationRecipient::of,
                        event.actor().value(),
                        event.objectId(),
                        after,
                        RECIPIENTS_PER_PAGE)
                .compose(page -> createForPage(event, page));
    }

    private Future<Void> createForPage(NotificationEvent event, List<NotificationRecipient> page) {
        return page.isEmpty()
                ? Future.succeededFuture()
                : statusOf(page.get(0))
                        .compose(about -> createFor(event, about, page))
                        .compose(created -> page.size() < RECIPIENTS_PER_PAGE
                                ? Future.succeededFuture()
                                : createFromPage(
                                        event,
                                        page.get(page.size() - 1).account().value()));
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
        List<AccountId> accounts =
                recipients.stream().map(NotificationRecipient::account).toList();
        return visibility
                .filterNotifiableAccounts(accounts, event.actor(), about.map(Status::attributes))
                .compose(allowed -> withoutThreadMuters(allowed, about))
                .compose(allowed -> policies.decide(event.trigger().type(), event.actor(), about, allowed))
                .compose(decisions -> insert(event, decisions))
                .map(this::publish);
    }

    /** The recipients that have not muted the thread. */
    private Future<List<AccountId>> withoutThreadMuters(List<AccountId> recipients, Optional<Status> about) {
        return about.map(status -> conversationMutes
                        .mutersAmong(status.conversation(), recipients)
                        .map(muters -> recipients.stream()
                                .filter(reader -> !muters.contains(reader))
                                .toList()))
                .orElse(Future.succeededFuture(recipients));
    }

    @SuppressWarnings("CompileTimeConstant") // One statement for each trigger, composed of constants.
    private Future<List<NotificationHint>> insert(NotificationEvent event, Map<AccountId, PolicyDecision> decisions) {
        List<Long> readers = new ArrayList<>();
        List<Boolean> filtered = new ArrayList<>();
        decisions.forEach((reader, decision) -> {
            if (decision != PolicyDecision.DROP) {
                readers.add(reader.value());
                filtered.add(decision == PolicyDecision.FILTER);
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
