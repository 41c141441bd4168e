package social.skein.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import social.skein.account.AccountView;
import social.skein.rendering.StatusView;

/**
 * A conversation as the API shows it.
 *
 * @param accounts the other participants, or the reader if there are none
 * @param lastStatus null if the reader can no longer see it
 */
public record ConversationView(
        String id,
        boolean unread,
        List<AccountView> accounts,
        @Nullable StatusView lastStatus) {}
