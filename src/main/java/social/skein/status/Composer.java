package social.skein.status;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import social.skein.account.Account;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.http.Origin;
import social.skein.model.AccountId;
import social.skein.model.Graphemes;
import social.skein.model.Problem;
import social.skein.model.Visibility;

/** Makes of what is asked for a status that may be posted: checked, rendered, and with its people found. */
public final class Composer {
    /** Characters as people see them, of text and warning together; clients are told this number. */
    static final int MOST_CHARACTERS = 500;

    /** An address counts little and an accent nothing; this bounds what they can add up to, in UTF-16 units. */
    private static final int MOST_UNITS = 20_000;

    private final Origin origin;
    private final Accounts accounts;
    private final AccountViews views;
    private final VisibleStatuses visible;
    private final Stemmer stemmer;

    public Composer(Origin origin, Accounts accounts, AccountViews views, VisibleStatuses visible, Stemmer stemmer) {
        this.origin = origin;
        this.accounts = accounts;
        this.views = views;
        this.visible = visible;
        this.stemmer = stemmer;
    }

    Future<Draft> compose(NewStatus asked) {
        return checked(asked)
                .compose(text -> Future.all(parent(asked), people(asked, text.names()))
                        .compose(found -> draft(asked, text, found.resultAt(0), found.resultAt(1))));
    }

    private Future<Draft> draft(
            NewStatus asked, StatusText text, Optional<Status> parent, Map<AccountId, Account> people) {
        Map<String, Account> byName = new HashMap<>();
        people.values().stream()
                .filter(account -> !account.suspended())
                .forEach(account -> byName.put(StatusText.lower(account.username()), account));
        Rendered rendered = text.render(origin, views, byName);
        Visibility visibility =
                asked.visibility().orElseGet(() -> author(asked, people).privacy());
        boolean sensitive = asked.sensitive()
                .orElseGet(() -> author(asked, people).profile().sensitive());
        Optional<String> language =
                asked.language().or(() -> author(asked, people).profile().language());
        return stemmer.lexemes(StatusWords.text(asked.spoilerText(), asked.text()), language)
                .map(lexemes -> new Draft(asked, visibility, sensitive, language, rendered, parent, lexemes));
    }

    private static Account author(NewStatus asked, Map<AccountId, Account> people) {
        return Optional.ofNullable(people.get(asked.author())).orElseThrow(Problem.NotFound::new);
    }

    private Future<StatusText> checked(NewStatus asked) {
        String all = asked.spoilerText() + asked.text();
        if (asked.text().isBlank() && asked.poll().isEmpty()) {
            return invalid("Text can't be blank");
        }
        if (!isText(all)) {
            return invalid("Text should hold neither NUL nor halves of characters");
        }
        StatusText text = all.length() > MOST_UNITS ? null : StatusText.read(asked.text(), origin);
        if (text == null || text.length() + Graphemes.count(asked.spoilerText()) > MOST_CHARACTERS) {
            return invalid("Text character limit of " + MOST_CHARACTERS + " exceeded");
        }
        return Future.succeededFuture(text);
    }

    private static <T> Future<T> invalid(String why) {
        return Future.failedFuture(new Problem.Invalid("Validation failed: " + why));
    }

    /** PostgreSQL keeps no NUL, and half of a surrogate pair is no character in any encoding. */
    private static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /** Who answers a boost answers what it boosts. */
    private Future<Optional<Status>> parent(NewStatus asked) {
        return asked.inReplyTo()
                .map(id -> visible.get(Optional.of(asked.author()), id).map(found -> Optional.of(found.original())))
                .orElse(Future.succeededFuture(Optional.empty()));
    }

    /** Those the text names, and the author where it goes by their habits. */
    private Future<Map<AccountId, Account>> people(NewStatus asked, Set<String> names) {
        return accounts.byUsernames(names).map(Map::values).compose(named -> {
            Set<AccountId> all = new HashSet<>(named);
            if (!asked.isSettled()) {
                all.add(asked.author());
            }
            return accounts.byIds(all);
        });
    }
}
