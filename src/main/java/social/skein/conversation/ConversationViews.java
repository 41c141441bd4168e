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
import social.skein.status.StatusView;
import social.skein.status.StatusViews;
import social.skein.status.VisibleStatuses;

/** Shows conversations to one of their people, in a number of statements that does not grow with them. */
public final class ConversationViews {
    private final Accounts accounts;
    private final AccountViews people;
    private final VisibleStatuses visible;
    private final StatusViews statuses;

    public ConversationViews(Accounts accounts, AccountViews people, VisibleStatuses visible, StatusViews statuses) {
        this.accounts = accounts;
        this.people = people;
        this.visible = visible;
        this.statuses = statuses;
    }

    public Future<List<ConversationView>> views(AccountId reader, List<Conversation> conversations) {
        List<AccountId> everybody = new ArrayList<>(Conversations.people(conversations));
        everybody.add(reader);
        return Future.all(accounts.byIds(everybody), last(reader, conversations))
                .map(found -> {
                    Map<AccountId, Account> known = found.resultAt(0);
                    Map<String, StatusView> last = found.resultAt(1);
                    return conversations.stream()
                            .map(conversation -> view(reader, conversation, known, last))
                            .toList();
                });
    }

    private Future<Map<String, StatusView>> last(AccountId reader, List<Conversation> conversations) {
        return visible.met(
                        Optional.of(reader),
                        conversations.stream().map(Conversation::last).toList())
                .compose(found -> statuses.views(Optional.of(reader), found))
                .map(views -> views.stream().collect(Collectors.toMap(StatusView::id, Function.identity())));
    }

    private ConversationView view(
            AccountId reader, Conversation conversation, Map<AccountId, Account> known, Map<String, StatusView> last) {
        List<AccountId> others = conversation.others().isEmpty() ? List.of(reader) : conversation.others();
        return new ConversationView(
                Long.toString(conversation.id()),
                conversation.unread(),
                others.stream()
                        .flatMap(other -> Stream.ofNullable(known.get(other)))
                        .map(people::view)
                        .toList(),
                last.get(conversation.last().toString()));
    }
}
