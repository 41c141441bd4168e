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
import social.skein.model.PageRequest;

/** One history: half a minute of requests and faults, a recovery phase without faults, and the verification. */
final class SimulationRun {
    private static final long FAULT_PHASE_MILLIS = 30_000;

    /** The guaranteed recovery time after the last fault. */
    private static final long RECOVERY_MILLIS = 60_000;

    /** The maximum age of cached state after a lost hint, see PulledAuthors. */
    private static final long MAX_STALENESS_MILLIS = 12_000;

    private static final String UNREADABLE_PAYLOAD = "{\"fact\":\"nobody knows";

    private final SimulationWorld world;
    private final VirtualTime time;
    private final SimulatedUsers users;
    private final TablesModel tables;

    private SimulationRun(long seed, Set<PlantedBug> bugs) {
        ThreadLocalRandomSeed.set(seed);
        this.time = new VirtualTime(seed);
        this.world = new SimulationWorld(time, bugs);
        this.tables = world.tables;
        this.users = new SimulatedUsers(world);
    }

    /** The result of a history. It passes without violations. */
    record Outcome(long seed, List<String> violations, List<String> log, long steps) {
        boolean passed() {
            return violations.isEmpty();
        }
    }

    static Outcome run(long seed, Set<PlantedBug> bugs) {
        SimulationRun history = new SimulationRun(seed, bugs);
        history.simulate();
        return new Outcome(seed, history.time.violations, history.time.log, history.time.eventCount());
    }

    private void simulate() {
        time.log(world.scale.toString());
        for (int i = 0; i < world.scale.processes(); i++) {
            world.nodes.add(new SimulatedNode("process " + i, world));
        }
        for (int i = 0; i < world.scale.actions(); i++) {
            time.schedule(time.between(0, FAULT_PHASE_MILLIS), users::performRandomAction);
        }
        if (world.scale.lossRate() > 0) {
            for (long i = time.between(0, 6); i > 0; i--) {
                time.schedule(time.between(0, FAULT_PHASE_MILLIS), this::injectFault);
            }
            if (time.chance(0.2)) {
                time.schedule(time.between(0, FAULT_PHASE_MILLIS), this::enqueueUnreadableFact);
            }
        }
        time.advance(FAULT_PHASE_MILLIS);
        heal();
        if (!time.runUntil(world::isQuiet, RECOVERY_MILLIS)) {
            time.reportViolation("a minute after the last fault, facts are still waiting: " + tables.outbox.size()
                    + " in the outbox; " + world.broker.backlog());
            return;
        }
        time.advance(MAX_STALENESS_MILLIS);
        verify();
    }

    private void injectFault() {
        SimulatedNode node = world.nodes.get((int) time.between(0, world.nodes.size() - 1));
        long millis = time.between(100, 8_000);
        switch ((int) time.between(0, 8)) {
            case 0, 1 -> killNode(node, millis);
            case 2, 3 -> freezeNode(node, 2 * millis);
            case 4 -> {
                time.log("Redis loses all data");
                world.redis.flushAll();
            }
            case 5 -> takeDown(NetworkModel.Remote.REDIS, millis);
            case 6 -> takeDown(NetworkModel.Remote.KAFKA, millis);
            case 7 -> {
                time.log("PostgreSQL is restarted, and down for " + millis + " ms");
                world.postgres.restart(millis);
            }
            default -> skewClocks(node, time.between(-400_000, 1_000));
        }
    }

    private void killNode(SimulatedNode node, long millis) {
        if (node.process.isAlive()) {
            time.log(node.process + " is killed, and another starts " + millis + " ms later");
            node.kill();
            time.schedule(millis, () -> world.nodes.add(new SimulatedNode("process " + world.nodes.size(), world)));
        }
    }

    private void freezeNode(SimulatedNode node, long millis) {
        if (node.isUp()) {
            time.log(node.process + " is frozen for " + millis + " ms");
            node.process.freeze(millis);
        }
    }

    private void takeDown(NetworkModel.Remote remote, long millis) {
        time.log(remote + " is down for " + millis + " ms");
        world.network.takeDown(remote, millis);
    }

    private void skewClocks(SimulatedNode node, long millis) {
        time.log("the clocks of " + node.process + " and of PostgreSQL are shifted by " + millis + " ms");
        node.process.skew(millis);
        tables.skew(millis);
    }

    /** Inserts a fact into the outbox that cannot be parsed, like one of an unknown version. */
    private void enqueueUnreadableFact() {
        time.log("an unreadable fact is put into the outbox");
        long id = tables.nextId(0, 1);
        tables.outbox.put(id, new TablesModel.OutboxRow(id, "statuses", 0, UNREADABLE_PAYLOAD));
    }

    private void heal() {
        time.log("end of all faults");
        world.network.heal();
        world.nodes.forEach(node -> node.process.unfreeze());
        if (world.nodes.stream().noneMatch(SimulatedNode::isUp)) {
            world.nodes.add(new SimulatedNode("process " + world.nodes.size(), world));
        }
    }

    private void verify() {
        verifyRows();
        verifyDeadLetters();
        verifyEffects();
        for (int round = 0; round < 2; round++) {
            for (SimulatedNode node : List.copyOf(world.nodes)) {
                if (node.isUp()) {
                    users.accounts.forEach(reader -> verifyHome(node, reader));
                }
            }
            time.advance(2_000);
        }
    }

    private void verifyRows() {
        for (long id : users.acknowledged) {
            if (!tables.posts.containsKey(id) && !users.deleteRequested.contains(id)) {
                time.reportViolation("acknowledged and lost: " + id);
            }
        }
    }

    private void verifyDeadLetters() {
        for (TablesModel.DeadLetterRow letter : tables.deadLetters) {
            boolean poisoned = letter.payload().equals(UNREADABLE_PAYLOAD)
                    || (letter.role().equals(RecordingRole.ROLE)
                            && world.recordingRole.poisonedPosts.stream()
                                    .anyMatch(id -> letter.payload().contains(id.toString())));
            if (!poisoned) {
                time.reportViolation("a dead letter of a valid fact: " + letter);
            }
        }
        if (time.log.stream().anyMatch(line -> line.endsWith("put into the outbox"))) {
            for (String role : List.of("fanout", RecordingRole.ROLE)) {
                if (tables.deadLetters.stream()
                        .noneMatch(letter ->
                                letter.role().equals(role) && letter.payload().equals(UNREADABLE_PAYLOAD))) {
                    time.reportViolation("the unreadable fact was dropped silently by " + role);
                }
            }
        }
    }

    private void verifyEffects() {
        for (long id : tables.everInserted) {
            long effects = tables.effects.stream()
                    .filter(effect -> effect.endsWith(" " + id))
                    .count();
            if (effects != (world.recordingRole.poisonedPosts.contains(id) ? 0 : 1)) {
                time.reportViolation("the fact of " + id + " took effect " + effects + " times");
            }
            boolean hasDeadLetter = tables.deadLetters.stream()
                    .anyMatch(letter -> letter.role().equals(RecordingRole.ROLE)
                            && letter.payload().contains(Long.toString(id)));
            if (world.recordingRole.poisonedPosts.contains(id) && !hasDeadLetter) {
                time.reportViolation("the fact of " + id + " failed and has no dead letter");
            }
        }
        world.recordingRole.firstDeliveries.forEach((author, delivered) -> {
            if (!delivered.equals(delivered.stream().sorted().toList())) {
                time.reportViolation("facts of one author were delivered out of order: " + delivered);
            }
        });
    }

    private void verifyHome(SimulatedNode node, AccountId reader) {
        List<Long> expected = users.expectedHome(reader);
        compareHome(node, reader, "", expected, PageRequest.firstPage(3));
        compareHome(node, reader, "", expected, PageRequest.firstPage(40));
        List<Long> ascending = new ArrayList<>(expected);
        Collections.reverse(ascending);
        compareHome(
                node,
                reader,
                ", in ascending order,",
                ascending,
                new PageRequest(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(0), 4));
        Optional<List<Long>> gaps =
                callNode(node, () -> node.gaps.findMissing(reader)).orElse(Optional.empty());
        if (gaps.isPresent() && !gaps.get().isEmpty()) {
            time.reportViolation("the live timeline of " + reader + " lacks " + gaps.get());
        }
    }

    private void compareHome(
            SimulatedNode node, AccountId reader, String direction, List<Long> expected, PageRequest window) {
        List<Long> shown = callNode(node, () -> node.readWholeHome(reader, window, users::isVisible, new ArrayList<>()))
                .orElse(List.of());
        users.verifyOrder(
                node.process.name,
                reader,
                shown,
                direction.isEmpty() ? Comparator.reverseOrder() : Comparator.naturalOrder());
        if (!shown.equals(expected)) {
            Set<Long> missing = new TreeSet<>(expected);
            shown.forEach(missing::remove);
            Set<Long> surplus = new TreeSet<>(shown);
            expected.forEach(surplus::remove);
            time.reportViolation(node.process + direction + " shows a wrong home of user "
                    + users.accounts.indexOf(reader) + ": without " + missing + ", with " + surplus);
        }
    }

    private <T> Optional<T> callNode(SimulatedNode node, Supplier<Future<T>> call) {
        List<T> response = new ArrayList<>();
        boolean[] done = new boolean[1];
        node.process.schedule(
                0,
                () -> call.get().onComplete(result -> {
                    done[0] = true;
                    if (result.succeeded()) {
                        response.add(result.result());
                    } else {
                        time.reportViolation(node.process + " failed without faults: " + result.cause());
                    }
                }));
        if (!time.runUntil(() -> done[0], 10_000)) {
            time.reportViolation(node.process + " did not respond without faults");
        }
        return response.stream().findFirst();
    }
}
