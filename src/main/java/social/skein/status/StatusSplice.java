package social.skein.status;

import static social.skein.http.JsonSplice.constant;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import social.skein.account.AccountCard;
import social.skein.filter.FilterResult;
import social.skein.filter.Sieve;
import social.skein.http.Json;
import social.skein.http.JsonSplice;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.poll.PollView;

/**
 * Puts a page together: the head of each status, what its reader did with it, its author, what it boosts, its poll.
 *
 * @param people those of the authors who are there
 * @param book what the viewer did; nothing where nobody in particular is asking
 */
record StatusSplice(
        Map<StatusId, StatusCard> originals,
        Map<AccountId, AccountCard> people,
        Optional<AccountId> viewer,
        Optional<DeedBook> book,
        Sieve sieve,
        Map<StatusId, PollView> polls,
        StatusBodies bodies) {
    private static final byte[] NONE = constant("[]");
    private static final byte[] OPEN = constant("[");
    private static final byte[] NEXT = constant(",");
    private static final byte[] CLOSE = constant("]");
    private static final byte[] ACCOUNT = constant(",\"account\":");
    private static final byte[] REBLOG = constant(",\"reblog\":");
    private static final byte[] NO_REBLOG = constant(",\"reblog\":null");
    private static final byte[] POLL = constant(",\"poll\":");
    private static final byte[] END_WITHOUT_POLL = constant(",\"poll\":null}");
    private static final byte[] END = constant("}");
    private static final byte[] FILTERED = constant(",\"filtered\":");
    private static final byte[] UNFILTERED = constant(",\"filtered\":[]");
    private static final byte[] PINNED = constant(",\"pinned\":true");
    private static final byte[] UNPINNED = constant(",\"pinned\":false");

    /** What was done with a status, by the sum of the deeds. */
    private static final byte[][] DEEDS = new byte[2 * DeedBook.MUTED][];

    static {
        for (int deeds = 0; deeds < DEEDS.length; deeds++) {
            DEEDS[deeds] = constant(",\"favourited\":" + has(deeds, DeedBook.LIKED) + ",\"reblogged\":"
                    + has(deeds, DeedBook.BOOSTED) + ",\"muted\":" + has(deeds, DeedBook.MUTED) + ",\"bookmarked\":"
                    + has(deeds, DeedBook.KEPT));
        }
    }

    /** The list of these in their order; what is gone, or whose author is, is left out. */
    Buffer of(List<StatusCard> shown) {
        JsonSplice json = new JsonSplice();
        byte[] before = OPEN;
        for (StatusCard card : shown) {
            StatusCard original = originals.get(StatusCards.original(card));
            if (original != null && isThere(card) && isThere(original)) {
                add(json.add(before), card, original);
                before = NEXT;
            }
        }
        return json.add(before == OPEN ? NONE : CLOSE).toBuffer();
    }

    /** One that is no boost. */
    Buffer of(StatusCard original) {
        JsonSplice json = new JsonSplice();
        add(json, original, original);
        return json.toBuffer();
    }

    private boolean isThere(StatusCard card) {
        AccountCard author = people.get(card.status().author());
        return author != null && !author.account().suspended();
    }

    private void add(JsonSplice json, StatusCard card, StatusCard original) {
        AccountCard author = Objects.requireNonNull(people.get(card.status().author()));
        json.add(card.isBoost() ? card.head(original, bodies, author.account().username()) : original.head());
        book.ifPresent(deeds -> addDeeds(json, card, original, deeds.of(original.status())));
        json.add(ACCOUNT).add(author.json());
        if (card.isBoost()) {
            add(json.add(REBLOG), original, original);
        } else {
            json.add(NO_REBLOG);
        }
        PollView poll = polls.get(original.status().id());
        if (poll == null) {
            json.add(END_WITHOUT_POLL);
        } else {
            json.add(POLL).add(Json.bytes(poll).getBytes()).add(END);
        }
    }

    private void addDeeds(JsonSplice json, StatusCard card, StatusCard original, int deeds) {
        json.add(DEEDS[deeds]);
        if (viewer.isPresent() && StatusViews.isPinnable(card.status(), viewer.get())) {
            json.add(has(deeds, DeedBook.PINNED) ? PINNED : UNPINNED);
        }
        List<FilterResult> filtered = filtered(card, original);
        if (filtered.isEmpty()) {
            json.add(UNFILTERED);
        } else {
            json.add(FILTERED).add(Json.bytes(filtered).getBytes());
        }
    }

    private List<FilterResult> filtered(StatusCard card, StatusCard original) {
        return sieve.isOpen()
                ? List.of()
                : sieve.results(
                        original.status().author(),
                        List.of(card.status().id(), original.status().id()),
                        StatusViews.texts(
                                original.status(),
                                Optional.ofNullable(polls.get(original.status().id()))));
    }

    private static boolean has(int deeds, int deed) {
        return (deeds & deed) != 0;
    }
}
