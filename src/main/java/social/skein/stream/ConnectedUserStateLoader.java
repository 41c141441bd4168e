package social.skein.stream;

import io.vertx.core.Future;
import social.skein.list.Lists;
import social.skein.model.AccountId;
import social.skein.visibility.ViewerStateLoader;

/** Loads the state of a connected account: the viewer state and the lists, in parallel. */
public final class ConnectedUserStateLoader {
    private final ViewerStateLoader viewerStates;
    private final Lists lists;

    public ConnectedUserStateLoader(ViewerStateLoader viewerStates, Lists lists) {
        this.viewerStates = viewerStates;
        this.lists = lists;
    }

    /** @param maxFollowees of more followees only the newest are loaded, so the stream lacks posts of the others */
    Future<ConnectedUserState> load(AccountId account, int maxFollowees) {
        return Future.all(viewerStates.load(account, maxFollowees), lists.loadAllMembers(account))
                .map(loaded -> ConnectedUserState.of(loaded.resultAt(0), loaded.resultAt(1)));
    }
}
