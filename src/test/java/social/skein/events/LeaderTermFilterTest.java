package social.skein.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.consumer.KafkaConsumerRecord;
import io.vertx.kafka.client.consumer.impl.KafkaConsumerRecordImpl;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Tests which records a role skips because a former leader of the relay wrote them too late. */
class LeaderTermFilterTest {
    private static final TopicPartition PARTITION = new TopicPartition("statuses", 0);

    private final LeaderTermFilter filter = new LeaderTermFilter();

    @Test
    void a_record_of_a_lower_term_behind_one_of_a_higher_is_skipped() {
        assertThat(isSkipped(1, "7")).isFalse();
        assertThat(isSkipped(2, "9")).isFalse();
        assertThat(isSkipped(3, "7")).isTrue();
        assertThat(isSkipped(4, "9")).isFalse();
    }

    @Test
    void a_record_that_is_delivered_again_is_not_skipped() {
        assertThat(isSkipped(1, "7")).isFalse();
        assertThat(isSkipped(2, "9")).isFalse();

        assertThat(isSkipped(1, "7")).isFalse();
    }

    @Test
    void each_partition_has_its_own_terms() {
        assertThat(isSkipped(1, "9")).isFalse();

        assertThat(filter.isFromFormerLeader(new TopicPartition("statuses", 1), record(2, "7")))
                .isFalse();
    }

    @Test
    void a_record_without_a_readable_term_is_not_skipped() {
        assertThat(isSkipped(1, "9")).isFalse();

        assertThat(isSkipped(2, "first")).isFalse();
        assertThat(filter.isFromFormerLeader(PARTITION, new KafkaConsumerRecordImpl<>(plainRecord(3))))
                .isFalse();
    }

    private boolean isSkipped(long offset, String term) {
        return filter.isFromFormerLeader(PARTITION, record(offset, term));
    }

    private static KafkaConsumerRecord<String, String> record(long offset, String term) {
        ConsumerRecord<String, String> record = plainRecord(offset);
        record.headers().add(FactHeaders.TERM, term.getBytes(StandardCharsets.UTF_8));
        return new KafkaConsumerRecordImpl<>(record);
    }

    private static ConsumerRecord<String, String> plainRecord(long offset) {
        return new ConsumerRecord<>(PARTITION.getTopic(), PARTITION.getPartition(), offset, "1", "{}");
    }
}
