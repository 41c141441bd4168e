package social.skein.simulation;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import social.skein.events.Fact;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;
import social.skein.model.SnowflakeIds;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.relationship.RelationSets;
import social.skein.sql.Transaction;
import social.skein.visibility.FeedPreferences;
import social.skein.visibility.StatusAttributes;
import social.skein.visibility.VisibilityPolicy;

/** Users that post, delete, follow and read, and the responses they received. */
final class SimulatedUsers {
    final List<AccountId> accounts = new ArrayList<>();
    final Set<Long> acknowledged = new TreeSet<>();
    final Set<Long> deleteRequested = new LinkedHashSet<>();
    private final SimulationWorld world;
    private final VirtualTime time;
    private final Map<AccountId, Set<Long>> everFollowed = new HashMap<>();

    /** The rules that select the visible ids of a skeleton. */
    interface VisibilityRule {
        boolean isVisible(AccountId reader, long id);
    }

    SimulatedUsers(SimulationWorld world) {
        this.world = world;
        this.time = world.time;
        for (int i = 0; i < world.scale.users(); i++) {
            int shard = (int) time.between(1, 4_000);
            accounts.add(new AccountId(SnowflakeIds.encode(Instant.ofEpochMilli(time.now() - 1_000_000), shard, i)));
        }
        for (AccountId follower : accounts) {
            for (AccountId target : accounts) {
                if (!follower.equals(target) && time.chance(0.5)) {
                    TablesModel.FollowRow edge = new TablesModel.FollowRow(
                            world.tables.nextId(SnowflakeIds.shard(follower.value()), 1),
                            follower.value(),
                            target.value());
                    world.tables.follows.put(edge.id(), edge);
                    everFollowedBy(follower).add(target.value());
                }
            }
        }
    }

    private Set<Long> everFollowedBy(AccountId follower) {
        return everFollowed.computeIfAbsent(follower, first -> new TreeSet<>(List.of(follower.value())));
    }

    private AccountId randomUser() {
        return accounts.get((int) time.between(0, accounts.size() - 1));
    }

    private String name(long account) {
        return "user " + accounts.indexOf(new AccountId(account));
    }

    /** Performs a random request at a random running process. */
    void performRandomAction() {
        List<SimulatedNode> up =
                world.nodes.stream().filter(SimulatedNode::isUp).toList();
        if (up.isEmpty()) {
            return;
        }
        SimulatedNode node = up.get((int) time.between(0, up.size() - 1));
        double action = time.random.nextDouble();
        if (action < 0.5) {
            node.process.schedule(0, () -> post(node, randomUser()));
        } else if (action < 0.58) {
            node.process.schedule(0, () -> delete(node));
        } else if (action < 0.68) {
            node.process.schedule(0, () -> toggleFollow(node, randomUser(), randomUser()));
        } else {
            node.process.schedule(0, () -> read(node, randomUser()));
        }
    }

    private void post(SimulatedNode node, AccountId author) {
        double drawn = time.random.nextDouble();
        Visibility visibility = drawn < 0.6
                ? Visibility.PUBLIC
                : drawn < 0.75 ? Visibility.UNLISTED : drawn < 0.9 ? Visibility.PRIVATE : Visibility.DIRECT;
        Optional<AccountId> inReplyTo = time.chance(0.25) ? Optional.of(randomUser()) : Optional.empty();
        boolean poison = time.chance(0.03);
        node.db
                .<Long>transaction(tx -> tx.nextId(shard(author)).compose(id -> {
                    if (poison) {
                        world.recordingRole.poisonedPosts.add(id);
                    }
                    Fact fact = new Fact.StatusPosted(
                            new StatusId(id),
                            author,
                            visibility,
                            Optional.empty(),
                            inReplyTo,
                            Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            List.of());
                    return tx.update(
                                    TablesModel.INSERT_STATUS,
                                    id,
                                    author.value(),
                                    visibility.toString(),
                                    inReplyTo.map(AccountId::value).orElse(null))
                            .compose(inserted -> node.outbox.append(tx, fact))
                            .map(id);
                }))
                .onSuccess(id -> {
                    acknowledged.add(id);
                    time.log(node.process + ": " + name(author.value()) + " posted " + id
                            + (poison ? ", which is poisoned" : ""));
                })
                .onFailure(failure -> time.log(
                        node.process + ": " + name(author.value()) + " failed to post: " + failure.getMessage()));
    }

    private static int shard(AccountId account) {
        return SnowflakeIds.shard(account.value());
    }

    private void delete(SimulatedNode node) {
        List<Long> existing = acknowledged.stream()
                .filter(id -> !deleteRequested.contains(id))
                .toList();
        if (existing.isEmpty()) {
            return;
        }
        long id = existing.get((int) time.between(0, existing.size() - 1));
        TablesModel.StatusRow post = world.tables.posts.get(id);
        if (post == null) {
            time.reportViolation("acknowledged, but missing before any deletion: " + id);
            return;
        }
        deleteRequested.add(id);
        AccountId author = new AccountId(post.author());
        Fact fact =
                new Fact.StatusDeleted(new StatusId(id), author, Visibility.PUBLIC, Optional.empty(), Optional.empty());
        change(node, author, fact, (tx, rowId) -> tx.update(TablesModel.DELETE_STATUS, id))
                .onComplete(
                        done -> time.log(node.process + ": deletion of " + id + (done.succeeded() ? "" : " failed")));
    }

    private interface TransactionalChange {
        Future<?> apply(Transaction tx, long id);
    }

    private Future<Void> change(SimulatedNode node, AccountId actor, Fact fact, TransactionalChange change) {
        return node.db.transaction(tx -> tx.nextId(shard(actor))
                .compose(id -> change.apply(tx, id).compose(done -> node.outbox.append(tx, fact))));
    }

    private void toggleFollow(SimulatedNode node, AccountId follower, AccountId target) {
        if (follower.equals(target)) {
            return;
        }
        boolean follows = world.tables.isFollowing(follower.value(), target.value());
        everFollowedBy(follower).add(target.value());
        Fact fact = follows ? new Fact.Unfollowed(follower, target) : new Fact.Followed(follower, target);
        change(
                        node,
                        follower,
                        fact,
                        (tx, id) -> follows
                                ? tx.update(TablesModel.DELETE_FOLLOW, follower.value(), target.value())
                                : tx.update(TablesModel.INSERT_FOLLOW, id, follower.value(), target.value()))
                .onSuccess(done -> time.log(node.process + ": " + name(follower.value())
                        + (follows ? " unfollowed " : " followed ") + name(target.value())));
    }

    private void read(SimulatedNode node, AccountId reader) {
        node.readHome(reader, PageRequest.firstPage((int) time.between(1, 6)))
                .onSuccess(slice -> verifyOrder(node.process.name, reader, slice.ids(), Comparator.reverseOrder()))
                .onFailure(failure -> {});
    }

    /** Verifies that ids are strictly ordered, and only by authors that the reader has followed at some time. */
    void verifyOrder(String where, AccountId reader, List<Long> ids, Comparator<Long> order) {
        for (int i = 1; i < ids.size(); i++) {
            if (order.compare(ids.get(i - 1), ids.get(i)) >= 0) {
                time.reportViolation(where + " shows " + name(reader.value()) + " duplicates or a wrong order: " + ids);
                return;
            }
        }
        for (long id : ids) {
            TablesModel.StatusRow post = world.tables.posts.get(id);
            if (post != null && !everFollowedBy(reader).contains(post.author())) {
                time.reportViolation(
                        where + " shows " + name(reader.value()) + " " + id + " of an author they never followed");
            }
            if (post != null && post.visibility().equals("direct")) {
                time.reportViolation(where + " has the direct post " + id + " in a home");
            }
        }
    }

    /** Applies the production rules to the current rows. */
    boolean isVisible(AccountId reader, long id) {
        TablesModel.StatusRow post = world.tables.posts.get(id);
        return post != null
                && VisibilityPolicy.belongsInHome(
                        reader,
                        new StatusAttributes(
                                new AccountId(post.author()),
                                Visibility.parse(post.visibility()).orElseThrow(),
                                Optional.ofNullable(post.inReplyToAccount()).map(AccountId::new),
                                Optional.empty(),
                                Set.of(),
                                List.of()),
                        RelationSets.ofFollowed(followees(reader)),
                        FeedPreferences.NONE);
    }

    private Set<AccountId> followees(AccountId reader) {
        return world.tables.follows.values().stream()
                .filter(edge -> edge.follower() == reader.value())
                .map(edge -> new AccountId(edge.target()))
                .collect(Collectors.toSet());
    }

    /** Returns the expected home, newest first, by a second implementation of the rules. */
    List<Long> expectedHome(AccountId reader) {
        return world.tables.posts.descendingMap().values().stream()
                .filter(post -> belongsInHome(reader.value(), post))
                .map(TablesModel.StatusRow::id)
                .toList();
    }

    private boolean belongsInHome(long reader, TablesModel.StatusRow post) {
        if (post.visibility().equals("direct")) {
            return false;
        }
        @Nullable Long inReplyTo = post.inReplyToAccount();
        return post.author() == reader
                || (world.tables.isFollowing(reader, post.author())
                        && (inReplyTo == null
                                || inReplyTo == reader
                                || inReplyTo == post.author()
                                || world.tables.isFollowing(reader, inReplyTo)));
    }
}
