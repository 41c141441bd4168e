package social.skein.filter;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import social.skein.model.AccountId;
import social.skein.model.StatusId;

/** One reader's filters, as far as they have not run out, ready for a page of statuses. */
public final class Sieve {
    private final Optional<AccountId> reader;
    private final List<Mesh> meshes;

    private Sieve(Optional<AccountId> reader, List<Mesh> meshes) {
        this.reader = reader;
        this.meshes = meshes;
    }

    private record Mesh(Filter filter, List<Phrase> phrases) {
        static Mesh of(Filter filter) {
            return new Mesh(
                    filter,
                    filter.keywords().stream()
                            .map(keyword -> new Phrase(keyword.keyword(), keyword.wholeWord()))
                            .toList());
        }

        int bytes() {
            return 500 + 300 * phrases.size() + 60 * filter.picks().size();
        }

        boolean isInForce(Instant now) {
            return filter.expiresAt().map(now::isBefore).orElse(true);
        }

        Optional<FilterResult> result(Collection<StatusId> ids, String text) {
            List<String> words = Stream.iterate(0, i -> i < phrases.size(), i -> i + 1)
                    .filter(i -> phrases.get(i).isIn(text))
                    .map(i -> filter.keywords().get(i).keyword())
                    .toList();
            List<String> picked = filter.picks().stream()
                    .map(Filter.Pick::status)
                    .filter(ids::contains)
                    .map(StatusId::toString)
                    .toList();
            return words.isEmpty() && picked.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new FilterResult(
                            FilterView.Summary.of(filter),
                            words.isEmpty() ? null : words,
                            picked.isEmpty() ? null : picked));
        }
    }

    /** About how much memory it takes. */
    int bytes() {
        return 200 + meshes.stream().mapToInt(Mesh::bytes).sum();
    }

    /** Whether it lets everything through, so that no text need be put together for it. */
    public boolean isOpen() {
        return meshes.isEmpty();
    }

    /** Lets everything through. */
    static Sieve open() {
        return new Sieve(Optional.empty(), List.of());
    }

    static Sieve of(AccountId reader, List<Filter> filters) {
        return new Sieve(Optional.of(reader), filters.stream().map(Mesh::of).toList());
    }

    /**
     * Which filters match what somebody reads. One's own words are never filtered.
     *
     * @param author whose words they are
     * @param ids of the status, and of what it boosts
     * @param texts all that is read of it, without markup
     */
    public List<FilterResult> results(AccountId author, Collection<StatusId> ids, Stream<String> texts) {
        if (meshes.isEmpty() || reader.equals(Optional.of(author))) {
            return List.of();
        }
        String text = Phrase.folded(String.join("\n", texts.toList()));
        Instant now = Instant.now();
        return meshes.stream()
                .filter(mesh -> mesh.isInForce(now))
                .flatMap(mesh -> mesh.result(ids, text).stream())
                .toList();
    }
}
