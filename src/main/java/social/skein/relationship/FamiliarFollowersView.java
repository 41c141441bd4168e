package social.skein.relationship;

import java.util.List;
import social.skein.account.AccountView;

/** An account with some of its followers that the viewer follows. */
record FamiliarFollowersView(String id, List<AccountView> accounts) {}
