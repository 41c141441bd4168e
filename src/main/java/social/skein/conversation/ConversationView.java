package social.skein.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import social.skein.account.AccountView;
import social.skein.rendering.StatusView;

/**
 * A conversation as the client API shows it.
 *
 * @param accounts the others; the reader, where there are none
 * @param lastStatus nothing where the reader may not see it any more
 */
public record ConversationView(
        String id,
        boolean unread,
        List<AccountView> accounts,
        @Nullable StatusView lastStatus) {}
