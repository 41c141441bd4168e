package social.skein.verification;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Finds keys that media, profiles and emoji show without a record, a page of rows per step. */
final class UnrecordedPass {
    private static final int PAGE_SIZE = 1_000;

    private final Deque<PageReader> owners;
    private long after;

    UnrecordedPass(ObjectRecords records) {
        this.owners = new ArrayDeque<>(
                List.of(records::unrecordedAttachments, records::unrecordedProfilePictures, records::unrecordedEmoji));
    }

    /** Reads a page of the rows of one kind of owner. */
    private interface PageReader {
        Future<ObjectRecords.UnrecordedPage> read(long after, int limit);
    }

    boolean isDone() {
        return owners.isEmpty();
    }

    Future<List<MediaFinding>> next() {
        return owners.element().read(after, PAGE_SIZE).map(page -> {
            after = page.next().orElse(0);
            if (page.next().isEmpty()) {
                owners.remove();
            }
            return findings(page);
        });
    }

    private static List<MediaFinding> findings(ObjectRecords.UnrecordedPage page) {
        return page.uses().stream()
                .map(use -> MediaFinding.of(MediaFinding.Kind.UNRECORDED, use, 0))
                .toList();
    }
}
