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
import social.skein.sql.Sql;
import social.skein.visibility.FeedPreferences;
import social.skein.visibility.StatusAttributes;
import social.skein.visibility.VisibilityPolicy;

/** Who posts, deletes, follows and reads, and what they were answered. */
final class SimulatedUsers {
    final List<AccountId> accounts = new ArrayList<>();
    final Set<Long> acknowledged = new TreeSet<>();
    final Set<Long> deleteRequested = new LinkedHashSet<>();
    private final SimulationWorld world;
    private final VirtualTime time;
    private final Map<AccountId, Set<Long>> everFollowed = new HashMap<>();

    /** What of a skeleton is shown. */
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
        return "person " + accounts.indexOf(new AccountId(account));
    }

    /** Does something at a process that is up, as a request does. */
    void performRandomAction() {
        List<SimulatedNode> up =
                world.nodes.stream().filter(SimulatedNode::isUp).toList();
        if (up.isEmpty()) {
            return;
        }
        SimulatedNode node = up.get((int) time.between(0, up.size() - 1));
        double what = time.random.nextDouble();
        if (what < 0.5) {
            node.process.schedule(0, () -> post(node, randomUser()));
        } else if (what < 0.58) {
            node.process.schedule(0, () -> delete(node));
        } else if (what < 0.68) {
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
        Optional<AccountId> answered = time.chance(0.25) ? Optional.of(randomUser()) : Optional.empty();
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
                            answered,
                            Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            List.of());
                    return tx.update(
                                    TablesModel.INSERT_STATUS,
                                    id,
                                    author.value(),
                                    visibility.toString(),
                                    answered.map(AccountId::value).orElse(null))
                            .compose(put -> node.outbox.append(tx, fact))
                            .map(id);
                }))
                .onSuccess(id -> {
                    acknowledged.add(id);
                    time.log(node.process + ": " + name(author.value()) + " posted " + id
                            + (poison ? ", which the witness cannot bear" : ""));
                })
                .onFailure(failure -> time.log(
                        node.process + ": " + name(author.value()) + " was refused a post: " + failure.getMessage()));
    }

    private static int shard(AccountId account) {
        return SnowflakeIds.shard(account.value());
    }

    private void delete(SimulatedNode node) {
        List<Long> there = acknowledged.stream()
                .filter(id -> !deleteRequested.contains(id))
                .toList();
        if (there.isEmpty()) {
            return;
        }
        long id = there.get((int) time.between(0, there.size() - 1));
        TablesModel.StatusRow post = world.tables.posts.get(id);
        if (post == null) {
            time.reportViolation("acknowledged, and gone before anybody deleted it: " + id);
            return;
        }
        deleteRequested.add(id);
        AccountId author = new AccountId(post.author());
        Fact fact =
                new Fact.StatusDeleted(new StatusId(id), author, Visibility.PUBLIC, Optional.empty(), Optional.empty());
        change(node, author, fact, (tx, own) -> tx.update(TablesModel.DELETE_STATUS, id))
                .onComplete(
                        done -> time.log(node.process + ": deletion of " + id + (done.succeeded() ? "" : " failed")));
    }

    private interface TransactionalChange {
        Future<?> apply(Sql tx, long id);
    }

    private Future<Void> change(SimulatedNode node, AccountId actor, Fact fact, TransactionalChange change) {
        return node.db.transaction(tx -> tx.nextId(shard(actor))
                .compose(id -> change.apply(tx, id).compose(done -> node.outbox.append(tx, fact))));
    }

    private void toggleFollow(SimulatedNode node, AccountId follower, AccountId target) {
        if (follower.equals(target)) {
            return;
        }
        boolean now = world.tables.isFollowing(follower.value(), target.value());
        everFollowedBy(follower).add(target.value());
        Fact fact = now ? new Fact.Unfollowed(follower, target) : new Fact.Followed(follower, target);
        change(
                        node,
                        follower,
                        fact,
                        (tx, id) -> now
                                ? tx.update(TablesModel.DELETE_FOLLOW, follower.value(), target.value())
                                : tx.update(TablesModel.INSERT_FOLLOW, id, follower.value(), target.value()))
                .onSuccess(done -> time.log(node.process + ": " + name(follower.value())
                        + (now ? " unfollowed " : " followed ") + name(target.value())));
    }

    private void read(SimulatedNode node, AccountId reader) {
        node.readHome(reader, PageRequest.firstPage((int) time.between(1, 6)))
                .onSuccess(part -> verifyOrder(node.process.name, reader, part.ids(), Comparator.reverseOrder()))
                .onFailure(failure -> {});
    }

    /** That ids go strictly one way, and are of nobody whom the reader has never followed. */
    void verifyOrder(String where, AccountId reader, List<Long> ids, Comparator<Long> order) {
        for (int i = 1; i < ids.size(); i++) {
            if (order.compare(ids.get(i - 1), ids.get(i)) >= 0) {
                time.reportViolation(where + " shows " + name(reader.value()) + " repeats, or a wrong order: " + ids);
                return;
            }
        }
        for (long id : ids) {
            TablesModel.StatusRow post = world.tables.posts.get(id);
            if (post != null && !everFollowedBy(reader).contains(post.author())) {
                time.reportViolation(
                        where + " shows " + name(reader.value()) + " " + id + " of somebody they never followed");
            }
            if (post != null && post.visibility().equals("direct")) {
                time.reportViolation(where + " has the direct post " + id + " in a home");
            }
        }
    }

    /** The production's rule, asked of the rows as they are. */
    boolean isVisible(AccountId reader, long id) {
        TablesModel.StatusRow post = world.tables.posts.get(id);
        return post != null
                && VisibilityPolicy.belongsInHome(
                        reader,
                        new StatusAttributes(
                                new AccountId(post.author()),
                                Visibility.parse(post.visibility()).orElseThrow(),
                                Optional.ofNullable(post.answered()).map(AccountId::new),
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

    /** What somebody's home should be, said once more in other words, newest first. */
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
        @Nullable Long answered = post.answered();
        return post.author() == reader
                || (world.tables.isFollowing(reader, post.author())
                        && (answered == null
                                || answered == reader
                                || answered == post.author()
                                || world.tables.isFollowing(reader, answered)));
    }
}
