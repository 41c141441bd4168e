package social.skein.verification;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import social.skein.objectstore.ObjectStore;
import social.skein.objectstore.StoredObject;

/**
 * Tells differences from changes in progress. A record exists before its object is stored and until it is removed, so an
 * object that still exists after its record was not found has none, and an object is missing if its record exists
 * before and after it was not found. What is younger than an age is left alone in addition.
 */
final class CandidateCheck {
    /** Queries to the object store at a time. */
    private static final int CONCURRENCY = 50;

    private final ObjectStore store;
    private final ObjectRecords records;
    private final Duration minAge;
    private final Set<String> shownWithoutRecord;

    /** @param shownWithoutRecord keys that are no orphans, although they have no record */
    CandidateCheck(ObjectStore store, ObjectRecords records, Duration minAge, Set<String> shownWithoutRecord) {
        this.store = store;
        this.records = records;
        this.minAge = minAge;
        this.shownWithoutRecord = shownWithoutRecord;
    }

    Future<List<MediaFinding>> check(List<Candidate> candidates) {
        if (candidates.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<String> keys = candidates.stream().map(Candidate::key).toList();
        return records.uses(keys, minAge)
                .compose(before -> sizes(keys, 0, new HashMap<>())
                        .compose(sizes ->
                                records.uses(keys, minAge).map(after -> findings(candidates, before, sizes, after))));
    }

    private Future<Map<String, Long>> sizes(List<String> keys, int from, Map<String, Long> found) {
        if (from >= keys.size()) {
            return Future.succeededFuture(found);
        }
        List<String> batch = keys.subList(from, Math.min(from + CONCURRENCY, keys.size()));
        List<Future<Optional<StoredObject>>> heads =
                batch.stream().map(store::head).toList();
        return Future.join(heads).compose(done -> {
            for (int i = 0; i < batch.size(); i++) {
                String key = batch.get(i);
                heads.get(i).result().ifPresent(object -> found.put(key, object.size()));
            }
            return sizes(keys, from + CONCURRENCY, found);
        });
    }

    private List<MediaFinding> findings(
            List<Candidate> candidates,
            Map<String, ObjectUse> before,
            Map<String, Long> sizes,
            Map<String, ObjectUse> after) {
        Instant limit = Instant.now().minus(minAge);
        List<MediaFinding> findings = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Optional<Long> size = Optional.ofNullable(sizes.get(candidate.key()));
            Optional<ObjectUse> use = Optional.ofNullable(after.get(candidate.key()));
            if (use.isPresent()) {
                use.filter(used -> used.settled()
                                && used.purpose() != ObjectUse.Purpose.IN_PROGRESS
                                && before.containsKey(candidate.key()))
                        .flatMap(used -> recorded(used, size))
                        .ifPresent(findings::add);
            } else if (size.isPresent()
                    && !before.containsKey(candidate.key())
                    && !candidate.isStoredAfter(limit)
                    && !shownWithoutRecord.contains(candidate.key())) {
                findings.add(MediaFinding.orphan(candidate.key(), size.get()));
            }
        }
        return findings;
    }

    private static Optional<MediaFinding> recorded(ObjectUse use, Optional<Long> size) {
        if (size.isEmpty()) {
            return Optional.of(
                    MediaFinding.of(MediaFinding.Kind.MISSING, use, use.record().bytes()));
        }
        return size.filter(bytes -> bytes != use.record().bytes())
                .map(bytes -> MediaFinding.of(MediaFinding.Kind.WRONG_SIZE, use, bytes));
    }
}
