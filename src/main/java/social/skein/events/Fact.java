package social.skein.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.cluster.Hint;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;

/**
 * Something that happened and is in PostgreSQL. The wire name carries a version: adding a member is allowed and must be
 * optional to readers; changing or removing one is a new fact.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fact")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Fact.StatusPosted.class, name = "status-posted.v1"),
    @JsonSubTypes.Type(value = Fact.StatusEdited.class, name = "status-edited.v1"),
    @JsonSubTypes.Type(value = Fact.StatusDeleted.class, name = "status-deleted.v1"),
    @JsonSubTypes.Type(value = Fact.PollEnded.class, name = "poll-ended.v1"),
    @JsonSubTypes.Type(value = Fact.StatusDue.class, name = "status-due.v1"),
    @JsonSubTypes.Type(value = Fact.Followed.class, name = "followed.v1"),
    @JsonSubTypes.Type(value = Fact.Unfollowed.class, name = "unfollowed.v1"),
    @JsonSubTypes.Type(value = Fact.FollowRequested.class, name = "follow-requested.v1"),
    @JsonSubTypes.Type(value = Fact.FollowRequestEnded.class, name = "follow-request-ended.v1"),
    @JsonSubTypes.Type(value = Fact.Blocked.class, name = "blocked.v1"),
    @JsonSubTypes.Type(value = Fact.TagFollowed.class, name = "tag-followed.v1"),
    @JsonSubTypes.Type(value = Fact.TagUnfollowed.class, name = "tag-unfollowed.v1"),
    @JsonSubTypes.Type(value = Fact.AccountUnlocked.class, name = "account-unlocked.v1"),
    @JsonSubTypes.Type(value = Fact.AccountDeleted.class, name = "account-deleted.v1"),
    @JsonSubTypes.Type(value = Fact.Favourited.class, name = "favourited.v1"),
    @JsonSubTypes.Type(value = Fact.Unfavourited.class, name = "unfavourited.v1"),
    @JsonSubTypes.Type(value = Fact.AccountSuspended.class, name = "account-suspended.v1"),
    @JsonSubTypes.Type(value = Fact.AccountUnsuspended.class, name = "account-unsuspended.v1")
})
public sealed interface Fact {

    /** Tells at once of what has just been committed, for those who need no promise: everybody else reads the log. */
    Hint<Fact> HINT = new Hint<>("skein.facts", Fact.class);

    /** Whose doing it was. Facts of one actor keep the order in which they were committed. */
    @JsonIgnore
    AccountId actor();

    /** Where it is told. */
    @JsonIgnore
    Topic topic();

    /** What is told of statuses. */
    sealed interface StatusFact extends Fact {
        @Override
        default Topic topic() {
            return Topic.STATUSES;
        }
    }

    /** What is told of who follows what. */
    sealed interface FollowFact extends Fact {
        @Override
        default Topic topic() {
            return Topic.FOLLOWS;
        }
    }

    /** What is told of likes. */
    sealed interface ReactionFact extends Fact {
        @Override
        default Topic topic() {
            return Topic.REACTIONS;
        }
    }

    /** What is told of whole accounts. */
    sealed interface AccountFact extends Fact {
        @Override
        default Topic topic() {
            return Topic.ACCOUNTS;
        }
    }

    /**
     * A status, or a boost, is there.
     *
     * @param mentions the accounts it names
     * @param reblogOf the boosted status, where this is a boost
     * @param tags its hashtags; facts of the first version have none
     */
    record StatusPosted(
            StatusId id,
            AccountId author,
            Visibility visibility,
            Optional<StatusId> inReplyTo,
            Optional<AccountId> inReplyToAccount,
            Optional<StatusId> reblogOf,
            Optional<AccountId> reblogOfAccount,
            List<AccountId> mentions,
            @Nullable List<String> tags)
            implements StatusFact {
        public StatusPosted {
            tags = tags == null ? List.of() : tags;
        }

        @Override
        public List<String> tags() {
            return Objects.requireNonNull(tags);
        }

        @Override
        public AccountId actor() {
            return author;
        }
    }

    /**
     * A status, or a boost, is gone.
     *
     * @param reblogOf which status an undone boost was of
     * @param inReplyTo which status it answered; facts of the first version do not say
     */
    record StatusDeleted(
            StatusId id,
            AccountId author,
            Visibility visibility,
            Optional<StatusId> reblogOf,
            Optional<StatusId> inReplyTo)
            implements StatusFact {
        @Override
        public AccountId actor() {
            return author;
        }
    }

    /** One account follows another from now on. */
    record Followed(AccountId follower, AccountId target) implements FollowFact {
        @Override
        public AccountId actor() {
            return follower;
        }
    }

    /** One account follows another no longer. */
    record Unfollowed(AccountId follower, AccountId target) implements FollowFact {
        @Override
        public AccountId actor() {
            return follower;
        }
    }

    /** Somebody likes a status. */
    record Favourited(AccountId account, StatusId status, AccountId author) implements ReactionFact {
        @Override
        public AccountId actor() {
            return account;
        }
    }

    /** Somebody likes a status no longer. */
    record Unfavourited(AccountId account, StatusId status, AccountId author) implements ReactionFact {
        @Override
        public AccountId actor() {
            return account;
        }
    }

    /**
     * The text of a status, or what hangs on it, was changed by its author.
     *
     * @param named whom it names now and did not before
     */
    record StatusEdited(
            StatusId id, AccountId author, @Nullable List<AccountId> named) implements StatusFact {
        public StatusEdited {
            named = named == null ? List.of() : named;
        }

        @Override
        public List<AccountId> named() {
            return Objects.requireNonNull(named);
        }

        @Override
        public AccountId actor() {
            return author;
        }
    }

    /** The time to vote in the poll of a status is over. */
    record PollEnded(StatusId status, AccountId author) implements StatusFact {
        @Override
        public AccountId actor() {
            return author;
        }
    }

    /** The time has come to post what was scheduled. */
    record StatusDue(long scheduled, AccountId author) implements AccountFact {
        @Override
        public AccountId actor() {
            return author;
        }
    }

    /** Somebody asks to follow an account that is locked. */
    record FollowRequested(AccountId follower, AccountId target) implements FollowFact {
        @Override
        public AccountId actor() {
            return follower;
        }
    }

    /** A request to follow was granted, refused or withdrawn. */
    record FollowRequestEnded(AccountId follower, AccountId target) implements FollowFact {
        @Override
        public AccountId actor() {
            return follower;
        }
    }

    /** One account blocks another from now on; what there was between the two is gone. */
    record Blocked(AccountId account, AccountId target) implements FollowFact {
        @Override
        public AccountId actor() {
            return account;
        }
    }

    /** Somebody follows a hashtag from now on. */
    record TagFollowed(AccountId account, String tag) implements FollowFact {
        @Override
        public AccountId actor() {
            return account;
        }
    }

    /** Somebody follows a hashtag no longer. */
    record TagUnfollowed(AccountId account, String tag) implements FollowFact {
        @Override
        public AccountId actor() {
            return account;
        }
    }

    /** Somebody lets everybody follow them from now on, those included who asked before. */
    record AccountUnlocked(AccountId account) implements AccountFact {
        @Override
        public AccountId actor() {
            return account;
        }
    }

    /** Somebody left for good; all that was theirs is to go. */
    record AccountDeleted(AccountId account) implements AccountFact {
        @Override
        public AccountId actor() {
            return account;
        }
    }

    /** An operator let somebody in again who was locked out. */
    record AccountUnsuspended(AccountId account) implements AccountFact {
        @Override
        public AccountId actor() {
            return account;
        }
    }

    /** An operator locked somebody out. */
    record AccountSuspended(AccountId account) implements AccountFact {
        @Override
        public AccountId actor() {
            return account;
        }
    }
}
