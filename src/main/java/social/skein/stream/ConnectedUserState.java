package social.skein.stream;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import social.skein.list.ListMembers;
import social.skein.model.AccountId;
import social.skein.relationship.RelationSets;
import social.skein.relationship.ViewerRelations;
import social.skein.visibility.FeedPreferences;

/**
 * Everything that decides what somebody is told, read anew whenever any of it changes; never compared.
 *
 * @param followees in order
 * @param feedAuthors everybody whose posts may be for them, in order: who follows very many may have others in lists
 */
@SuppressWarnings("ArrayRecordComponent") // 8 bytes for each follow; a set of boxed ids would take 50
record ConnectedUserState(
        long[] followees,
        long[] feedAuthors,
        ViewerRelations blocksAndMutes,
        FeedPreferences preferences,
        List<ListMembers> lists) {
    static final ConnectedUserState EMPTY =
            new ConnectedUserState(new long[0], new long[0], RelationSets.NONE, FeedPreferences.NONE, List.of());

    static ConnectedUserState of(
            List<AccountId> followees,
            ViewerRelations blocksAndMutes,
            FeedPreferences preferences,
            List<ListMembers> lists) {
        long[] followed =
                followees.stream().mapToLong(AccountId::value).sorted().toArray();
        long[] near = lists.isEmpty()
                ? followed
                : Stream.concat(
                                Stream.of(LongStream.of(followed)),
                                lists.stream().map(ListMembers::members))
                        .flatMapToLong(ids -> ids)
                        .sorted()
                        .distinct()
                        .toArray();
        return new ConnectedUserState(followed, near, blocksAndMutes, preferences, lists);
    }
}
