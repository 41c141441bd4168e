package social.skein.rendering;

import static social.skein.http.RawJsonBuilder.literal;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import social.skein.account.CachedAccount;
import social.skein.filter.FilterMatcher;
import social.skein.filter.FilterResult;
import social.skein.http.Json;
import social.skein.http.RawJsonBuilder;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.poll.PollView;
import social.skein.status.InteractionIndex;
import social.skein.status.InteractionKind;
import social.skein.status.InteractionSet;

/**
 * Writes a page of statuses by splicing JSON: the cached head, the viewer's members, the cached author, the original of
 * a boost and the poll.
 *
 * @param accounts the authors that exist
 * @param interactions empty without a viewer
 */
record StatusJsonWriter(
        Map<StatusId, CachedStatus> originals,
        Map<AccountId, CachedAccount> accounts,
        Optional<AccountId> viewer,
        Optional<InteractionIndex> interactions,
        FilterMatcher filterMatcher,
        Map<StatusId, PollView> polls,
        StatusBodies bodies) {
    private static final byte[] EMPTY_LIST = literal("[]");
    private static final byte[] OPEN = literal("[");
    private static final byte[] COMMA = literal(",");
    private static final byte[] CLOSE = literal("]");
    private static final byte[] ACCOUNT = literal(",\"account\":");
    private static final byte[] REBLOG = literal(",\"reblog\":");
    private static final byte[] NO_REBLOG = literal(",\"reblog\":null");
    private static final byte[] POLL = literal(",\"poll\":");
    private static final byte[] END_WITHOUT_POLL = literal(",\"poll\":null}");
    private static final byte[] END = literal("}");
    private static final byte[] FILTERED = literal(",\"filtered\":");
    private static final byte[] UNFILTERED = literal(",\"filtered\":[]");
    private static final byte[] PINNED = literal(",\"pinned\":true");
    private static final byte[] UNPINNED = literal(",\"pinned\":false");

    /** The members of each possible set of interactions, by its bits. */
    private static final byte[][] INTERACTIONS = new byte[InteractionSet.SIZE][];

    static {
        for (int bits = 0; bits < INTERACTIONS.length; bits++) {
            InteractionSet set = new InteractionSet(bits);
            INTERACTIONS[bits] = literal(",\"favourited\":" + set.has(InteractionKind.FAVOURITED)
                    + ",\"reblogged\":" + set.has(InteractionKind.BOOSTED)
                    + ",\"muted\":" + set.has(InteractionKind.CONVERSATION_MUTED)
                    + ",\"bookmarked\":" + set.has(InteractionKind.BOOKMARKED));
        }
    }

    /** Writes the statuses in their order, without those that lack their original or an active author. */
    Buffer writeList(List<CachedStatus> statuses) {
        RawJsonBuilder json = new RawJsonBuilder();
        byte[] separator = OPEN;
        for (CachedStatus status : statuses) {
            CachedStatus original = originals.get(StatusCache.originalId(status));
            if (original != null && hasActiveAuthor(status) && hasActiveAuthor(original)) {
                writeStatus(json.append(separator), status, original);
                separator = COMMA;
            }
        }
        return json.append(separator == OPEN ? EMPTY_LIST : CLOSE).toBuffer();
    }

    /** Writes one status that is not a boost. */
    Buffer writeOne(CachedStatus original) {
        RawJsonBuilder json = new RawJsonBuilder();
        writeStatus(json, original, original);
        return json.toBuffer();
    }

    private boolean hasActiveAuthor(CachedStatus status) {
        CachedAccount author = accounts.get(status.status().author());
        return author != null && !author.account().suspended();
    }

    private void writeStatus(RawJsonBuilder json, CachedStatus status, CachedStatus original) {
        CachedAccount author =
                Objects.requireNonNull(accounts.get(status.status().author()));
        PollView poll = polls.get(original.status().id());
        json.append(
                status.isBoost()
                        ? status.jsonHead(original, bodies, author.account().username(), poll)
                        : original.jsonHead(poll));
        interactions.ifPresent(index -> writeViewerFields(json, status, original, index.get(original.status())));
        json.append(ACCOUNT).append(author.json());
        if (status.isBoost()) {
            writeStatus(json.append(REBLOG), original, original);
        } else {
            json.append(NO_REBLOG);
        }
        if (poll == null) {
            json.append(END_WITHOUT_POLL);
        } else {
            json.append(POLL).append(Json.encodeToBuffer(poll).getBytes()).append(END);
        }
    }

    private void writeViewerFields(
            RawJsonBuilder json, CachedStatus status, CachedStatus original, InteractionSet interactionSet) {
        json.append(INTERACTIONS[interactionSet.bits()]);
        if (viewer.isPresent() && StatusViews.isPinnable(status.status(), viewer.get())) {
            json.append(interactionSet.has(InteractionKind.PINNED) ? PINNED : UNPINNED);
        }
        List<FilterResult> filtered = filterResults(status, original);
        if (filtered.isEmpty()) {
            json.append(UNFILTERED);
        } else {
            json.append(FILTERED).append(Json.encodeToBuffer(filtered).getBytes());
        }
    }

    private List<FilterResult> filterResults(CachedStatus status, CachedStatus original) {
        return filterMatcher.isEmpty()
                ? List.of()
                : filterMatcher.match(
                        original.status().author(),
                        List.of(status.status().id(), original.status().id()),
                        StatusViews.filterableTexts(
                                original.status(),
                                Optional.ofNullable(polls.get(original.status().id()))));
    }
}
