package social.skein.visibility;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import social.skein.list.Lists;
import social.skein.model.AccountId;
import social.skein.relationship.Follows;
import social.skein.relationship.RelationLoader;
import social.skein.tag.TagFollows;

/** Loads the {@link ViewerState} of an account from the database, with all statements in parallel. */
public final class ViewerStateLoader {
    /** The newest followed hashtags count; older ones are ignored. */
    private static final int MAX_TAGS = 1_000;

    private final Follows follows;
    private final RelationLoader relations;
    private final Lists lists;
    private final TagFollows tagFollows;

    public ViewerStateLoader(Follows follows, RelationLoader relations, Lists lists, TagFollows tagFollows) {
        this.follows = follows;
        this.relations = relations;
        this.lists = lists;
        this.tagFollows = tagFollows;
    }

    /**
     * Loads the state of a viewer.
     *
     * @param maxFollowees bounds the memory; of more followees only the newest are loaded
     */
    public Future<ViewerState> load(AccountId viewer, int maxFollowees) {
        return Future.all(
                        follows.followees(viewer, maxFollowees),
                        relations.restrictions(viewer),
                        loadPreferences(viewer))
                .map(loaded -> ViewerState.of(loaded.resultAt(0), loaded.resultAt(1), loaded.resultAt(2)));
    }

    private Future<FeedPreferences> loadPreferences(AccountId viewer) {
        return Future.all(lists.exclusiveMembers(viewer), tagFollows.newestFollowed(viewer, MAX_TAGS))
                .map(loaded -> new FeedPreferences(loaded.resultAt(0), Set.copyOf(loaded.<List<String>>resultAt(1))));
    }
}
