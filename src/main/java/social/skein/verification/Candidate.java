package social.skein.verification;

import java.time.Instant;
import java.util.Optional;
import social.skein.objectstore.ListedObject;

/**
 * A key whose object and record did not match when they were read, perhaps only because they were changing.
 *
 * @param stored when the object was stored; empty if none was listed
 */
record Candidate(String key, Optional<Instant> stored) {
    static Candidate of(ListedObject object) {
        return new Candidate(object.key(), Optional.of(object.lastModified()));
    }

    static Candidate withoutObject(String key) {
        return new Candidate(key, Optional.empty());
    }

    /** Whether the object is too new to be an orphan. */
    boolean isStoredAfter(Instant limit) {
        return stored.filter(time -> time.isAfter(limit)).isPresent();
    }
}
