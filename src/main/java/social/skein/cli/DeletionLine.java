package social.skein.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import social.skein.app.CommandContext;
import social.skein.deletion.AccountDeletion;
import social.skein.deletion.DeletionFeature;
import social.skein.http.WireTimes;
import social.skein.model.AccountId;

/** Somebody who left, as commands print them. */
record DeletionLine(
        String id,
        String username,
        String askedAt,
        @Nullable String finishedAt,
        String step,
        long deleted,
        Map<String, Long> left) {

    /** Who left and had this name, with or without the {@code @}. */
    static Optional<AccountDeletion> find(CommandContext bench, String name) {
        String username = name.startsWith("@") ? name.substring(1) : name;
        return bench.await(
                bench.feature(DeletionFeature.class).deletions().byUsername(username), "Finding the account");
    }

    static DeletionLine load(CommandContext bench, AccountDeletion departure) {
        return new DeletionLine(
                departure.account().toString(),
                departure.username(),
                WireTimes.format(departure.requestedAt()),
                departure.finishedAt().map(WireTimes::format).orElse(null),
                departure.step(),
                departure.deletedRows(),
                departure.finishedAt().isPresent() ? Map.of() : rowCounts(bench, departure.account()));
    }

    /** What there is of an account, without the things of which there is nothing. */
    static Map<String, Long> rowCounts(CommandContext bench, AccountId account) {
        Map<String, Long> left = new LinkedHashMap<>(bench.await(
                bench.feature(DeletionFeature.class).eraser().remaining(account), "Counting what is there"));
        left.values().removeIf(many -> many == 0);
        return left;
    }

    String singleLine() {
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
