package social.skein.http;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A set of scopes, in the order they were asked for; on the wire, words with spaces between. */
public record Scopes(Set<Scope> scopes) {

    /** The scopes these words name, separated by spaces or plus signs; nothing where one is unknown or none is there. */
    public static Optional<Scopes> parse(String words) {
        Set<Scope> known = new LinkedHashSet<>();
        for (String word : words.trim().split("[\\s+]+", -1)) {
            Optional<Scope> scope = Scope.parse(word);
            if (scope.isEmpty()) {
                return Optional.empty();
            }
            known.add(scope.get());
        }
        return Optional.of(new Scopes(known));
    }

    /** Whether these scopes allow what needs {@code wanted}. */
    public boolean allow(Scope wanted) {
        return scopes.stream().anyMatch(held -> held.includes(wanted));
    }

    /** Whether everything {@code wanted} allows is allowed by these. */
    public boolean allow(Scopes wanted) {
        return wanted.scopes.stream().allMatch(this::allow);
    }

    @Override
    public String toString() {
        return scopes.stream().map(Scope::toString).collect(Collectors.joining(" "));
    }
}
