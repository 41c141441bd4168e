package social.skein.report;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.StatusId;

/**
 * A report of an account to the operators.
 *
 * @param reporter the reporting account; empty if it was deleted
 * @param reporterName the username of the reporter, or empty if the account is gone; likewise {@code targetName}
 */
public record Report(
        long id,
        Optional<AccountId> reporter,
        String reporterName,
        AccountId target,
        String targetName,
        List<StatusId> statuses,
        List<String> rules,
        ReportCategory category,
        String comment,
        Instant createdAt,
        Optional<Instant> resolvedAt) {

    static Report of(Row row) {
        return new Report(
                row.getLong("id"),
                Optional.of(row.getLong("account_id")).filter(id -> id != 0).map(AccountId::new),
                row.getString("reporter_name"),
                new AccountId(row.getLong("target_id")),
                row.getString("target_name"),
                Arrays.stream(row.getArrayOfLongs("status_ids"))
                        .map(StatusId::new)
                        .toList(),
                List.of(row.getArrayOfStrings("rule_ids")),
                ReportCategory.parse(row.getString("category")).orElse(ReportCategory.OTHER),
                row.getString("comment"),
                row.getOffsetDateTime("created_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("resolved_at")).map(OffsetDateTime::toInstant));
    }
}
