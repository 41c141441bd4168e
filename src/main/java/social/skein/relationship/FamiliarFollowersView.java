package social.skein.relationship;

import java.util.List;
import social.skein.account.AccountView;

/** An account, and some of its followers whom the reader knows. */
record FamiliarFollowersView(String id, List<AccountView> accounts) {}
