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
import social.skein.account.Handles;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.status.StatusView;
import social.skein.status.StatusViews;
import social.skein.status.VisibleStatuses;

/** Statuses for what somebody typed, as they see them: by words, or the one an address names. */
public final class StatusFinder {
    private final StatusSearch search;
    private final Accounts accounts;
    private final Handles handles;
    private final VisibleStatuses visible;
    private final StatusViews views;

    public StatusFinder(Db db, Accounts accounts, Handles handles, VisibleStatuses visible, StatusViews views) {
        this.search = new StatusSearch(db);
        this.accounts = accounts;
        this.handles = handles;
        this.visible = visible;
        this.views = views;
    }

    /** The status of this id, where the viewer may see it. */
    Future<List<StatusView>> one(Optional<AccountId> viewer, StatusId id) {
        return visible.byIds(viewer, List.of(id)).compose(found -> views.views(viewer, found));
    }

    /**
     * What the words find.
     *
     * @param author whose statuses alone are wanted, whatever the words say
     */
    Future<List<StatusView>> find(AccountId viewer, String words, Optional<AccountId> author, StatusSearch.Part part) {
        Asked asked = Reading.of(words);
        boolean nothing = asked.terms().isEmpty()
                && asked.from().isEmpty()
                && asked.range().isEmpty()
                && asked.above() == 0
                && asked.below() == Long.MAX_VALUE;
        return nothing
                ? Future.succeededFuture(List.of())
                : found(viewer, asked, author, part)
                        .compose(ids -> visible.met(Optional.of(viewer), ids))
                        .compose(found -> views.views(Optional.of(viewer), found));
    }

    private Future<List<StatusId>> found(
            AccountId viewer, Asked asked, Optional<AccountId> author, StatusSearch.Part part) {
        Set<String> names = new HashSet<>(asked.from());
        names.addAll(asked.notFrom());
        names.remove("me");
        Set<String> here =
                names.stream().flatMap(name -> handles.username(name).stream()).collect(Collectors.toSet());
        return accounts.byUsernames(here).compose(known -> {
            Set<AccountId> from = named(viewer, asked.from(), known);
            boolean nobody = !asked.from().isEmpty() && from.isEmpty();
            boolean others = author.isPresent() && !asked.from().isEmpty() && !from.contains(author.get());
            return nobody || others
                    ? Future.succeededFuture(List.of())
                    : search.find(
                            viewer,
                            asked,
                            new StatusSearch.Authors(
                                    author.map(Set::of).orElse(from), named(viewer, asked.notFrom(), known)),
                            part);
        });
    }

    private Set<AccountId> named(AccountId viewer, Collection<String> names, Map<String, AccountId> known) {
        return names.stream()
                .flatMap(name -> "me".equals(name)
                        ? Stream.of(viewer)
                        : handles.username(name).flatMap(here -> Optional.ofNullable(known.get(here))).stream())
                .collect(Collectors.toSet());
    }
}
