package social.skein.posting;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import social.skein.account.Account;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.http.PublicUrl;
import social.skein.model.AccountId;
import social.skein.model.BlankText;
import social.skein.model.Graphemes;
import social.skein.model.Problem;
import social.skein.model.Visibility;
import social.skein.status.ComposedStatus;
import social.skein.status.NewStatus;
import social.skein.status.Status;
import social.skein.status.StatusSearchIndex;
import social.skein.status.VisibleStatuses;
import social.skein.text.RenderedText;
import social.skein.text.StatusText;
import social.skein.text.Stemmer;

/** Turns a request into a {@link ComposedStatus}: checks it, loads parent and mentioned accounts, renders the text. */
public final class StatusComposer {
    /**
     * Links count as 23 and combining marks as nothing; this bounds the raw length, in UTF-16 units per character of
     * the limit.
     */
    private static final int MAX_UTF16_UNITS_PER_CHARACTER = 40;

    /** A short limit must still fit a few links. */
    private static final int MIN_UTF16_LIMIT = 20_000;

    private final PublicUrl origin;
    private final Accounts accounts;
    private final AccountViews views;
    private final VisibleStatuses visible;
    private final Stemmer stemmer;
    private final int maxCharacters;

    /**
     * @param maxCharacters the maximum of grapheme clusters of text and content warning together; clients read it from
     *     the instance API
     */
    public StatusComposer(
            PublicUrl origin,
            Accounts accounts,
            AccountViews views,
            VisibleStatuses visible,
            Stemmer stemmer,
            int maxCharacters) {
        this.origin = origin;
        this.accounts = accounts;
        this.views = views;
        this.visible = visible;
        this.stemmer = stemmer;
        this.maxCharacters = maxCharacters;
    }

    Future<ComposedStatus> compose(NewStatus newStatus) {
        return validate(newStatus)
                .compose(text -> Future.all(loadParent(newStatus), loadAccounts(newStatus, text.mentionedNames()))
                        .compose(found -> draft(newStatus, text, found.resultAt(0), found.resultAt(1))));
    }

    private Future<ComposedStatus> draft(
            NewStatus newStatus, StatusText text, Optional<Status> parent, Map<AccountId, Account> accountsById) {
        Map<String, Account> byName = new HashMap<>();
        accountsById.values().stream()
                .filter(account -> !account.suspended())
                .forEach(account -> byName.put(StatusText.lowerCase(account.username()), account));
        RenderedText rendered = text.render(origin, views, byName);
        Visibility visibility = newStatus
                .visibility()
                .orElseGet(
                        () -> author(newStatus, accountsById).postingDefaults().visibility());
        boolean sensitive = newStatus
                .sensitive()
                .orElseGet(
                        () -> author(newStatus, accountsById).postingDefaults().sensitive());
        Optional<String> language = newStatus
                .language()
                .or(() -> author(newStatus, accountsById).postingDefaults().language());
        return stemmer.lexemes(StatusSearchIndex.searchText(newStatus.spoilerText(), newStatus.text()), language)
                .map(lexemes ->
                        new ComposedStatus(newStatus, visibility, sensitive, language, rendered, parent, lexemes));
    }

    private static Account author(NewStatus newStatus, Map<AccountId, Account> accountsById) {
        return Optional.ofNullable(accountsById.get(newStatus.author())).orElseThrow(Problem.NotFound::new);
    }

    private Future<StatusText> validate(NewStatus newStatus) {
        String all = newStatus.spoilerText() + newStatus.text();
        if (BlankText.isBlank(newStatus.text())
                && newStatus.poll().isEmpty()
                && newStatus.media().isEmpty()) {
            return invalid("Text can't be blank");
        }
        if (!isWellFormed(all)) {
            return invalid("Text should be valid Unicode without NUL characters");
        }
        int maxUtf16Units = Math.max(MIN_UTF16_LIMIT, maxCharacters * MAX_UTF16_UNITS_PER_CHARACTER);
        StatusText text = all.length() > maxUtf16Units ? null : StatusText.parse(newStatus.text(), origin);
        if (text == null || text.length() + Graphemes.count(newStatus.spoilerText()) > maxCharacters) {
            return invalid("Text character limit of " + maxCharacters + " exceeded");
        }
        return Future.succeededFuture(text);
    }

    private static <T> Future<T> invalid(String reason) {
        return Future.failedFuture(new Problem.Invalid("Validation failed: " + reason));
    }

    /** PostgreSQL cannot store NUL, and an unpaired surrogate cannot be encoded. */
    private static boolean isWellFormed(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /** A reply to a boost is a reply to its original. */
    private Future<Optional<Status>> loadParent(NewStatus newStatus) {
        return newStatus
                .inReplyTo()
                .map(id -> visible.get(Optional.of(newStatus.author()), id)
                        .map(found -> Optional.of(found.original()))
                        .recover(failure -> Future.failedFuture(
                                failure instanceof Problem.NotFound
                                        ? new Problem.NotFound(
                                                "The post you are trying to reply to does not appear to exist.")
                                        : failure)))
                .orElse(Future.succeededFuture(Optional.empty()));
    }

    /** The mentioned accounts, and the author if a default of theirs is needed. */
    private Future<Map<AccountId, Account>> loadAccounts(NewStatus newStatus, Set<String> usernames) {
        return accounts.byUsernames(usernames).map(Map::values).compose(named -> {
            Set<AccountId> all = new HashSet<>(named);
            if (!newStatus.isFullySpecified()) {
                all.add(newStatus.author());
            }
            return accounts.byIds(all);
        });
    }
}
