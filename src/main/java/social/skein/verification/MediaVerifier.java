package social.skein.verification;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import social.skein.objectstore.ObjectStore;

/**
 * Compares the database with the object store in steps, each of which reads up to a thousand rows and objects. Changes
 * nothing.
 */
public final class MediaVerifier {
    /** More of these are a disaster, in which the report may count some of them as orphans in addition. */
    private static final int MAX_REMEMBERED = 100_000;

    private final ObjectStore store;
    private final UnrecordedPass unrecorded;
    private final ComparisonPass comparison;
    private final Set<String> shownWithoutRecord = new HashSet<>();

    /**
     * @param minAge younger objects and records are left alone, since their upload may be in progress
     * @param after the {@link #position} of an interrupted verification; empty for a whole one
     */
    MediaVerifier(ObjectStore store, ObjectRecords records, Duration minAge, String after) {
        this.store = store;
        this.unrecorded = new UnrecordedPass(records);
        this.comparison = new ComparisonPass(
                store, records, new CandidateCheck(store, records, minAge, shownWithoutRecord), after);
    }

    /** Fails with a sentence for the operators if the object store cannot be used. */
    public Future<Void> checkStore() {
        return store.check();
    }

    public boolean isDone() {
        return unrecorded.isDone() && comparison.isDone();
    }

    /** The next step. */
    public Future<VerifiedPage> next() {
        return unrecorded.isDone()
                ? comparison.next()
                : unrecorded.next().onSuccess(this::remember).map(VerifiedPage::of);
    }

    private void remember(List<MediaFinding> findings) {
        if (shownWithoutRecord.size() < MAX_REMEMBERED) {
            findings.forEach(finding -> shownWithoutRecord.add(finding.key()));
        }
    }

    /** The last key that was compared; empty before the first. */
    public String position() {
        return comparison.position();
    }

    /** The part of all keys that is compared, from 0 to 1: keys start with random hexadecimal digits. */
    public double fraction() {
        if (isDone()) {
            return 1;
        }
        return ObjectRecords.isOwnKey(position()) ? Integer.parseInt(position().substring(0, 2), 16) / 256.0 : 0;
    }
}
