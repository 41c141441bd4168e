package social.skein.tag;

import java.util.List;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Sql;

/** Deletes the data this package stores about an account. */
public final class TagErasure {
    private TagErasure() {}

    public static List<ErasureStep> steps(Sql sql) {
        return List.of(
                new TableErasure(sql, "followed hashtags", "tag_follow", "account_id"),
                new TableErasure(sql, "featured hashtags", "featured_tag", "account_id"));
    }
}
