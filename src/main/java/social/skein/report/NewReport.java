package social.skein.report;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import social.skein.http.Params;
import social.skein.model.AccountId;
import social.skein.model.BlankText;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.model.TextLimit;

/** A report as submitted, checked as far as possible without a database. */
record NewReport(
        AccountId reporter,
        AccountId target,
        List<StatusId> statuses,
        List<String> rules,
        ReportCategory category,
        String comment) {
    static final int MAX_COMMENT_LENGTH = 1_000;

    /** More than a user would select by hand. */
    static final int MAX_ITEMS = 100;

    private static final Pattern RULE = Pattern.compile("[0-9]{1,19}");

    /** Parses a report. {@code forward} is ignored: every account that can be reported is local. */
    static NewReport parse(AccountId reporter, Params params) {
        AccountId target = AccountId.parse(params.required("account_id")).orElseThrow(Problem.NotFound::new);
        if (target.equals(reporter)) {
            throw new Problem.Invalid("Validation failed: You cannot report yourself");
        }
        List<String> rules = parseItems(params, "rule_ids").stream()
                .filter(rule -> RULE.matcher(rule).matches())
                .toList();
        return new NewReport(
                reporter,
                target,
                parseItems(params, "status_ids").stream()
                        .map(id -> StatusId.parse(id).orElseThrow(Problem.NotFound::new))
                        .distinct()
                        .toList(),
                rules,
                parseCategory(params, rules),
                parseComment(params));
    }

    private static List<String> parseItems(Params params, String name) {
        List<String> texts = params.list(name).stream()
                .filter(text -> !BlankText.isBlank(text))
                .toList();
        if (texts.size() > MAX_ITEMS) {
            throw new Problem.Invalid("Validation failed: A report has at most " + MAX_ITEMS + " " + name);
        }
        return texts;
    }

    private static ReportCategory parseCategory(Params params, List<String> rules) {
        Optional<String> word = params.nonBlank("category");
        return word.map(
                        name -> ReportCategory.parse(name)
                                .orElseThrow(
                                        () -> new Problem.Invalid(
                                                "Validation failed: Category is not included in the list: it should be spam, legal, violation or other")))
                .orElse(rules.isEmpty() ? ReportCategory.OTHER : ReportCategory.VIOLATION);
    }

    private static String parseComment(Params params) {
        String comment = params.text("comment").orElse("").strip();
        return BlankText.isBlank(comment) ? "" : TextLimit.check("Comment", comment, MAX_COMMENT_LENGTH);
    }
}
