package social.skein.notification;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import social.skein.audience.Audience;
import social.skein.cluster.Hints;
import social.skein.model.AccountId;
import social.skein.model.NotificationId;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.status.ConversationMutes;
import social.skein.status.Status;
import social.skein.status.Statuses;

/**
 * Writes notifications. Whom an occasion concerns is read in pages from the rows as they are; the audience's rules say who
 * of them is told, their policies what becomes of it; and the statement that inserts reads the rows once more, so that what
 * was undone meanwhile is not told. Being asked twice inserts nothing twice.
 */
public final class Arrivals {
    /** A popular author is awaited by as many as follow them; so many are asked and told at a time. */
    private static final int READERS_AT_ONCE = 1_000;

    private static final String CONCERNED = """
            select recipient, status_id from %s concerned where recipient > $3 order by recipient limit $4
            """;

    /** An edit is news each time, and what was said of the one before is replaced; nothing else can be so twice. */
    private static final String ADD = """
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
    private static final String GROUP = """
            coalesce(
                (select max(group_key) from notification
                  where account_id = concerned.recipient
                    and group_key > %1$s || floor(extract(epoch from now()) / 3600 - 12)::bigint
                    and group_key <= %1$s || floor(extract(epoch from now()) / 3600)::bigint),
                %1$s || floor(extract(epoch from now()) / 3600)::bigint)""";

    private static final Map<Occasion, String> CONCERNED_BY = new EnumMap<>(Occasion.class);
    private static final Map<Occasion, String> ADD_TO = new EnumMap<>(Occasion.class);

    static {
        for (Occasion occasion : Occasion.values()) {
            CONCERNED_BY.put(occasion, CONCERNED.formatted(occasion.concerned()));
            ADD_TO.put(occasion, ADD.formatted(occasion.type(), group(occasion.type()), occasion.concerned()));
        }
    }

    private final Db db;
    private final Statuses statuses;
    private final Audience audience;
    private final ConversationMutes conversationMutes;
    private final Policies policies;
    private final Hints hints;

    public Arrivals(
            Db db,
            Statuses statuses,
            Audience audience,
            ConversationMutes conversationMutes,
            Policies policies,
            Hints hints) {
        this.db = db;
        this.statuses = statuses;
        this.audience = audience;
        this.conversationMutes = conversationMutes;
        this.policies = policies;
        this.hints = hints;
    }

    /** Something that happened. */
    private record Event(Occasion occasion, AccountId actor, long object) {}

    /** Somebody it concerns. */
    private record Concerned(AccountId reader, Optional<StatusId> status) {
        static Concerned of(Row row) {
            long status = row.getLong("status_id");
            return new Concerned(
                    new AccountId(row.getLong("recipient")),
                    status == 0 ? Optional.empty() : Optional.of(new StatusId(status)));
        }
    }

    private static String group(NotificationType type) {
        if (!NotificationType.GROUPED.contains(type)) {
            return "null";
        }
        return GROUP.formatted(
                type == NotificationType.FOLLOW ? "'follow-'" : "'" + type + "-' || concerned.status_id || '-'");
    }

    /** Tells the other account of what the actor did to it. */
    Future<Void> tell(Occasion occasion, AccountId actor, AccountId to) {
        return tell(new Event(occasion, actor, to.value()), 0);
    }

    /** Tells everybody concerned of what the actor did with a status. */
    Future<Void> tell(Occasion occasion, AccountId actor, StatusId status) {
        return tell(new Event(occasion, actor, status.value()), 0);
    }

    /** Tells some of those whom a status names of it; the others were told before, and may have dismissed it. */
    Future<Void> name(AccountId author, StatusId status, List<AccountId> named) {
        if (named.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Concerned> concerned = named.stream()
                .map(reader -> new Concerned(reader, Optional.of(status)))
                .toList();
        return about(concerned.get(0))
                .compose(about -> tell(new Event(Occasion.MENTIONED, author, status.value()), about, concerned));
    }

    @SuppressWarnings("CompileTimeConstant") // One statement for each occasion, made of its constants.
    private Future<Void> tell(Event event, long after) {
        return db.list(
                        CONCERNED_BY.getOrDefault(event.occasion(), ""),
                        Concerned::of,
                        event.actor().value(),
                        event.object(),
                        after,
                        READERS_AT_ONCE)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture()
                        : about(found.get(0))
                                .compose(about -> tell(event, about, found))
                                .compose(told -> found.size() < READERS_AT_ONCE
                                        ? Future.succeededFuture()
                                        : tell(
                                                event,
                                                found.get(found.size() - 1)
                                                        .reader()
                                                        .value())));
    }

    private Future<Optional<Status>> about(Concerned any) {
        return any.status()
                .map(id ->
                        statuses.byIds(List.of(id)).map(found -> found.stream().findFirst()))
                .orElse(Future.succeededFuture(Optional.empty()));
    }

    private Future<Void> tell(Event event, Optional<Status> about, List<Concerned> concerned) {
        List<AccountId> readers = concerned.stream().map(Concerned::reader).toList();
        return audience.told(readers, event.actor(), about.map(Status::subject))
                .compose(told -> listening(told, about))
                .compose(told -> policies.verdicts(event.occasion().type(), event.actor(), about, told))
                .compose(verdicts -> add(event, verdicts))
                .map(this::publish);
    }

    /** Those who have not had enough of the thread. */
    private Future<List<AccountId>> listening(List<AccountId> told, Optional<Status> about) {
        return about.map(status -> conversationMutes
                        .among(status.conversation(), told)
                        .map(tired -> told.stream()
                                .filter(reader -> !tired.contains(reader))
                                .toList()))
                .orElse(Future.succeededFuture(told));
    }

    @SuppressWarnings("CompileTimeConstant") // The same.
    private Future<List<NotificationHint>> add(Event event, Map<AccountId, Verdict> verdicts) {
        List<Long> readers = new ArrayList<>();
        List<Boolean> filtered = new ArrayList<>();
        verdicts.forEach((reader, verdict) -> {
            if (verdict != Verdict.DROP) {
                readers.add(reader.value());
                filtered.add(verdict == Verdict.FILTER);
            }
        });
        return readers.isEmpty()
                ? Future.succeededFuture(List.of())
                : db.list(
                        ADD_TO.getOrDefault(event.occasion(), ""),
                        Arrivals::added,
                        event.actor().value(),
                        event.object(),
                        readers.toArray(Long[]::new),
                        filtered.toArray(Boolean[]::new));
    }

    private Void publish(List<NotificationHint> added) {
        added.forEach(hint -> hints.publish(NotificationHint.HINT, hint));
        return null;
    }

    private static NotificationHint added(Row row) {
        return new NotificationHint(new NotificationId(row.getLong("id")), new AccountId(row.getLong("account_id")));
    }
}
