package social.skein.tag;

import java.util.List;
import social.skein.account.Forgetting;
import social.skein.account.PlainRows;
import social.skein.sql.Sql;

/** All that this package keeps of an account. */
public final class TagTraces {
    private TagTraces() {}

    public static List<Forgetting> of(Sql sql) {
        return List.of(
                new PlainRows(sql, "followed hashtags", "tag_follow", "account_id"),
                new PlainRows(sql, "featured hashtags", "featured_tag", "account_id"));
    }
}
