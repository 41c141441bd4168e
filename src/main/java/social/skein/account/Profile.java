package social.skein.account;

import java.util.List;
import java.util.Optional;

/**
 * What else somebody says about themselves, and how they like to post.
 *
 * @param indexable whether their public posts may be found by what they say
 * @param hideCollections whether only they see whom they follow and who follows them
 * @param sensitive whether a status that does not say is
 * @param language of a status that does not say
 */
public record Profile(
        List<Field> fields, boolean indexable, boolean hideCollections, boolean sensitive, Optional<String> language) {
    public static final Profile EMPTY = new Profile(List.of(), false, false, false, Optional.empty());

    /** A row of the table on a profile, as it was typed. */
    public record Field(String name, String value) {}
}
