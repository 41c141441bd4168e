package social.skein.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.support.DomainFixture.await;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import social.skein.events.Outbox;
import social.skein.events.ScheduledFacts;
import social.skein.media.Attachments;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.status.NewStatus;
import social.skein.support.DomainFixture;

class ScheduledStatusesTest {
    private static final Instant DUE = Instant.parse("2100-01-01T00:00:00Z");

    @Test
    void a_scheduled_status_that_is_not_due_yet_keeps_its_idempotency_key() {
        try (DomainFixture domain = new DomainFixture()) {
            IdempotencyKeys keys = new IdempotencyKeys(domain.db);
            Outbox outbox = new Outbox(domain.db, domain.hints);
            ScheduledFacts facts = new ScheduledFacts(domain.db, outbox);
            ScheduledStatuses scheduled =
                    new ScheduledStatuses(domain.db, facts, keys, new Attachments(outbox), DomainFixture.ORIGIN);
            NewStatus later = new NewStatus(
                    domain.alice,
                    "later",
                    "",
                    Optional.empty(),
                    Optional.of(Visibility.PUBLIC),
                    false,
                    Optional.of("en"),
                    Optional.empty(),
                    Optional.of("key"));
            ScheduledParams params = ScheduledParams.of(later, 0);
            StatusId id = await(scheduled.create(later, params, DUE));
            ScheduledStatus status = new ScheduledStatus(id, domain.alice, DUE, params);

            boolean taken =
                    await(domain.db.transaction(tx -> scheduled.takeIfDue(tx, status, new StatusId(id.value() + 1))));

            assertThat(taken).isFalse();
            assertThat(await(keys.find(later))).contains(id);
        }
    }
}
