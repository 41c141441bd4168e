package social.skein.account;

import java.util.List;

/**
 * The part of an account that its owner edits.
 *
 * @param note plain text
 * @param locked whether each follower needs the owner's approval
 * @param indexable whether public statuses may be found by full-text search
 * @param hideCollections whether only the owner sees followers and followees
 */
public record Profile(
        String displayName,
        String note,
        List<Field> fields,
        boolean locked,
        boolean bot,
        boolean discoverable,
        boolean indexable,
        boolean hideCollections) {
    public static final int MAX_DISPLAY_NAME_LENGTH = 30;

    public static final Profile EMPTY = new Profile("", "", List.of(), false, false, true, false, false);

    /** A row of the profile's table, as typed. */
    public record Field(String name, String value) {}
}
