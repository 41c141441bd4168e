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
import social.skein.text.RenderedText;
import social.skein.text.StatusText;

/**
 * Many public statuses for an empty database at once, as the rows {@link StatusRows} would make. Facts are not made; what
 * others count of a status is counted once all are there.
 */
public final class StatusBulkLoader {
    private static final String STATUSES = """
            copy status (id, account_id, visibility, content, source, language, in_reply_to_id, in_reply_to_account_id,
                         reblog_of_id, reblog_of_account_id, tags, mentions, conversation_id, created_at)
            from stdin with (format binary)
            """;

    private static final String WORDS = """
            copy status_search (status_id, account_id, is_public, mentions, document) from stdin with (format binary)
            """;

    private static final String TAGS = """
            copy status_tag (tag, status_id, account_id) from stdin with (format binary)
            """;

    private static final String INSERT_TAGS = """
            insert into tag (name) select distinct tag from status_tag on conflict do nothing
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
    private final CopyRows words = new CopyRows();
    private final CopyRows tags = new CopyRows();

    public StatusBulkLoader(BulkStemmer stemmer) {
        this.stemmer = stemmer;
    }

    /** What a status answers. */
    public record ReplyTarget(StatusId status, AccountId author, StatusId conversation) {}

    /** What a boost boosts. */
    public record BoostTarget(StatusId status, AccountId author) {}

    /**
     * Adds a status.
     *
     * @param accountsByName whoever the text may mention, by their names in lower case
     */
    public void addStatus(
            StatusId id,
            AccountId author,
            String text,
            Map<String, AccountId> accountsByName,
            Optional<ReplyTarget> inReplyTo) {
        Map<String, Account> people = accountsByName.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, person -> mentionedAccount(person.getValue(), person.getKey())));
        RenderedText rendered =
                StatusText.parse(text, stemmer.origin).render(stemmer.origin, stemmer.accountViews, people);
        Status status = status(id, author, text, rendered, inReplyTo, Optional.empty());
        addRow(status);
        words.startRow(5)
                .bigint(id.value())
                .bigint(author.value())
                .bool(true)
                .bigintArray(ids(status.mentions()))
                .tsvector(stemmer.lexemes(status));
        for (String tag : status.tags()) {
            tags.startRow(3).text(tag).bigint(id.value()).bigint(author.value());
        }
    }

    public void addBoost(StatusId id, AccountId author, BoostTarget original) {
        RenderedText nothing = new RenderedText("", List.of(), List.of());
        addRow(status(id, author, "", nothing, Optional.empty(), Optional.of(original)));
    }

    private Status status(
            StatusId id,
            AccountId author,
            String text,
            RenderedText rendered,
            Optional<ReplyTarget> inReplyTo,
            Optional<BoostTarget> reblogOf) {
        return new Status(
                id,
                author,
                Visibility.PUBLIC,
                rendered.html(),
                text,
                "",
                false,
                reblogOf.isPresent() ? Optional.empty() : Optional.of(stemmer.language),
                inReplyTo.map(ReplyTarget::status),
                inReplyTo.map(ReplyTarget::author),
                reblogOf.map(BoostTarget::status),
                reblogOf.map(BoostTarget::author),
                Optional.empty(),
                rendered.tags(),
                rendered.mentions(),
                inReplyTo.map(ReplyTarget::conversation).orElse(id),
                SnowflakeIds.timestamp(id.value()),
                Optional.empty(),
                0,
                0,
                0,
                Optional.empty());
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

    /** As much of somebody as a mention shows. */
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
        loader.copy(WORDS, words);
        loader.copy(TAGS, tags);
    }

    /** Counts, once all are there, how often each was boosted and answered, and makes their hashtags known. */
    public static void insertTagsAndCounts(BulkConnection loader) {
        loader.update(INSERT_TAGS);
        loader.update(COUNT_REACTIONS);
    }
}
