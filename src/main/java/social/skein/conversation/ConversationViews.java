package social.skein.conversation;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.account.Account;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.model.AccountId;
import social.skein.rendering.StatusView;
import social.skein.rendering.StatusViews;
import social.skein.status.VisibleStatuses;

/** Renders conversations for one of their participants, in a fixed number of statements. */
public final class ConversationViews {
    private final Accounts accounts;
    private final AccountViews accountViews;
    private final VisibleStatuses visibleStatuses;
    private final StatusViews statusViews;

    public ConversationViews(
            Accounts accounts, AccountViews accountViews, VisibleStatuses visibleStatuses, StatusViews statusViews) {
        this.accounts = accounts;
        this.accountViews = accountViews;
        this.visibleStatuses = visibleStatuses;
        this.statusViews = statusViews;
    }

    public Future<List<ConversationView>> views(AccountId reader, List<Conversation> conversations) {
        List<AccountId> participants = new ArrayList<>(Conversations.participants(conversations));
        participants.add(reader);
        return Future.all(accounts.byIds(participants), lastStatuses(reader, conversations))
                .map(found -> {
                    Map<AccountId, Account> accountsById = found.resultAt(0);
                    Map<String, StatusView> lastStatuses = found.resultAt(1);
                    return conversations.stream()
                            .map(conversation -> view(reader, conversation, accountsById, lastStatuses))
                            .toList();
                });
    }

    private Future<Map<String, StatusView>> lastStatuses(AccountId reader, List<Conversation> conversations) {
        return visibleStatuses
                .unmutedByIds(
                        Optional.of(reader),
                        conversations.stream().map(Conversation::lastStatus).toList())
                .compose(found -> statusViews.views(Optional.of(reader), found))
                .map(views -> views.stream().collect(Collectors.toMap(StatusView::id, Function.identity())));
    }

    private ConversationView view(
            AccountId reader,
            Conversation conversation,
            Map<AccountId, Account> accountsById,
            Map<String, StatusView> lastStatuses) {
        List<AccountId> others =
                conversation.otherParticipants().isEmpty() ? List.of(reader) : conversation.otherParticipants();
        return new ConversationView(
                Long.toString(conversation.id()),
                conversation.unread(),
                others.stream()
                        .flatMap(other -> Stream.ofNullable(accountsById.get(other)))
                        .map(accountViews::view)
                        .toList(),
                lastStatuses.get(conversation.lastStatus().toString()));
    }
}
