package social.skein.verification;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import social.skein.media.ObjectRecord;
import social.skein.objectstore.ListedObject;
import social.skein.objectstore.ListedPage;
import social.skein.objectstore.ObjectStore;

/**
 * Merges the objects of the store with their records, both ordered by key. In memory is what one of the two has beyond
 * the other, which is a page at most. A database whose collation orders keys in another way only causes more candidates
 * to be looked up.
 */
final class ComparisonPass {
    /** Sorts after every key. */
    private static final String END = "\uffff";

    private final ObjectStore store;
    private final ObjectRecords records;
    private final CandidateCheck candidates;
    private final NavigableMap<String, ListedObject> unmatchedObjects = new TreeMap<>();
    private final NavigableMap<String, ObjectRecord> unmatchedRecords = new TreeMap<>();
    private String afterObject;
    private String afterRecord;

    /** @param after the key behind which the comparison starts; empty for all */
    ComparisonPass(ObjectStore store, ObjectRecords records, CandidateCheck candidates, String after) {
        this.store = store;
        this.records = records;
        this.candidates = candidates;
        this.afterObject = after;
        this.afterRecord = after;
    }

    boolean isDone() {
        return position().equals(END);
    }

    /** All keys up to this one are compared. */
    String position() {
        return afterObject.compareTo(afterRecord) < 0 ? afterObject : afterRecord;
    }

    /** Reads a page of what is behind, or of both. */
    Future<VerifiedPage> next() {
        String position = position();
        Future<?> objects = afterObject.equals(position) ? readObjects() : Future.succeededFuture();
        Future<?> rows = afterRecord.equals(position) ? readRecords() : Future.succeededFuture();
        return Future.join(objects, rows).compose(read -> match());
    }

    private Future<ListedPage> readObjects() {
        return store.list(afterObject, ObjectStore.MAX_PAGE).onSuccess(page -> {
            page.objects().forEach(object -> unmatchedObjects.put(object.key(), object));
            afterObject = page.next().orElse(END);
        });
    }

    private Future<List<ObjectRecord>> readRecords() {
        return records.page(afterRecord, ObjectStore.MAX_PAGE).onSuccess(page -> {
            page.forEach(record -> unmatchedRecords.put(record.key(), record));
            afterRecord = page.size() < ObjectStore.MAX_PAGE
                    ? END
                    : page.get(page.size() - 1).key();
        });
    }

    private Future<VerifiedPage> match() {
        List<Candidate> suspects = new ArrayList<>();
        long matched = 0;
        long bytes = 0;
        Iterator<Map.Entry<String, ListedObject>> objects =
                unmatchedObjects.entrySet().iterator();
        while (objects.hasNext()) {
            ListedObject object = objects.next().getValue();
            ObjectRecord record = unmatchedRecords.remove(object.key());
            if (record != null && record.bytes() == object.size()) {
                matched++;
                bytes += object.size();
                objects.remove();
            } else if (record != null) {
                suspects.add(Candidate.of(object));
                objects.remove();
            }
        }
        long foreign = takeObjects(suspects);
        takeRecords(suspects);
        VerifiedPage page = new VerifiedPage(matched, bytes, foreign, List.of());
        return candidates.check(suspects).map(page::with);
    }

    /** Objects whose records would have been read by now have none. Returns how many are not this server's. */
    private long takeObjects(List<Candidate> suspects) {
        NavigableMap<String, ListedObject> alone = unmatchedObjects.headMap(afterRecord, true);
        long foreign = 0;
        for (ListedObject object : alone.values()) {
            if (ObjectRecords.isOwnKey(object.key())) {
                suspects.add(Candidate.of(object));
            } else {
                foreign++;
            }
        }
        alone.clear();
        return foreign;
    }

    private void takeRecords(List<Candidate> suspects) {
        NavigableMap<String, ObjectRecord> alone = unmatchedRecords.headMap(afterObject, true);
        alone.keySet().forEach(key -> suspects.add(Candidate.withoutObject(key)));
        alone.clear();
    }
}
