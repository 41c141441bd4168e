package social.skein.demo.bulk;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import social.skein.demo.bulk.Communities.CommunityFollows;
import social.skein.demo.bulk.RandomStreams.Purpose;

/**
 * The follow graph: the follows within communities, and remote follows drawn by the number of followers each account
 * still lacks. It stores a few numbers per account but no follows; the followees of an account are generated on demand.
 */
public final class FollowGraph {
    /** Bounds the draws per account, since remote draws may repeat. */
    private static final int MAX_DRAWS_PER_FOLLOW = 20;

    /** Accounts per chunk. */
    private static final int ACCOUNTS_PER_PART = 1_800;

    private final SyntheticPopulation population;
    private final Communities communities;
    private final int[] remoteFollows;
    private final AliasTable remoteTargets;

    public FollowGraph(SyntheticPopulation population) {
        this.population = population;
        this.communities = new Communities(population);
        this.remoteFollows = new int[population.size()];
        int[] missingFollowers = new int[population.size()];
        for (int community = 0; community < communities.count(); community++) {
            countMissing(communities.follows(community), missingFollowers);
        }
        this.remoteTargets = new AliasTable(PopularityWeights.compute(missingFollowers, remoteFollows));
    }

    private void countMissing(CommunityFollows follows, int[] missingFollowers) {
        for (int account = follows.first(); account < follows.end(); account++) {
            int followers = 0;
            int followees = 0;
            for (int other = follows.first(); other < follows.end(); other++) {
                followers += follows.follows(other, account) ? 1 : 0;
                followees += follows.follows(account, other) ? 1 : 0;
            }
            missingFollowers[account] = Math.max(0, population.followers(account) - followers);
            remoteFollows[account] = Math.max(0, population.followees(account) - followees);
        }
    }

    public SyntheticPopulation population() {
        return population;
    }

    /** The account numbers of the followees of an account, each once, in follow order. */
    public int[] followees(int account) {
        return followees(account, communities.follows(communities.communityOf(account)), new BitSet(population.size()));
    }

    /** Receives every account of a chunk with its followees. */
    interface FollowVisitor {
        void visit(int account, int[] targets);
    }

    void forEachAccount(int chunk, FollowVisitor visitor) {
        BitSet seen = new BitSet(population.size());
        int communitiesOfChunk = communitiesPerPart();
        for (int i = chunk * communitiesOfChunk;
                i < Math.min((chunk + 1) * communitiesOfChunk, communities.count());
                i++) {
            CommunityFollows follows = communities.follows(i);
            for (int account = follows.first(); account < follows.end(); account++) {
                visitor.visit(account, followees(account, follows, seen));
            }
        }
    }

    /** The number of chunks; each consists of whole communities and fits in memory. */
    int partCount() {
        return (communities.count() + communitiesPerPart() - 1) / communitiesPerPart();
    }

    /** The accounts of a chunk. */
    IntStream accountsOf(int chunk) {
        int size = communitiesPerPart() * population.profile().communitySize();
        return IntStream.range(chunk * size, Math.min((chunk + 1) * size, population.size()));
    }

    private int communitiesPerPart() {
        return Math.max(1, ACCOUNTS_PER_PART / population.profile().communitySize());
    }

    /** @param seen scratch space, empty before and after the call */
    private int[] followees(int account, CommunityFollows community, BitSet seen) {
        int[] targets = new int[community.size() + remoteFollows[account]];
        int found = 0;
        for (int other = community.first(); other < community.end(); other++) {
            if (community.follows(account, other)) {
                targets[found++] = other;
            }
        }
        int limit = found + remoteFollows[account];
        for (int number = 0; found < limit && number < MAX_DRAWS_PER_FOLLOW * remoteFollows[account]; number++) {
            int target = remoteTarget(account, number);
            boolean local = target >= community.first() && target < community.end();
            if (!local && !seen.get(target)) {
                seen.set(target);
                targets[found++] = target;
            }
        }
        int[] all = Arrays.copyOf(targets, found);
        Arrays.stream(all).forEach((IntConsumer) seen::clear);
        return all;
    }

    /**
     * Usually a followee of the account, found without generating all of them; the account itself if it has no remote
     * follows.
     */
    int sampleFollowee(int account, double draw) {
        return remoteFollows[account] == 0 ? account : remoteTarget(account, (int) (draw * remoteFollows[account]));
    }

    private int remoteTarget(int account, int number) {
        long stream = RandomStreams.streamSeed(account, Purpose.REMOTE_FOLLOWS);
        return remoteTargets.sample(
                RandomStreams.uniform(stream, 2L * number), RandomStreams.uniform(stream, 2L * number + 1));
    }
}
