package social.skein.status;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import social.skein.account.Account;
import social.skein.model.AccountId;
import social.skein.model.SnowflakeIds;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.sql.BulkConnection;
import social.skein.sql.CopyRows;
import social.skein.tag.Tags;
import social.skein.text.RenderedText;
import social.skein.text.StatusText;

/**
 * Loads many public statuses into an empty database, as the same rows that {@link StatusRows} would insert. It
 * publishes no facts. Counts are computed at the end.
 */
public final class StatusBulkLoader {
    private static final String STATUSES = """
            copy status (id, account_id, visibility, content, source, language, in_reply_to_id, in_reply_to_account_id,
                         reblog_of_id, reblog_of_account_id, tags, mentions, conversation_id, created_at)
            from stdin with (format binary)
            """;

    private static final String SEARCH = """
            copy status_search (status_id, account_id, is_public, mentions, document) from stdin with (format binary)
            """;

    private static final String TAGS = """
            copy status_tag (tag, status_id, account_id) from stdin with (format binary)
            """;

    private static final String COUNT_REACTIONS = """
            insert into status_counter (status_id, slot, reblogs, replies)
            select status_id, shard_of(account_id) % 4, sum(reblogs), sum(replies)
              from (select reblog_of_id as status_id, account_id, 1 as reblogs, 0 as replies from status
                     where reblog_of_id is not null
                     union all
                    select in_reply_to_id, account_id, 0, 1 from status where in_reply_to_id is not null) reactions
             group by 1, 2
            """;

    private final BulkStemmer stemmer;
    private final CopyRows statuses = new CopyRows();
    private final CopyRows searchRows = new CopyRows();
    private final CopyRows tagRows = new CopyRows();

    public StatusBulkLoader(BulkStemmer stemmer) {
        this.stemmer = stemmer;
    }

    /** The parent of a reply. */
    public record ReplyTarget(StatusId status, AccountId author, StatusId conversation) {
        private StatusLinks links() {
            return StatusLinks.reply(conversation, new StatusLinks.Target(status, author));
        }
    }

    /** The original of a boost. */
    public record BoostTarget(StatusId status, AccountId author) {}

    /**
     * Adds a status.
     *
     * @param accountsByName the accounts the text may mention, by lower-case name
     */
    public void addStatus(
            StatusId id,
            AccountId author,
            String text,
            Map<String, AccountId> accountsByName,
            Optional<ReplyTarget> inReplyTo) {
        Map<String, Account> accounts = accountsByName.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> mentionedAccount(entry.getValue(), entry.getKey())));
        RenderedText rendered =
                StatusText.parse(text, stemmer.origin).render(stemmer.origin, stemmer.accountViews, accounts);
        Status status = Status.posted(
                id,
                author,
                Visibility.PUBLIC,
                StatusContent.of(rendered, text, "", false, Optional.of(stemmer.language), List.of()),
                inReplyTo.map(ReplyTarget::links).orElse(StatusLinks.start(id)),
                Optional.empty());
        addRow(status);
        searchRows
                .startRow(5)
                .bigint(id.value())
                .bigint(author.value())
                .bool(true)
                .bigintArray(ids(status.mentions()))
                .tsvector(stemmer.lexemes(status));
        for (String tag : status.tags()) {
            tagRows.startRow(3).text(tag).bigint(id.value()).bigint(author.value());
        }
    }

    public void addBoost(StatusId id, AccountId author, BoostTarget original) {
        StatusLinks links = StatusLinks.boost(id, new StatusLinks.Target(original.status(), original.author()));
        addRow(Status.posted(id, author, Visibility.PUBLIC, StatusContent.NONE, links, Optional.empty()));
    }

    private void addRow(Status status) {
        statuses.startRow(14)
                .bigint(status.id().value())
                .bigint(status.author().value())
                .text(status.visibility().toString())
                .text(status.content())
                .text(status.source());
        addOptional(status.language(), statuses::text);
        addOptional(status.inReplyTo().map(StatusId::value), statuses::bigint);
        addOptional(status.inReplyToAccount().map(AccountId::value), statuses::bigint);
        addOptional(status.reblogOf().map(StatusId::value), statuses::bigint);
        addOptional(status.reblogOfAccount().map(AccountId::value), statuses::bigint);
        statuses.textArray(status.tags())
                .bigintArray(ids(status.mentions()))
                .bigint(
                        status.reblogOf().isPresent()
                                ? 0
                                : status.conversation().value())
                .timestamptz(status.createdAt());
    }

    /** An account with the fields that a mention shows. */
    private static Account mentionedAccount(AccountId id, String username) {
        return Account.blank(id, username, SnowflakeIds.timestamp(id.value()));
    }

    private <T> void addOptional(Optional<T> value, Consumer<T> writer) {
        value.ifPresentOrElse(writer, statuses::nullValue);
    }

    private static List<Long> ids(List<AccountId> accounts) {
        return accounts.stream().map(AccountId::value).toList();
    }

    public long rows() {
        return statuses.rows();
    }

    public void copyInto(BulkConnection loader) {
        loader.copy(STATUSES, statuses);
        loader.copy(SEARCH, searchRows);
        loader.copy(TAGS, tagRows);
    }

    /** Inserts the hashtags and the counts of boosts and replies, once all statuses are copied. */
    public static void insertTagsAndCounts(BulkConnection loader) {
        loader.update(Tags.INSERT_USED);
        loader.update(COUNT_REACTIONS);
    }
}
