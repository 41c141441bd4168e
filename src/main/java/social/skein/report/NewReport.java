package social.skein.report;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import social.skein.http.Params;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.StatusId;

/** What somebody wants to report, as far as it can be checked without looking anything up. */
record NewReport(
        AccountId by,
        AccountId target,
        List<StatusId> statuses,
        List<String> rules,
        Category category,
        String comment) {
    static final int LONGEST_COMMENT = 1_000;

    /** More than anybody picks by hand. */
    static final int MOST = 100;

    private static final Pattern RULE = Pattern.compile("[0-9]{1,19}");

    /** {@code forward} is not read: whoever can be reported here is of this server. */
    static NewReport of(AccountId by, Params params) {
        AccountId target = AccountId.parse(params.required("account_id")).orElseThrow(Problem.NotFound::new);
        if (target.equals(by)) {
            throw new Problem.Invalid("Validation failed: You cannot report yourself");
        }
        List<String> rules = some(params, "rule_ids").stream()
                .filter(rule -> RULE.matcher(rule).matches())
                .toList();
        return new NewReport(
                by,
                target,
                some(params, "status_ids").stream()
                        .map(id -> StatusId.parse(id).orElseThrow(Problem.NotFound::new))
                        .distinct()
                        .toList(),
                rules,
                category(params, rules),
                comment(params));
    }

    private static List<String> some(Params params, String name) {
        List<String> texts =
                params.list(name).stream().filter(text -> !text.isBlank()).toList();
        if (texts.size() > MOST) {
            throw new Problem.Invalid("Validation failed: A report has at most " + MOST + " " + name);
        }
        return texts;
    }

    private static Category category(Params params, List<String> rules) {
        Optional<String> word = params.filled("category");
        return word.map(said -> Category.parse(said)
                        .orElseThrow(() -> new Problem.Invalid(
                                "Validation failed: Category should be spam, legal, violation or other")))
                .orElse(rules.isEmpty() ? Category.OTHER : Category.VIOLATION);
    }

    private static String comment(Params params) {
        String comment = params.text("comment").orElse("").strip();
        if (comment.codePointCount(0, comment.length()) > LONGEST_COMMENT) {
            throw new Problem.Invalid(
                    "Validation failed: Comment is too long (maximum is " + LONGEST_COMMENT + " characters)");
        }
        return comment;
    }
}
