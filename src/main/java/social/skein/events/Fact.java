package social.skein.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.cluster.HintType;
import social.skein.model.AccountId;
import social.skein.model.MediaId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;

/**
 * An event that is committed in PostgreSQL. The wire name carries a version: a new member may be added if readers treat
 * it as optional; changing or removing one requires a new fact.
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
    @JsonSubTypes.Type(value = Fact.AccountUnsuspended.class, name = "account-unsuspended.v1"),
    @JsonSubTypes.Type(value = Fact.MediaUploaded.class, name = "media-uploaded.v1"),
    @JsonSubTypes.Type(value = Fact.MediaDeleted.class, name = "media-deleted.v1")
})
public sealed interface Fact {

    /**
     * Announces a fact right after its commit. Hints may be lost; a consumer that must see every fact reads the log.
     */
    HintType<Fact> HINT = new HintType<>("skein.facts", Fact.class);

    /** The account that acted. Facts of one actor keep their commit order. */
    @JsonIgnore
    AccountId actor();

    @JsonIgnore
    Topic topic();

    /** A fact whose actor is the author of a status. */
    sealed interface ByAuthor extends Fact {
        AccountId author();

        @Override
        default AccountId actor() {
            return author();
        }
    }

    /** A fact whose actor is a follower. */
    sealed interface ByFollower extends Fact {
        AccountId follower();

        @Override
        default AccountId actor() {
            return follower();
        }
    }

    /** A fact whose actor is its {@code account}. */
    sealed interface ByAccount extends Fact {
        AccountId account();

        @Override
        default AccountId actor() {
            return account();
        }
    }

    /** A fact about a status. */
    sealed interface StatusFact extends Fact {
        @Override
        default Topic topic() {
            return Topic.STATUSES;
        }
    }

    /** A fact about follows, follow requests and blocks. */
    sealed interface FollowFact extends Fact {
        @Override
        default Topic topic() {
            return Topic.FOLLOWS;
        }
    }

    /** A fact about favourites. */
    sealed interface ReactionFact extends Fact {
        @Override
        default Topic topic() {
            return Topic.REACTIONS;
        }
    }

    /** A fact about an account as a whole. */
    sealed interface AccountFact extends Fact {
        @Override
        default Topic topic() {
            return Topic.ACCOUNTS;
        }
    }

    /**
     * A status or a boost was posted.
     *
     * @param mentions the mentioned accounts
     * @param reblogOf the boosted status, if this is a boost
     * @param tags the hashtags; older facts have none
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
            implements StatusFact, ByAuthor {
        public StatusPosted {
            tags = tags == null ? List.of() : tags;
        }

        @Override
        public List<String> tags() {
            return Objects.requireNonNull(tags);
        }
    }

    /**
     * A status was deleted or a boost undone.
     *
     * @param reblogOf the boosted status, if this was a boost
     * @param inReplyTo the status it replied to; missing in older facts
     */
    record StatusDeleted(
            StatusId id,
            AccountId author,
            Visibility visibility,
            Optional<StatusId> reblogOf,
            Optional<StatusId> inReplyTo)
            implements StatusFact, ByAuthor {}

    /** An account followed another. */
    record Followed(AccountId follower, AccountId target) implements FollowFact, ByFollower {}

    /** An account unfollowed another. */
    record Unfollowed(AccountId follower, AccountId target) implements FollowFact, ByFollower {}

    /** An account favourited a status. */
    record Favourited(AccountId account, StatusId status, AccountId author) implements ReactionFact, ByAccount {}

    /** An account removed a favourite. */
    record Unfavourited(AccountId account, StatusId status, AccountId author) implements ReactionFact, ByAccount {}

    /**
     * The author edited a status, or its media or poll.
     *
     * @param named the accounts that it mentions now and did not mention before
     */
    record StatusEdited(
            StatusId id, AccountId author, @Nullable List<AccountId> named) implements StatusFact, ByAuthor {
        public StatusEdited {
            named = named == null ? List.of() : named;
        }

        @Override
        public List<AccountId> named() {
            return Objects.requireNonNull(named);
        }
    }

    /** The poll of a status closed. */
    record PollEnded(StatusId status, AccountId author) implements StatusFact, ByAuthor {}

    /** A scheduled status became due. */
    record StatusDue(long scheduled, AccountId author) implements AccountFact, ByAuthor {}

    /** An account asked to follow a locked account. */
    record FollowRequested(AccountId follower, AccountId target) implements FollowFact, ByFollower {}

    /** A follow request was accepted, rejected or withdrawn. */
    record FollowRequestEnded(AccountId follower, AccountId target) implements FollowFact, ByFollower {}

    /** An account blocked another; the follows between the two are gone. */
    record Blocked(AccountId account, AccountId target) implements FollowFact, ByAccount {}

    /** An account followed a hashtag. */
    record TagFollowed(AccountId account, String tag) implements FollowFact, ByAccount {}

    /** An account unfollowed a hashtag. */
    record TagUnfollowed(AccountId account, String tag) implements FollowFact, ByAccount {}

    /** An account no longer requires approval of its followers; its pending follow requests must be accepted. */
    record AccountUnlocked(AccountId account) implements AccountFact, ByAccount {}

    /** An account was deleted; its data must be erased. */
    record AccountDeleted(AccountId account) implements AccountFact, ByAccount {}

    /** The bytes of a medium are stored; it must be processed before it can be shown. */
    record MediaUploaded(AccountId account, MediaId media) implements AccountFact, ByAccount {}

    /** Media were deleted; their bytes must be removed. */
    record MediaDeleted(AccountId account, List<MediaId> media) implements AccountFact, ByAccount {}

    /** An operator lifted the suspension of an account. */
    record AccountUnsuspended(AccountId account) implements AccountFact, ByAccount {}

    /** An operator suspended an account. */
    record AccountSuspended(AccountId account) implements AccountFact, ByAccount {}
}
