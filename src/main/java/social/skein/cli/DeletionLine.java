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
import social.skein.model.Plurals;

/** An account deletion as commands print it. */
record DeletionLine(
        String id,
        String username,
        String requestedAt,
        @Nullable String finishedAt,
        String step,
        long deleted,
        Map<String, Long> remaining) {

    /** The deletion of the account that had this name, with or without a leading {@code @}. */
    static Optional<AccountDeletion> find(CommandContext context, String name) {
        String username = name.startsWith("@") ? name.substring(1) : name;
        return context.await(
                context.feature(DeletionFeature.class).deletions().byUsername(username), "Finding the account");
    }

    static DeletionLine load(CommandContext context, AccountDeletion deletion) {
        return new DeletionLine(
                deletion.account().toString(),
                deletion.username(),
                WireTimes.format(deletion.requestedAt()),
                deletion.finishedAt().map(WireTimes::format).orElse(null),
                deletion.step(),
                deletion.deletedRows(),
                deletion.finishedAt().isPresent() ? Map.of() : rowCounts(context, deletion.account()));
    }

    /** The rows that remain of an account by kind, without the kinds that have none. */
    static Map<String, Long> rowCounts(CommandContext context, AccountId account) {
        Map<String, Long> counts = new LinkedHashMap<>(context.await(
                context.feature(DeletionFeature.class).eraser().remaining(account), "Counting the remaining rows"));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    String singleLine() {
        return id + "  @" + username + "  requested " + requestedAt + "  "
                + (finishedAt == null ? "step: " + (step.isEmpty() ? "not started" : step) : "finished " + finishedAt)
                + "  " + Plurals.count(deleted, "row") + " deleted"
                + (remaining.isEmpty()
                        ? ""
                        : "  remaining: "
                                + remaining.entrySet().stream()
                                        .map(entry -> entry.getKey() + " " + entry.getValue())
                                        .collect(Collectors.joining(", ")));
    }
}
