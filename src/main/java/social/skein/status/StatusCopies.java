package social.skein.status;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import social.skein.account.Account;
import social.skein.account.Profile;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.sql.CopyRows;
import social.skein.sql.Loader;

/**
 * Many public statuses for an empty database at once, as the rows {@link StatusRows} would make. Facts are not made; what
 * others count of a status is counted once all are there.
 */
public final class StatusCopies {
    private static final String STATUSES = """
            copy status (id, account_id, visibility, content, source, language, in_reply_to_id, in_reply_to_account_id,
                         reblog_of_id, reblog_of_account_id, tags, mentions, conversation_id, created_at)
            from stdin with (format binary)
            """;

    private static final String WORDS = """
            copy status_words (status_id, account_id, everybodys, mentions, words) from stdin with (format binary)
            """;

    private static final String TAGS = """
            copy status_tag (tag, status_id, account_id) from stdin with (format binary)
            """;

    private static final String KNOW_TAGS = """
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

    private final Tongue tongue;
    private final CopyRows statuses = new CopyRows();
    private final CopyRows words = new CopyRows();
    private final CopyRows tags = new CopyRows();

    public StatusCopies(Tongue tongue) {
        this.tongue = tongue;
    }

    /** What a status answers. */
    public record Answered(StatusId status, AccountId author, StatusId conversation) {}

    /** What a boost boosts. */
    public record Boosted(StatusId status, AccountId author) {}

    /**
     * Adds a status.
     *
     * @param named whoever the text may mention, by their names in lower case
     */
    public void write(
            StatusId id, AccountId author, String text, Map<String, AccountId> named, Optional<Answered> answered) {
        Map<String, Account> people = named.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, person -> named(person.getValue(), person.getKey())));
        Rendered rendered = StatusText.read(text, tongue.origin).render(tongue.origin, tongue.views, people);
        Status status = status(id, author, text, rendered, answered, Optional.empty());
        row(status);
        words.row(5)
                .number(id.value())
                .number(author.value())
                .flag(true)
                .numbers(values(status.mentions()))
                .lexemes(tongue.lexemes(status));
        for (String tag : status.tags()) {
            tags.row(3).text(tag).number(id.value()).number(author.value());
        }
    }

    public void boost(StatusId id, AccountId by, Boosted original) {
        Rendered nothing = new Rendered("", List.of(), List.of());
        row(status(id, by, "", nothing, Optional.empty(), Optional.of(original)));
    }

    private Status status(
            StatusId id,
            AccountId author,
            String text,
            Rendered rendered,
            Optional<Answered> answered,
            Optional<Boosted> boosted) {
        return new Status(
                id,
                author,
                Visibility.PUBLIC,
                rendered.html(),
                text,
                "",
                false,
                boosted.isPresent() ? Optional.empty() : Optional.of(tongue.language),
                answered.map(Answered::status),
                answered.map(Answered::author),
                boosted.map(Boosted::status),
                boosted.map(Boosted::author),
                Optional.empty(),
                rendered.tags(),
                rendered.mentions(),
                answered.map(Answered::conversation).orElse(id),
                Ids.time(id.value()),
                Optional.empty(),
                0,
                0,
                0,
                Optional.empty());
    }

    private void row(Status status) {
        statuses.row(14)
                .number(status.id().value())
                .number(status.author().value())
                .text(status.visibility().toString())
                .text(status.content())
                .text(status.source());
        optional(status.language(), statuses::text);
        optional(status.inReplyTo().map(StatusId::value), statuses::number);
        optional(status.inReplyToAccount().map(AccountId::value), statuses::number);
        optional(status.reblogOf().map(StatusId::value), statuses::number);
        optional(status.reblogOfAccount().map(AccountId::value), statuses::number);
        statuses.texts(status.tags())
                .numbers(values(status.mentions()))
                .number(
                        status.reblogOf().isPresent()
                                ? 0
                                : status.conversation().value())
                .time(status.createdAt());
    }

    /** As much of somebody as a mention shows. */
    private static Account named(AccountId id, String name) {
        return new Account(
                id,
                name,
                "",
                "",
                false,
                false,
                true,
                Visibility.PUBLIC,
                Ids.time(id.value()),
                false,
                0,
                0,
                0,
                Optional.empty(),
                Profile.EMPTY);
    }

    private <T> void optional(Optional<T> value, Consumer<T> put) {
        value.ifPresentOrElse(put, statuses::nothing);
    }

    private static List<Long> values(List<AccountId> accounts) {
        return accounts.stream().map(AccountId::value).toList();
    }

    public long rows() {
        return statuses.rows();
    }

    public void into(Loader loader) {
        loader.copy(STATUSES, statuses);
        loader.copy(WORDS, words);
        loader.copy(TAGS, tags);
    }

    /** Counts, once all are there, how often each was boosted and answered, and makes their hashtags known. */
    public static void count(Loader loader) {
        loader.update(KNOW_TAGS);
        loader.update(COUNT_REACTIONS);
    }
}
