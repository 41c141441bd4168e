package social.skein.stream;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import social.skein.list.ListMembers;
import social.skein.visibility.ViewerState;

/**
 * Everything that decides which events a connected account receives. Reloaded as a whole when any of it changes.
 *
 * @param viewer the state that pages use too, with fewer followees if there are very many
 * @param feedAuthors all authors whose posts may belong in home or a list, ids in ascending order: the followees, and
 *     list members beyond the loaded followees
 * @param lists the account's lists with their members
 */
@SuppressWarnings("ArrayRecordComponent") // 8 bytes for each follow; a set of boxed ids would take 50. Never compared.
record ConnectedUserState(ViewerState viewer, long[] feedAuthors, List<ListMembers> lists) {
    static final ConnectedUserState EMPTY = of(ViewerState.EMPTY, List.of());

    static ConnectedUserState of(ViewerState viewer, List<ListMembers> lists) {
        return new ConnectedUserState(viewer, feedAuthors(viewer.followees(), lists), lists);
    }

    private static long[] feedAuthors(long[] followees, List<ListMembers> lists) {
        if (lists.isEmpty()) {
            return followees;
        }
        return Stream.concat(Stream.of(LongStream.of(followees)), lists.stream().map(ListMembers::members))
                .flatMapToLong(ids -> ids)
                .sorted()
                .distinct()
                .toArray();
    }
}
