package social.skein.list;

import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import social.skein.model.AccountId;
import social.skein.model.ListId;

/** The members of a list and its replies policy: everything needed to decide whether a status belongs in it. */
public final class ListMembers {
    private final ListId list;
    private final RepliesPolicy repliesPolicy;
    /** Sorted; 8 bytes per member, where a set of ids would take 50, because streams keep these in memory. */
    private final long[] members;

    public ListMembers(ListId list, RepliesPolicy repliesPolicy, long... members) {
        this.list = list;
        this.repliesPolicy = repliesPolicy;
        this.members = LongStream.of(members).sorted().toArray();
    }

    static ListMembers of(Row row) {
        return new ListMembers(
                new ListId(row.getLong("id")),
                RepliesPolicy.parse(row.getString("replies_policy")).orElseThrow(),
                Stream.of(row.getArrayOfLongs("members"))
                        .mapToLong(Long::longValue)
                        .toArray());
    }

    public ListId list() {
        return list;
    }

    public RepliesPolicy repliesPolicy() {
        return repliesPolicy;
    }

    public boolean contains(AccountId account) {
        return Arrays.binarySearch(members, account.value()) >= 0;
    }

    /** The ids of the members, ascending. */
    public LongStream members() {
        return LongStream.of(members);
    }
}
