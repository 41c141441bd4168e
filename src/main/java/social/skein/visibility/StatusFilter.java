package social.skein.visibility;

import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.list.ListMembers;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.relationship.ViewerRelations;

/**
 * Applies the rules of {@link VisibilityPolicy} to items that stand for statuses. The two subclasses differ only in
 * where a viewer's relations come from: the database, or a cache in front of it. Filtered items keep their order.
 */
public abstract sealed class StatusFilter permits VisibilityPolicy, CachedStatusFilter {
    StatusFilter() {}

    /** The viewer's relations to at least these accounts; no relations for an anonymous viewer. */
    abstract Future<ViewerRelations> relations(Optional<AccountId> viewer, Supplier<Set<AccountId>> accounts);

    /** The inputs of the home rule for at least these statuses. */
    abstract Future<HomeContext> homeContext(AccountId viewer, Supplier<List<StatusAttributes>> statuses);

    /** The viewer's relations and preferences, as far as they matter to some statuses. */
    record HomeContext(ViewerRelations relations, FeedPreferences preferences) {}

    /** The items that the viewer may open by their id. */
    public final <T> Future<List<T>> filterVisible(
            Optional<AccountId> viewer, List<T> items, Function<T, StatusAttributes> attributes) {
        return relations(viewer, items, attributes)
                .map(relations ->
                        retain(items, attributes, status -> VisibilityPolicy.canSee(viewer, status, relations)));
    }

    /** The items that the viewer should find among posts of accounts they did not choose. */
    public final <T> Future<List<T>> filterDiscoverable(
            Optional<AccountId> viewer, List<T> items, Function<T, StatusAttributes> attributes) {
        return relations(viewer, items, attributes)
                .map(relations ->
                        retain(items, attributes, status -> VisibilityPolicy.canDiscover(viewer, status, relations)));
    }

    /** The items that belong in the viewer's home timeline. */
    public final <T> Future<List<T>> filterForHome(
            AccountId viewer, List<T> items, Function<T, StatusAttributes> attributes) {
        return homeContext(viewer, () -> items.stream().map(attributes).toList())
                .map(context -> retain(
                        items,
                        attributes,
                        status -> VisibilityPolicy.belongsInHome(
                                viewer, status, context.relations, context.preferences)));
    }

    /** The items that belong in a list of the viewer. */
    public final <T> Future<List<T>> filterForList(
            AccountId viewer, ListMembers members, List<T> items, Function<T, StatusAttributes> attributes) {
        return relations(Optional.of(viewer), items, attributes)
                .map(relations -> retain(
                        items,
                        attributes,
                        status -> VisibilityPolicy.belongsInList(viewer, status, relations, members)));
    }

    /**
     * The visibilities whose posts by this author are all visible to the viewer; posts that mention the viewer are
     * added.
     */
    public final Future<Set<Visibility>> accessibleVisibilities(Optional<AccountId> viewer, AccountId author) {
        return relations(viewer, () -> Set.of(author))
                .map(relations -> Arrays.stream(Visibility.values())
                        .filter(visibility ->
                                VisibilityPolicy.canSee(viewer, StatusAttributes.of(author, visibility), relations))
                        .collect(Collectors.toSet()));
    }

    static Set<AccountId> affectedAccounts(Stream<StatusAttributes> statuses) {
        return statuses.flatMap(StatusAttributes::affectedAccounts).collect(Collectors.toSet());
    }

    private <T> Future<ViewerRelations> relations(
            Optional<AccountId> viewer, List<T> items, Function<T, StatusAttributes> attributes) {
        return relations(viewer, () -> affectedAccounts(items.stream().map(attributes)));
    }

    private static <T> List<T> retain(
            List<T> items, Function<T, StatusAttributes> attributes, Predicate<StatusAttributes> rule) {
        return items.stream().filter(item -> rule.test(attributes.apply(item))).toList();
    }
}
