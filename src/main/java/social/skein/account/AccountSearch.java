package social.skein.account;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import social.skein.http.Params;

/** Finds accounts by what people type: the beginning of a name, a handle, or the address of a profile. */
public final class AccountSearch {
    /** Longer than any name; what is longer finds nobody, so it is not looked for. */
    private static final int LONGEST_QUERY = 100;

    private final Accounts accounts;
    private final Handles handles;

    public AccountSearch(Accounts accounts, Handles handles) {
        this.accounts = accounts;
        this.handles = handles;
    }

    /** The accounts that {@code q}, {@code limit}, {@code offset} and {@code resolve} ask for. */
    public Future<List<Account>> find(Params params) {
        String words = params.filled("q").map(String::strip).orElse("");
        int limit = params.limit(20, 80);
        int offset = params.offset();
        if (words.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        if (words.contains("://")) {
            return params.flag("resolve", false) && offset == 0
                    ? handles.profile(words).map(this::named).orElse(Future.succeededFuture(List.of()))
                    : Future.succeededFuture(List.of());
        }
        if (words.lastIndexOf('@') > 0) {
            return offset > 0
                    ? Future.succeededFuture(List.of())
                    : handles.username(words).map(this::named).orElse(Future.succeededFuture(List.of()));
        }
        String prefix = words.startsWith("@") ? words.substring(1) : words;
        return prefix.isEmpty() || prefix.length() > LONGEST_QUERY
                ? Future.succeededFuture(List.of())
                : accounts.startingWith(prefix, limit, offset);
    }

    /** The account of this name, where it is not suspended. */
    Future<Optional<Account>> byUsername(String username) {
        return accounts.byUsername(username).map(found -> found.filter(account -> !account.suspended()));
    }

    private Future<List<Account>> named(String username) {
        return byUsername(username).map(found -> found.stream().collect(Collectors.toList()));
    }
}
