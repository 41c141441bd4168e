package social.skein.notification;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.sql.Db;
import social.skein.status.Status;

/** The notification policy of every account, and the decisions that follow from it. */
public final class NotificationPolicies {
    private static final String SELECT = """
            select for_not_following, for_not_followers, for_new_accounts, for_private_mentions, for_limited_accounts
              from notification_policy
             where account_id = $1
            """;

    private static final String UPSERT = """
            insert into notification_policy (account_id, for_not_following, for_not_followers, for_new_accounts,
                                             for_private_mentions, for_limited_accounts)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (account_id) do update
               set for_not_following = $2, for_not_followers = $3, for_new_accounts = $4, for_private_mentions = $5,
                   for_limited_accounts = $6
            """;

    /** A follow counts only after three days; otherwise a sender could evade the policy by following first. */
    private static final String SENDER_FACTS = """
            select reader.id as reader,
                   exists (select from notification_permission
                            where account_id = reader.id and from_account_id = $1) as permitted,
                   exists (select from follow where account_id = reader.id and target_id = $1) as followed,
                   exists (select from follow where account_id = $1 and target_id = reader.id
                              and created_at <= now() - interval '3 days') as follower,
                   exists (select from account where id = $1
                              and created_at > now() - interval '30 days') as new_account,
                   for_not_following, for_not_followers, for_new_accounts, for_private_mentions, for_limited_accounts
              from unnest($2::bigint[]) as reader (id)
              left join notification_policy on account_id = reader.id
            """;

    /** The accounts further up in the thread that wrote a direct message to the sender. */
    private static final String REPLIED_TO_IN_PRIVATE = """
            with recursive ancestor (id, in_reply_to_id, account_id, visibility, mentions, depth) as (
                select parent.id, parent.in_reply_to_id, parent.account_id, parent.visibility, parent.mentions, 1
                  from status message
                  join status parent on parent.id = message.in_reply_to_id
                 where message.id = $2
                 union all
                select parent.id, parent.in_reply_to_id, parent.account_id, parent.visibility, parent.mentions,
                       depth + 1
                  from ancestor
                  join status parent on parent.id = ancestor.in_reply_to_id
                 where depth < 100)
            select distinct account_id from ancestor where visibility = 'direct' and $1 = any(mentions)
            """;

    private final Db db;

    public NotificationPolicies(Db db) {
        this.db = db;
    }

    Future<NotificationPolicy> find(AccountId account) {
        return db.readOnly()
                .find(SELECT, NotificationPolicy::of, account.value())
                .map(found -> found.orElse(NotificationPolicy.DEFAULT));
    }

    Future<Void> save(AccountId account, NotificationPolicy policy) {
        return db.update(
                        UPSERT,
                        account.value(),
                        policy.notFollowing().toString(),
                        policy.notFollowers().toString(),
                        policy.newAccounts().toString(),
                        policy.privateMentions().toString(),
                        policy.limitedAccounts().toString())
                .mapEmpty();
    }

    /** Decides for each recipient whether a notification of this type is accepted, filtered or dropped. */
    Future<Map<AccountId, PolicyDecision>> decide(
            NotificationType type, AccountId sender, Optional<Status> about, List<AccountId> recipients) {
        if (!type.isFilterable() || recipients.isEmpty()) {
            return Future.succeededFuture(
                    recipients.stream().collect(Collectors.toMap(reader -> reader, reader -> PolicyDecision.ACCEPT)));
        }
        Optional<Status> directMessage =
                about.filter(status -> type == NotificationType.MENTION && status.visibility() == Visibility.DIRECT);
        Object recipientIds = recipients.stream().map(AccountId::value).toArray(Long[]::new);
        return Future.all(
                        repliedToInPrivate(sender, directMessage),
                        db.list(SENDER_FACTS, row -> row, sender.value(), recipientIds))
                .map(found -> found.<List<Row>>resultAt(1).stream()
                        .collect(Collectors.toMap(
                                NotificationPolicies::recipient,
                                row -> decision(row, directMessage.isPresent(), found.resultAt(0)))));
    }

    private Future<Set<AccountId>> repliedToInPrivate(AccountId sender, Optional<Status> directMessage) {
        Optional<StatusId> reply =
                directMessage.filter(status -> status.inReplyTo().isPresent()).map(Status::id);
        return reply.map(id -> db.list(
                                REPLIED_TO_IN_PRIVATE,
                                row -> new AccountId(row.getLong("account_id")),
                                sender.value(),
                                id.value())
                        .<Set<AccountId>>map(HashSet::new))
                .orElse(Future.succeededFuture(Set.of()));
    }

    private static PolicyDecision decision(Row row, boolean isDirectMessage, Set<AccountId> repliedTo) {
        return NotificationPolicy.of(row)
                .decide(new NotificationPolicy.Sender(
                        row.getBoolean("permitted"),
                        row.getBoolean("followed"),
                        row.getBoolean("follower"),
                        row.getBoolean("new_account"),
                        isDirectMessage && !repliedTo.contains(recipient(row))));
    }

    private static AccountId recipient(Row row) {
        return new AccountId(row.getLong("reader"));
    }
}
