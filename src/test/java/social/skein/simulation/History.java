package social.skein.simulation;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import social.skein.model.AccountId;
import social.skein.model.Window;

/** One history: half a minute of people and faults, then fair weather, and then it is looked what came of it. */
final class History {
    private static final long ROUGH_MILLIS = 30_000;

    /** As promised: so long after the last fault all is as it should be. */
    private static final long HEALED_MILLIS = 60_000;

    /** What a process may believe without having been told: see PulledAuthors. */
    private static final long BELIEVED_MILLIS = 12_000;

    private static final String RUBBISH = "{\"fact\":\"nobody knows";

    private final World world;
    private final Time time;
    private final People people;
    private final Tables tables;

    private History(long seed, Set<Plant> plants) {
        Luck.settle(seed);
        this.time = new Time(seed);
        this.world = new World(time, plants);
        this.tables = world.tables;
        this.people = new People(world);
    }

    /** What came of a history; it went well if nothing was wrong. */
    record Outcome(long seed, List<String> wrong, List<String> story, long happened) {
        boolean isWell() {
            return wrong.isEmpty();
        }
    }

    static Outcome of(long seed, Set<Plant> plants) {
        History history = new History(seed, plants);
        history.tell();
        return new Outcome(seed, history.time.wrong, history.time.story, history.time.happened());
    }

    private void tell() {
        time.tell(world.scale.toString());
        for (int i = 0; i < world.scale.processes(); i++) {
            world.nodes.add(new Node("process " + i, world));
        }
        for (int i = 0; i < world.scale.deeds(); i++) {
            time.in(time.between(0, ROUGH_MILLIS), people::act);
        }
        if (world.scale.rough() > 0) {
            for (long i = time.between(0, 6); i > 0; i--) {
                time.in(time.between(0, ROUGH_MILLIS), this::fault);
            }
            if (time.luck(0.2)) {
                time.in(time.between(0, ROUGH_MILLIS), this::rubbish);
            }
        }
        time.pass(ROUGH_MILLIS);
        heal();
        if (!time.until(world::isQuiet, HEALED_MILLIS)) {
            time.complain("a minute after the last fault facts still wait: " + tables.outbox.size() + " in the outbox; "
                    + world.broker.backlog());
            return;
        }
        time.pass(BELIEVED_MILLIS);
        look();
    }

    private void fault() {
        Node node = world.nodes.get((int) time.between(0, world.nodes.size() - 1));
        long millis = time.between(100, 8_000);
        switch ((int) time.between(0, 8)) {
            case 0, 1 -> kill(node, millis);
            case 2, 3 -> freeze(node, 2 * millis);
            case 4 -> {
                time.tell("Redis forgets everything");
                world.redis.forgetAll();
            }
            case 5 -> away(Weather.Place.REDIS, millis);
            case 6 -> away(Weather.Place.KAFKA, millis);
            case 7 -> {
                time.tell("PostgreSQL is restarted, and away for " + millis + " ms");
                world.postgres.restart(millis);
            }
            default -> skew(node, time.between(-400_000, 1_000));
        }
    }

    private void kill(Node node, long millis) {
        if (node.process.isAlive()) {
            time.tell(node.process + " is killed, and another begins " + millis + " ms later");
            node.kill();
            time.in(millis, () -> world.nodes.add(new Node("process " + world.nodes.size(), world)));
        }
    }

    private void freeze(Node node, long millis) {
        if (node.isUp()) {
            time.tell(node.process + " stands still for " + millis + " ms");
            node.process.freeze(millis);
        }
    }

    private void away(Weather.Place place, long millis) {
        time.tell(place + " is away for " + millis + " ms");
        world.weather.takeAway(place, millis);
    }

    private void skew(Node node, long millis) {
        time.tell("the clocks of " + node.process + " and of PostgreSQL are moved by " + millis + " ms");
        node.process.skew(millis);
        tables.skew(millis);
    }

    /** Somebody, or an older version, has left in the outbox what cannot be read. */
    private void rubbish() {
        time.tell("what nobody can read is put into the outbox");
        long id = tables.draw(0, 1);
        tables.outbox.put(id, new Tables.Waiting(id, "statuses", 0, RUBBISH));
    }

    private void heal() {
        time.tell("fair weather from now on");
        world.weather.clear();
        world.nodes.forEach(node -> node.process.thaw());
        if (world.nodes.stream().noneMatch(Node::isUp)) {
            world.nodes.add(new Node("process " + world.nodes.size(), world));
        }
    }

    private void look() {
        lookAtRows();
        lookAtLetters();
        lookAtWitness();
        for (int round = 0; round < 2; round++) {
            for (Node node : List.copyOf(world.nodes)) {
                if (node.isUp()) {
                    people.all.forEach(reader -> lookAtHome(node, reader));
                }
            }
            time.pass(2_000);
        }
    }

    private void lookAtRows() {
        for (long id : people.acknowledged) {
            if (!tables.posts.containsKey(id) && !people.deleting.contains(id)) {
                time.complain("acknowledged and lost: " + id);
            }
        }
    }

    private void lookAtLetters() {
        for (Tables.Letter letter : tables.letters) {
            boolean poisoned = letter.payload().equals(RUBBISH)
                    || (letter.role().equals(Witness.ROLE)
                            && world.witness.poison.stream()
                                    .anyMatch(id -> letter.payload().contains(id.toString())));
            if (!poisoned) {
                time.complain("a dead letter of what could be handled: " + letter);
            }
        }
        if (time.story.stream().anyMatch(line -> line.endsWith("put into the outbox"))) {
            for (String role : List.of("fanout", Witness.ROLE)) {
                if (tables.letters.stream()
                        .noneMatch(letter ->
                                letter.role().equals(role) && letter.payload().equals(RUBBISH))) {
                    time.complain("what nobody can read was dropped by " + role + " without a word");
                }
            }
        }
    }

    private void lookAtWitness() {
        for (long id : tables.everPosted) {
            long effects = tables.witnessed.stream()
                    .filter(effect -> effect.endsWith(" " + id))
                    .count();
            if (effects != (world.witness.poison.contains(id) ? 0 : 1)) {
                time.complain("the fact of " + id + " took effect " + effects + " times");
            }
            boolean letter = tables.letters.stream()
                    .anyMatch(one ->
                            one.role().equals(Witness.ROLE) && one.payload().contains(Long.toString(id)));
            if (world.witness.poison.contains(id) && !letter) {
                time.complain("the fact of " + id + " failed and is no dead letter");
            }
        }
        world.witness.firstTold.forEach((author, told) -> {
            if (!told.equals(told.stream().sorted().toList())) {
                time.complain("facts of one author were told out of order: " + told);
            }
        });
    }

    private void lookAtHome(Node node, AccountId reader) {
        List<Long> expected = people.expected(reader);
        compare(node, reader, "", expected, Window.newest(3));
        compare(node, reader, "", expected, Window.newest(40));
        List<Long> upwards = new ArrayList<>(expected);
        Collections.reverse(upwards);
        compare(
                node,
                reader,
                ", from below,",
                upwards,
                new Window(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(0), 4));
        Optional<List<Long>> gaps = answer(node, () -> node.gaps.of(reader)).orElse(Optional.empty());
        if (gaps.isPresent() && !gaps.get().isEmpty()) {
            time.complain("the live timeline of " + reader + " lacks " + gaps.get());
        }
    }

    private void compare(Node node, AccountId reader, String how, List<Long> expected, Window window) {
        List<Long> shown = answer(node, () -> node.wholeHome(reader, window, people::shows, new ArrayList<>()))
                .orElse(List.of());
        people.inOrder(
                node.process.name,
                reader,
                shown,
                how.isEmpty() ? Comparator.reverseOrder() : Comparator.naturalOrder());
        if (!shown.equals(expected)) {
            Set<Long> missing = new TreeSet<>(expected);
            shown.forEach(missing::remove);
            Set<Long> surplus = new TreeSet<>(shown);
            expected.forEach(surplus::remove);
            time.complain(node.process + how + " shows a home of " + people.all.indexOf(reader)
                    + " that is not theirs: without " + missing + ", with " + surplus);
        }
    }

    private <T> Optional<T> answer(Node node, Supplier<Future<T>> question) {
        List<T> answer = new ArrayList<>();
        boolean[] done = new boolean[1];
        node.process.in(
                0,
                () -> question.get().onComplete(result -> {
                    done[0] = true;
                    if (result.succeeded()) {
                        answer.add(result.result());
                    } else {
                        time.complain(node.process + " answers in fair weather: " + result.cause());
                    }
                }));
        if (!time.until(() -> done[0], 10_000)) {
            time.complain(node.process + " answers nothing in fair weather");
        }
        return answer.stream().findFirst();
    }
}
