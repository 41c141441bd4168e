package social.skein.notification;

/**
 * An action that causes notifications, with the query that selects its recipients from the current rows: each {@code
 * recipient}, the id of the status that the notification is about, or 0, and {@code since}, the time of the action if
 * it can happen again. Arguments: {@code $1} is the actor, {@code $2} the account or status acted on.
 */
enum NotificationTrigger {
    FOLLOWED(NotificationType.FOLLOW, """
            select target_id as recipient, 0::bigint as status_id, null::timestamptz as since
              from follow
             where account_id = $1 and target_id = $2
            """),
    FOLLOW_REQUESTED(NotificationType.FOLLOW_REQUEST, """
            select target_id as recipient, 0::bigint as status_id, null::timestamptz as since
              from follow_request
             where account_id = $1 and target_id = $2
            """),
    FAVOURITED(NotificationType.FAVOURITE, """
            select status.account_id as recipient, status.id as status_id, null::timestamptz as since
              from favourite
              join status on status.id = favourite.status_id
             where favourite.account_id = $1 and favourite.status_id = $2 and status.account_id <> $1
            """),
    REBLOGGED(NotificationType.REBLOG, """
            select original.account_id as recipient, original.id as status_id, null::timestamptz as since
              from status boost
              join status original on original.id = boost.reblog_of_id
             where boost.id = $2 and boost.account_id = $1 and original.account_id <> $1
            """),
    MENTIONED(NotificationType.MENTION, """
            select distinct mentioned.account_id as recipient, status.id as status_id, null::timestamptz as since
              from status, unnest(status.mentions) as mentioned (account_id)
             where status.id = $2 and status.account_id = $1 and status.reblog_of_id is null
               and mentioned.account_id <> $1
            """),
    /** Excludes replies to other accounts. */
    POSTED(NotificationType.STATUS, """
            select follow.account_id as recipient, status.id as status_id, null::timestamptz as since
              from status
              join follow on follow.target_id = status.account_id and follow.notify
             where status.id = $2 and status.account_id = $1 and status.reblog_of_id is null
               and coalesce(status.in_reply_to_account_id, $1) = $1 and status.visibility <> 'direct'
            """),
    EDITED(NotificationType.UPDATE, """
            select boost.account_id as recipient, status.id as status_id, status.edited_at as since
              from status
              join status boost on boost.reblog_of_id = status.id
             where status.id = $2 and status.account_id = $1 and status.edited_at is not null
               and boost.account_id <> $1
            """),
    /** The author is notified as well. */
    POLL_ENDED(NotificationType.POLL, """
            select voter.account_id as recipient, poll.status_id, poll.expires_at as since
              from poll
              cross join lateral (
                       select poll.account_id
                        union
                       select account_id from poll_vote where status_id = poll.status_id and round = poll.round) voter
             where poll.status_id = $2 and poll.account_id = $1 and poll.expires_at <= now()
            """);

    private final NotificationType type;
    private final String recipientsQuery;

    NotificationTrigger(NotificationType type, String recipientsQuery) {
        this.type = type;
        this.recipientsQuery = recipientsQuery;
    }

    NotificationType type() {
        return type;
    }

    /** The recipients, as a table expression. */
    String recipientsTable() {
        return "(" + recipientsQuery + ")";
    }
}
