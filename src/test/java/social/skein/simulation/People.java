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
import social.skein.audience.Audience;
import social.skein.audience.Interests;
import social.skein.audience.Subject;
import social.skein.events.Fact;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.model.Window;
import social.skein.relationship.KnownTies;
import social.skein.sql.Sql;

/** Who posts, deletes, follows and reads, and what they were answered. */
final class People {
    final List<AccountId> all = new ArrayList<>();
    final Set<Long> acknowledged = new TreeSet<>();
    final Set<Long> deleting = new LinkedHashSet<>();
    private final World world;
    private final Time time;
    private final Map<AccountId, Set<Long>> everFollowed = new HashMap<>();

    /** What of a skeleton is shown. */
    interface Rule {
        boolean shows(AccountId reader, long id);
    }

    People(World world) {
        this.world = world;
        this.time = world.time;
        for (int i = 0; i < world.scale.people(); i++) {
            int shard = (int) time.between(1, 4_000);
            all.add(new AccountId(Ids.of(Instant.ofEpochMilli(time.now() - 1_000_000), shard, i)));
        }
        for (AccountId follower : all) {
            for (AccountId target : all) {
                if (!follower.equals(target) && time.luck(0.5)) {
                    Tables.Edge edge = new Tables.Edge(
                            world.tables.draw(Ids.shard(follower.value()), 1), follower.value(), target.value());
                    world.tables.follows.put(edge.id(), edge);
                    followed(follower).add(target.value());
                }
            }
        }
    }

    private Set<Long> followed(AccountId follower) {
        return everFollowed.computeIfAbsent(follower, first -> new TreeSet<>(List.of(follower.value())));
    }

    private AccountId somebody() {
        return all.get((int) time.between(0, all.size() - 1));
    }

    private String name(long account) {
        return "person " + all.indexOf(new AccountId(account));
    }

    /** Does something at a process that is up, as a request does. */
    void act() {
        List<Node> up = world.nodes.stream().filter(Node::isUp).toList();
        if (up.isEmpty()) {
            return;
        }
        Node node = up.get((int) time.between(0, up.size() - 1));
        double what = time.chance.nextDouble();
        if (what < 0.5) {
            node.process.in(0, () -> post(node, somebody()));
        } else if (what < 0.58) {
            node.process.in(0, () -> delete(node));
        } else if (what < 0.68) {
            node.process.in(0, () -> befriend(node, somebody(), somebody()));
        } else {
            node.process.in(0, () -> read(node, somebody()));
        }
    }

    private void post(Node node, AccountId author) {
        double drawn = time.chance.nextDouble();
        Visibility visibility = drawn < 0.6
                ? Visibility.PUBLIC
                : drawn < 0.75 ? Visibility.UNLISTED : drawn < 0.9 ? Visibility.PRIVATE : Visibility.DIRECT;
        Optional<AccountId> answered = time.luck(0.25) ? Optional.of(somebody()) : Optional.empty();
        boolean poison = time.luck(0.03);
        node.db
                .<Long>transaction(tx -> tx.nextId(shard(author)).compose(id -> {
                    if (poison) {
                        world.witness.poison.add(id);
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
                                    Tables.POST,
                                    id,
                                    author.value(),
                                    visibility.toString(),
                                    answered.map(AccountId::value).orElse(null))
                            .compose(put -> node.outbox.append(tx, fact))
                            .map(id);
                }))
                .onSuccess(id -> {
                    acknowledged.add(id);
                    time.tell(node.process + ": " + name(author.value()) + " posted " + id
                            + (poison ? ", which the witness cannot bear" : ""));
                })
                .onFailure(failure -> time.tell(
                        node.process + ": " + name(author.value()) + " was refused a post: " + failure.getMessage()));
    }

    private static int shard(AccountId account) {
        return Ids.shard(account.value());
    }

    private void delete(Node node) {
        List<Long> there =
                acknowledged.stream().filter(id -> !deleting.contains(id)).toList();
        if (there.isEmpty()) {
            return;
        }
        long id = there.get((int) time.between(0, there.size() - 1));
        Tables.Post post = world.tables.posts.get(id);
        if (post == null) {
            time.complain("acknowledged, and gone before anybody deleted it: " + id);
            return;
        }
        deleting.add(id);
        AccountId author = new AccountId(post.author());
        Fact fact =
                new Fact.StatusDeleted(new StatusId(id), author, Visibility.PUBLIC, Optional.empty(), Optional.empty());
        change(node, author, fact, (tx, own) -> tx.update(Tables.UNPOST, id))
                .onComplete(
                        done -> time.tell(node.process + ": deletion of " + id + (done.succeeded() ? "" : " failed")));
    }

    private interface Change {
        Future<?> in(Sql tx, long id);
    }

    private Future<Void> change(Node node, AccountId actor, Fact fact, Change change) {
        return node.db.transaction(tx ->
                tx.nextId(shard(actor)).compose(id -> change.in(tx, id).compose(done -> node.outbox.append(tx, fact))));
    }

    private void befriend(Node node, AccountId follower, AccountId target) {
        if (follower.equals(target)) {
            return;
        }
        boolean now = world.tables.isFollowing(follower.value(), target.value());
        followed(follower).add(target.value());
        Fact fact = now ? new Fact.Unfollowed(follower, target) : new Fact.Followed(follower, target);
        change(
                        node,
                        follower,
                        fact,
                        (tx, id) -> now
                                ? tx.update(Tables.UNFOLLOW, follower.value(), target.value())
                                : tx.update(Tables.FOLLOW, id, follower.value(), target.value()))
                .onSuccess(done -> time.tell(node.process + ": " + name(follower.value())
                        + (now ? " unfollowed " : " followed ") + name(target.value())));
    }

    private void read(Node node, AccountId reader) {
        node.home(reader, Window.newest((int) time.between(1, 6)))
                .onSuccess(part -> inOrder(node.process.name, reader, part.ids(), Comparator.reverseOrder()))
                .onFailure(failure -> {});
    }

    /** That ids go strictly one way, and are of nobody whom the reader has never followed. */
    void inOrder(String where, AccountId reader, List<Long> ids, Comparator<Long> order) {
        for (int i = 1; i < ids.size(); i++) {
            if (order.compare(ids.get(i - 1), ids.get(i)) >= 0) {
                time.complain(where + " shows " + name(reader.value()) + " repeats, or a wrong order: " + ids);
                return;
            }
        }
        for (long id : ids) {
            Tables.Post post = world.tables.posts.get(id);
            if (post != null && !followed(reader).contains(post.author())) {
                time.complain(where + " shows " + name(reader.value()) + " " + id + " of somebody they never followed");
            }
            if (post != null && post.visibility().equals("direct")) {
                time.complain(where + " has the direct post " + id + " in a home");
            }
        }
    }

    /** The production's rule, asked of the rows as they are. */
    boolean shows(AccountId reader, long id) {
        Tables.Post post = world.tables.posts.get(id);
        return post != null
                && Audience.hears(
                        reader,
                        new Subject(
                                new AccountId(post.author()),
                                Visibility.parse(post.visibility()).orElseThrow(),
                                Optional.ofNullable(post.answered()).map(AccountId::new),
                                Optional.empty(),
                                Set.of(),
                                List.of()),
                        KnownTies.following(followees(reader)),
                        Interests.NONE);
    }

    private Set<AccountId> followees(AccountId reader) {
        return world.tables.follows.values().stream()
                .filter(edge -> edge.follower() == reader.value())
                .map(edge -> new AccountId(edge.target()))
                .collect(Collectors.toSet());
    }

    /** What somebody's home should be, said once more in other words, newest first. */
    List<Long> expected(AccountId reader) {
        return world.tables.posts.descendingMap().values().stream()
                .filter(post -> belongs(reader.value(), post))
                .map(Tables.Post::id)
                .toList();
    }

    private boolean belongs(long reader, Tables.Post post) {
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
