package social.skein.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import social.skein.app.Workbench;
import social.skein.departure.Departure;
import social.skein.http.Times;
import social.skein.model.AccountId;

/** Somebody who left, as commands print them. */
record Departed(
        String id,
        String username,
        String askedAt,
        @Nullable String finishedAt,
        String step,
        long deleted,
        Map<String, Long> left) {

    /** Who left and had this name, with or without the {@code @}. */
    static Optional<Departure> named(Workbench bench, String name) {
        String username = name.startsWith("@") ? name.substring(1) : name;
        return bench.finish(bench.wiring().departures().departures().byUsername(username), "Finding the account");
    }

    static Departed of(Workbench bench, Departure departure) {
        return new Departed(
                departure.account().toString(),
                departure.username(),
                Times.instant(departure.askedAt()),
                departure.finishedAt().map(Times::instant).orElse(null),
                departure.step(),
                departure.deleted(),
                departure.finishedAt().isPresent() ? Map.of() : what(bench, departure.account()));
    }

    /** What there is of an account, without the things of which there is nothing. */
    static Map<String, Long> what(Workbench bench, AccountId account) {
        Map<String, Long> left = new LinkedHashMap<>(
                bench.finish(bench.wiring().departures().oblivion().left(account), "Counting what is there"));
        left.values().removeIf(many -> many == 0);
        return left;
    }

    String oneLine() {
        return id + "  @" + username + "  left " + askedAt + "  "
                + (finishedAt == null ? "going: " + (step.isEmpty() ? "nothing yet" : step) : "gone " + finishedAt)
                + "  " + deleted + " rows deleted"
                + (left.isEmpty()
                        ? ""
                        : "  left: "
                                + left.entrySet().stream()
                                        .map(entry -> entry.getValue() + " " + entry.getKey())
                                        .collect(Collectors.joining(", ")));
    }
}
