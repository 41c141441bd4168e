package social.skein.stream;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import social.skein.audience.Interests;
import social.skein.list.Roll;
import social.skein.model.AccountId;
import social.skein.relationship.KnownTies;
import social.skein.relationship.Ties;

/**
 * Everything that decides what somebody is told, read anew whenever any of it changes; never compared.
 *
 * @param followees in order
 * @param near everybody whose posts may be for them, in order: who follows very many may have others in lists
 */
@SuppressWarnings("ArrayRecordComponent") // 8 bytes for each follow; a set of boxed ids would take 50
record Known(long[] followees, long[] near, Ties apart, Interests interests, List<Roll> rolls) {
    static final Known NOTHING = new Known(new long[0], new long[0], KnownTies.NONE, Interests.NONE, List.of());

    static Known of(List<AccountId> followees, Ties apart, Interests interests, List<Roll> rolls) {
        long[] followed =
                followees.stream().mapToLong(AccountId::value).sorted().toArray();
        long[] near = rolls.isEmpty()
                ? followed
                : Stream.concat(
                                Stream.of(LongStream.of(followed)),
                                rolls.stream().map(Roll::members))
                        .flatMapToLong(ids -> ids)
                        .sorted()
                        .distinct()
                        .toArray();
        return new Known(followed, near, apart, interests, rolls);
    }
}
