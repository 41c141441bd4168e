package social.skein.search;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.account.Accounts;
import social.skein.account.HandleParser;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.rendering.StatusView;
import social.skein.rendering.StatusViews;
import social.skein.sql.Db;
import social.skein.status.VisibleStatuses;

/** Finds statuses by a text query or by id, as the viewer may see them. */
public final class StatusSearch {
    private final StatusTextSearch search;
    private final Accounts accounts;
    private final HandleParser handles;
    private final VisibleStatuses visibleStatuses;
    private final StatusViews statusViews;

    public StatusSearch(
            Db db, Accounts accounts, HandleParser handles, VisibleStatuses visibleStatuses, StatusViews statusViews) {
        this.search = new StatusTextSearch(db);
        this.accounts = accounts;
        this.handles = handles;
        this.visibleStatuses = visibleStatuses;
        this.statusViews = statusViews;
    }

    /** The status with this id, if the viewer may see it. */
    Future<List<StatusView>> byId(Optional<AccountId> viewer, StatusId id) {
        return visibleStatuses.byIds(viewer, List.of(id)).compose(found -> statusViews.views(viewer, found));
    }

    /**
     * Finds statuses by a text query.
     *
     * @param author restricts the results to this author, in addition to the query
     */
    Future<List<StatusView>> find(
            AccountId viewer, String text, Optional<AccountId> author, StatusTextSearch.SearchPage page) {
        StatusQuery query = QueryParser.parse(text);
        boolean empty = query.terms().isEmpty()
                && query.authors().isEmpty()
                && query.scope().isEmpty()
                && query.minId() == 0
                && query.beforeId() == Long.MAX_VALUE;
        return empty
                ? Future.succeededFuture(List.of())
                : findIds(viewer, query, author, page)
                        .compose(ids -> visibleStatuses.unmutedByIds(Optional.of(viewer), ids))
                        .compose(found -> statusViews.views(Optional.of(viewer), found));
    }

    private Future<List<StatusId>> findIds(
            AccountId viewer, StatusQuery query, Optional<AccountId> author, StatusTextSearch.SearchPage page) {
        Set<String> names = new HashSet<>(query.authors());
        names.addAll(query.excludedAuthors());
        names.remove("me");
        Set<String> usernames = names.stream()
                .flatMap(name -> handles.localUsername(name).stream())
                .collect(Collectors.toSet());
        return accounts.byUsernames(usernames)
                .compose(idsByUsername -> findIds(viewer, query, author, page, idsByUsername));
    }

    private Future<List<StatusId>> findIds(
            AccountId viewer,
            StatusQuery query,
            Optional<AccountId> author,
            StatusTextSearch.SearchPage page,
            Map<String, AccountId> idsByUsername) {
        Set<AccountId> from = resolveAuthors(viewer, query.authors(), idsByUsername);
        boolean unknownAuthors = !query.authors().isEmpty() && from.isEmpty();
        boolean authorExcluded = author.isPresent() && !query.authors().isEmpty() && !from.contains(author.get());
        return unknownAuthors || authorExcluded
                ? Future.succeededFuture(List.of())
                : search.find(
                        viewer,
                        query,
                        new StatusTextSearch.AuthorFilter(
                                author.map(Set::of).orElse(from),
                                resolveAuthors(viewer, query.excludedAuthors(), idsByUsername)),
                        page);
    }

    private Set<AccountId> resolveAuthors(
            AccountId viewer, Collection<String> names, Map<String, AccountId> idsByUsername) {
        return names.stream()
                .flatMap(name -> "me".equals(name)
                        ? Stream.of(viewer)
                        : handles
                                .localUsername(name)
                                .flatMap(username -> Optional.ofNullable(idsByUsername.get(username)))
                                .stream())
                .collect(Collectors.toSet());
    }
}
