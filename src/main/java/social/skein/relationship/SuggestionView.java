package social.skein.relationship;

import java.util.List;
import social.skein.account.AccountView;

/** A suggestion as the API shows it, with its reason also in the format of version 1. */
record SuggestionView(String source, List<String> sources, AccountView account) {
    static SuggestionView of(boolean friendsOfFriends, AccountView account) {
        return friendsOfFriends
                ? new SuggestionView("past_interactions", List.of("friends_of_friends"), account)
                : new SuggestionView("global", List.of("most_interactions"), account);
    }
}
