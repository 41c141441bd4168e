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

/** A model of a consumer group: the partitions of members that leave or send no heartbeats are reassigned. */
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
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            for (int i = 0; i < KafkaModel.PARTITIONS; i++) {
                partitions.add(new TopicPartition(topic, i));
            }
        }
        return partitions;
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

    /** Removes a member that sends no heartbeats for the session timeout. */
    private void watchHeartbeats(ConsumerModel member) {
        broker.time.schedule(1_000, () -> {
            if (!members.contains(member)) {
                return;
            }
            if (member.isSilentFor(SESSION_TIMEOUT_MILLIS)) {
                broker.time.log(name + " removes " + member + " after missing heartbeats");
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

    /** Rebalances like the cooperative sticky assignor: partitions are revoked first and assigned in the next round. */
    private void rebalance() {
        rebalancing = false;
        generation++;
        if (members.isEmpty()) {
            return;
        }
        List<TopicPartition> partitions = partitions();
        int maxPartitions = (partitions.size() + members.size() - 1) / members.size();
        boolean anyRevoked = false;
        for (ConsumerModel member : List.copyOf(members)) {
            Set<TopicPartition> owned = partitionsOf(member);
            Set<TopicPartition> revoked = new LinkedHashSet<>();
            owned.stream().skip(maxPartitions).forEach(revoked::add);
            for (TopicPartition partition : revoked) {
                owners.remove(partition);
                anyRevoked = true;
            }
            member.revoke(revoked, generation);
        }
        if (anyRevoked) {
            rebalanceSoon();
            return;
        }
        for (TopicPartition partition : partitions) {
            if (!owners.containsKey(partition)) {
                ConsumerModel leastLoaded = members.get(0);
                for (ConsumerModel member : members) {
                    leastLoaded = partitionsOf(member).size()
                                    < partitionsOf(leastLoaded).size()
                            ? member
                            : leastLoaded;
                }
                owners.put(partition, leastLoaded);
                leastLoaded.assign(partition);
            }
        }
    }

    private Set<TopicPartition> partitionsOf(ConsumerModel member) {
        Set<TopicPartition> owned = new LinkedHashSet<>();
        partitions().stream()
                .filter(partition -> owners.get(partition) == member)
                .forEach(owned::add);
        return owned;
    }

    boolean owns(ConsumerModel member, TopicPartition partition) {
        return owners.get(partition) == member;
    }

    /** Like a broker, checks the member and its generation, but not the owner of the partition. */
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
