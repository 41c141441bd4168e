package social.skein.http;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A set of scopes in the order of the request; separated by spaces on the wire. */
public record Scopes(Set<Scope> scopes) {

    /** Parses names separated by spaces or plus signs; empty if one is unknown or there are none. */
    public static Optional<Scopes> parse(String words) {
        Set<Scope> parsed = new LinkedHashSet<>();
        for (String word : words.trim().split("[\\s+]+", -1)) {
            Optional<Scope> scope = Scope.parse(word);
            if (scope.isEmpty()) {
                return Optional.empty();
            }
            parsed.add(scope.get());
        }
        return Optional.of(new Scopes(parsed));
    }

    /** Whether these scopes grant {@code required}. */
    public boolean allow(Scope required) {
        return scopes.stream().anyMatch(scope -> scope.includes(required));
    }

    /** Whether these scopes grant all of {@code required}. */
    public boolean allow(Scopes required) {
        return required.scopes.stream().allMatch(this::allow);
    }

    @Override
    public String toString() {
        return scopes.stream().map(Scope::toString).collect(Collectors.joining(" "));
    }
}
