package social.skein.crowd;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import social.skein.crowd.Communities.Ties;
import social.skein.crowd.Lots.Purpose;

/**
 * Whom everybody follows: the people of their community they are tied to, and people from afar, drawn by how many followers
 * each still lacks. Holds some numbers for each person and no follow; anybody's follows are made when they are asked for.
 */
public final class FollowGraph {
    /** Of those drawn from afar some were drawn before; after so many for each wanted one it is enough. */
    private static final int PATIENCE = 20;

    /** Accounts handled at a time. */
    private static final int PART = 1_800;

    private final Crowd crowd;
    private final Communities communities;
    private final int[] draws;
    private final AliasTable afar;

    public FollowGraph(Crowd crowd) {
        this.crowd = crowd;
        this.communities = new Communities(crowd);
        this.draws = new int[crowd.size()];
        int[] lacking = new int[crowd.size()];
        for (int community = 0; community < communities.count(); community++) {
            lack(communities.ties(community), lacking);
        }
        this.afar = new AliasTable(Renown.of(lacking, draws));
    }

    private void lack(Ties ties, int[] lacking) {
        for (int one = ties.first(); one < ties.end(); one++) {
            int followers = 0;
            int followees = 0;
            for (int other = ties.first(); other < ties.end(); other++) {
                followers += ties.follows(other, one) ? 1 : 0;
                followees += ties.follows(one, other) ? 1 : 0;
            }
            lacking[one] = Math.max(0, crowd.followers(one) - followers);
            draws[one] = Math.max(0, crowd.followees(one) - followees);
        }
    }

    public Crowd crowd() {
        return crowd;
    }

    /** The numbers of those an account follows, each once, in the order of its follows. */
    public int[] of(int account) {
        return of(account, communities.ties(communities.of(account)), new BitSet(crowd.size()));
    }

    /** Told of everybody in a part: their number and whom they follow. */
    interface Told {
        void follows(int account, int[] targets);
    }

    void each(int part, Told told) {
        BitSet met = new BitSet(crowd.size());
        int communitiesOfPart = perPart();
        for (int i = part * communitiesOfPart; i < Math.min((part + 1) * communitiesOfPart, communities.count()); i++) {
            Ties ties = communities.ties(i);
            for (int account = ties.first(); account < ties.end(); account++) {
                told.follows(account, of(account, ties, met));
            }
        }
    }

    /** Into how many parts the crowd is cut, none too large to be held in memory: whole communities. */
    int parts() {
        return (communities.count() + perPart() - 1) / perPart();
    }

    /** The accounts of a part. */
    IntStream range(int part) {
        int size = perPart() * crowd.profile().community();
        return IntStream.range(part * size, Math.min((part + 1) * size, crowd.size()));
    }

    private int perPart() {
        return Math.max(1, PART / crowd.profile().community());
    }

    /** @param met empty, and empty again afterwards */
    private int[] of(int account, Ties ties, BitSet met) {
        int[] targets = new int[ties.people() + draws[account]];
        int found = 0;
        for (int other = ties.first(); other < ties.end(); other++) {
            if (ties.follows(account, other)) {
                targets[found++] = other;
            }
        }
        int wanted = found + draws[account];
        for (int number = 0; found < wanted && number < PATIENCE * draws[account]; number++) {
            int target = drawn(account, number);
            boolean near = target >= ties.first() && target < ties.end();
            if (!near && !met.get(target)) {
                met.set(target);
                targets[found++] = target;
            }
        }
        int[] all = Arrays.copyOf(targets, found);
        Arrays.stream(all).forEach((IntConsumer) met::clear);
        return all;
    }

    /** Somebody this account follows, as a rule, found without finding all; itself where it follows nobody from afar. */
    int someFollowee(int account, double lot) {
        return draws[account] == 0 ? account : drawn(account, (int) (lot * draws[account]));
    }

    private int drawn(int account, int number) {
        long stream = Lots.stream(account, Purpose.TARGETS);
        return afar.pick(Lots.share(stream, 2L * number), Lots.share(stream, 2L * number + 1));
    }
}
