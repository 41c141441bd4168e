package social.skein.relationship;

import java.util.List;
import social.skein.model.AccountId;

/**
 * Some followers of an account, in the order they came.
 *
 * @param cursor what the next page is asked for with
 * @param last whether nobody comes after these
 */
public record FollowerPage(List<AccountId> accounts, long cursor, boolean last) {}
