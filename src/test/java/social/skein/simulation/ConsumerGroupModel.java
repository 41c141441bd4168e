package social.skein.simulation;

import io.vertx.core.Future;
import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.consumer.OffsetAndMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/** Consumers that share topics out: who leaves or is not heard of for a while has its share given to others. */
final class ConsumerGroupModel {
    private static final long SESSION_TIMEOUT_MILLIS = 6_000;
    private static final long REBALANCE_MILLIS = 300;

    private final KafkaModel broker;
    private final String name;
    private final Set<String> topics = new TreeSet<>();
    private final List<ConsumerModel> members = new ArrayList<>();
    private final Map<TopicPartition, ConsumerModel> owners = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long generation;
    private boolean rebalancing;

    ConsumerGroupModel(String name, KafkaModel broker) {
        this.name = name;
        this.broker = broker;
    }

    long generation() {
        return generation;
    }

    boolean isDrained() {
        return partitions().stream().allMatch(partition -> committed(partition) == size(partition));
    }

    String backlog() {
        return name + " of " + members + " "
                + partitions().stream()
                        .filter(partition -> committed(partition) < size(partition))
                        .map(partition -> partition.getTopic() + "/" + partition.getPartition() + " "
                                + committed(partition) + " of " + size(partition) + " by " + owners.get(partition))
                        .toList();
    }

    private long size(TopicPartition partition) {
        return broker.log(partition.getTopic(), partition.getPartition()).size();
    }

    long committed(TopicPartition partition) {
        return committed.getOrDefault(partition, 0L);
    }

    private List<TopicPartition> partitions() {
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : topics) {
            for (int i = 0; i < KafkaModel.PARTITIONS; i++) {
                all.add(new TopicPartition(topic, i));
            }
        }
        return all;
    }

    void join(ConsumerModel member, Set<String> subscribed) {
        topics.addAll(subscribed);
        if (!members.contains(member)) {
            members.add(member);
            rebalanceSoon();
            watchHeartbeats(member);
        }
    }

    void leave(ConsumerModel member) {
        if (members.remove(member)) {
            owners.values().removeIf(owner -> owner == member);
            rebalanceSoon();
        }
    }

    /** Whether a member is not heard of, and has lost its place when that lasts. */
    private void watchHeartbeats(ConsumerModel member) {
        broker.time.schedule(1_000, () -> {
            if (!members.contains(member)) {
                return;
            }
            if (member.isSilentFor(SESSION_TIMEOUT_MILLIS)) {
                broker.time.log(name + " gives up " + member);
                leave(member);
            } else {
                watchHeartbeats(member);
            }
        });
    }

    boolean isMember(ConsumerModel member) {
        return members.contains(member);
    }

    private void rebalanceSoon() {
        if (!rebalancing) {
            rebalancing = true;
            broker.time.schedule(REBALANCE_MILLIS, this::rebalance);
        }
    }

    /** Sticky, and in two steps as cooperative sharing is: what somebody must give up goes to another in the next. */
    private void rebalance() {
        rebalancing = false;
        generation++;
        if (members.isEmpty()) {
            return;
        }
        List<TopicPartition> all = partitions();
        int most = (all.size() + members.size() - 1) / members.size();
        boolean again = false;
        for (ConsumerModel member : List.copyOf(members)) {
            Set<TopicPartition> own = partitionsOf(member);
            Set<TopicPartition> revoked = new LinkedHashSet<>();
            own.stream().skip(most).forEach(revoked::add);
            for (TopicPartition partition : revoked) {
                owners.remove(partition);
                again = true;
            }
            member.revoke(revoked, generation);
        }
        if (again) {
            rebalanceSoon();
            return;
        }
        for (TopicPartition partition : all) {
            if (!owners.containsKey(partition)) {
                ConsumerModel poorest = members.get(0);
                for (ConsumerModel member : members) {
                    poorest =
                            partitionsOf(member).size() < partitionsOf(poorest).size() ? member : poorest;
                }
                owners.put(partition, poorest);
                poorest.assign(partition);
            }
        }
    }

    private Set<TopicPartition> partitionsOf(ConsumerModel member) {
        Set<TopicPartition> own = new LinkedHashSet<>();
        partitions().stream()
                .filter(partition -> owners.get(partition) == member)
                .forEach(own::add);
        return own;
    }

    boolean owns(ConsumerModel member, TopicPartition partition) {
        return owners.get(partition) == member;
    }

    /** Brokers look at who commits and of which generation, and not at whose partition it is. */
    Future<Void> commit(ConsumerModel member, long memberGeneration, Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (!members.contains(member)) {
            return Future.failedFuture(new CommitFailedException());
        }
        if (memberGeneration != generation || rebalancing) {
            return Future.failedFuture(new RebalanceInProgressException());
        }
        offsets.forEach((partition, offset) -> committed.put(partition, offset.getOffset()));
        return Future.succeededFuture();
    }

    void commitUnchecked(TopicPartition partition, long offset) {
        committed.put(partition, offset);
    }

    void wake() {
        members.forEach(ConsumerModel::wake);
    }
}
