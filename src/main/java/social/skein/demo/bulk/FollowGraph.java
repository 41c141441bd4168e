package social.skein.demo.bulk;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import social.skein.demo.bulk.Communities.CommunityFollows;
import social.skein.demo.bulk.RandomStreams.Purpose;

/**
 * Whom everybody follows: the people of their community they are tied to, and people from afar, drawn by how many followers
 * each still lacks. Holds some numbers for each person and no follow; anybody's follows are made when they are asked for.
 */
public final class FollowGraph {
    /** Of those drawn from afar some were drawn before; after so many for each wanted one it is enough. */
    private static final int MAX_DRAWS_PER_FOLLOW = 20;

    /** Accounts handled at a time. */
    private static final int ACCOUNTS_PER_PART = 1_800;

    private final SyntheticPopulation population;
    private final Communities communities;
    private final int[] remoteFollows;
    private final AliasTable remoteTargets;

    public FollowGraph(SyntheticPopulation crowd) {
        this.population = crowd;
        this.communities = new Communities(crowd);
        this.remoteFollows = new int[crowd.size()];
        int[] lacking = new int[crowd.size()];
        for (int community = 0; community < communities.count(); community++) {
            countMissing(communities.follows(community), lacking);
        }
        this.remoteTargets = new AliasTable(PopularityWeights.compute(lacking, remoteFollows));
    }

    private void countMissing(CommunityFollows ties, int[] lacking) {
        for (int one = ties.first(); one < ties.end(); one++) {
            int followers = 0;
            int followees = 0;
            for (int other = ties.first(); other < ties.end(); other++) {
                followers += ties.follows(other, one) ? 1 : 0;
                followees += ties.follows(one, other) ? 1 : 0;
            }
            lacking[one] = Math.max(0, population.followers(one) - followers);
            remoteFollows[one] = Math.max(0, population.followees(one) - followees);
        }
    }

    public SyntheticPopulation population() {
        return population;
    }

    /** The numbers of those an account follows, each once, in the order of its follows. */
    public int[] followees(int account) {
        return followees(account, communities.follows(communities.communityOf(account)), new BitSet(population.size()));
    }

    /** Told of everybody in a part: their number and whom they follow. */
    interface FollowVisitor {
        void visit(int account, int[] targets);
    }

    void forEachAccount(int part, FollowVisitor visitor) {
        BitSet met = new BitSet(population.size());
        int communitiesOfPart = communitiesPerPart();
        for (int i = part * communitiesOfPart; i < Math.min((part + 1) * communitiesOfPart, communities.count()); i++) {
            CommunityFollows ties = communities.follows(i);
            for (int account = ties.first(); account < ties.end(); account++) {
                visitor.visit(account, followees(account, ties, met));
            }
        }
    }

    /** Into how many parts the crowd is cut, none too large to be held in memory: whole communities. */
    int partCount() {
        return (communities.count() + communitiesPerPart() - 1) / communitiesPerPart();
    }

    /** The accounts of a part. */
    IntStream accountsOf(int part) {
        int size = communitiesPerPart() * population.profile().communitySize();
        return IntStream.range(part * size, Math.min((part + 1) * size, population.size()));
    }

    private int communitiesPerPart() {
        return Math.max(1, ACCOUNTS_PER_PART / population.profile().communitySize());
    }

    /** @param seen empty, and empty again afterwards */
    private int[] followees(int account, CommunityFollows community, BitSet seen) {
        int[] targets = new int[community.size() + remoteFollows[account]];
        int found = 0;
        for (int other = community.first(); other < community.end(); other++) {
            if (community.follows(account, other)) {
                targets[found++] = other;
            }
        }
        int wanted = found + remoteFollows[account];
        for (int number = 0; found < wanted && number < MAX_DRAWS_PER_FOLLOW * remoteFollows[account]; number++) {
            int target = remoteTarget(account, number);
            boolean near = target >= community.first() && target < community.end();
            if (!near && !seen.get(target)) {
                seen.set(target);
                targets[found++] = target;
            }
        }
        int[] all = Arrays.copyOf(targets, found);
        Arrays.stream(all).forEach((IntConsumer) seen::clear);
        return all;
    }

    /** Somebody this account follows, as a rule, found without finding all; itself where it follows nobody from afar. */
    int sampleFollowee(int account, double lot) {
        return remoteFollows[account] == 0 ? account : remoteTarget(account, (int) (lot * remoteFollows[account]));
    }

    private int remoteTarget(int account, int number) {
        long stream = RandomStreams.streamSeed(account, Purpose.REMOTE_FOLLOWS);
        return remoteTargets.sample(
                RandomStreams.uniform(stream, 2L * number), RandomStreams.uniform(stream, 2L * number + 1));
    }
}
