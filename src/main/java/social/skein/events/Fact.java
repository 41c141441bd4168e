package social.skein.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
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
    @JsonSubTypes.Type(value = Fact.StatusDeleted.class, name = "status-deleted.v1"),
    @JsonSubTypes.Type(value = Fact.Followed.class, name = "followed.v1"),
    @JsonSubTypes.Type(value = Fact.Unfollowed.class, name = "unfollowed.v1"),
    @JsonSubTypes.Type(value = Fact.Favourited.class, name = "favourited.v1"),
    @JsonSubTypes.Type(value = Fact.Unfavourited.class, name = "unfavourited.v1")
})
public sealed interface Fact {

    /** Whose doing it was. Facts of one actor keep the order in which they were committed. */
    @JsonIgnore
    AccountId actor();

    /** Where it is told. */
    @JsonIgnore
    Topic topic();

    /**
     * A status, or a boost, is there.
     *
     * @param mentions the accounts it names
     * @param reblogOf the boosted status, where this is a boost
     */
    record StatusPosted(
            StatusId id,
            AccountId author,
            Visibility visibility,
            Optional<StatusId> inReplyTo,
            Optional<AccountId> inReplyToAccount,
            Optional<StatusId> reblogOf,
            Optional<AccountId> reblogOfAccount,
            List<AccountId> mentions)
            implements Fact {
        @Override
        public AccountId actor() {
            return author;
        }

        @Override
        public Topic topic() {
            return Topic.STATUSES;
        }
    }

    /** A status, or a boost, is gone; {@code reblogOf} says which status an undone boost was of. */
    record StatusDeleted(StatusId id, AccountId author, Visibility visibility, Optional<StatusId> reblogOf)
            implements Fact {
        @Override
        public AccountId actor() {
            return author;
        }

        @Override
        public Topic topic() {
            return Topic.STATUSES;
        }
    }

    /** One account follows another from now on. */
    record Followed(AccountId follower, AccountId target) implements Fact {
        @Override
        public AccountId actor() {
            return follower;
        }

        @Override
        public Topic topic() {
            return Topic.FOLLOWS;
        }
    }

    /** One account follows another no longer. */
    record Unfollowed(AccountId follower, AccountId target) implements Fact {
        @Override
        public AccountId actor() {
            return follower;
        }

        @Override
        public Topic topic() {
            return Topic.FOLLOWS;
        }
    }

    /** Somebody likes a status. */
    record Favourited(AccountId account, StatusId status, AccountId author) implements Fact {
        @Override
        public AccountId actor() {
            return account;
        }

        @Override
        public Topic topic() {
            return Topic.REACTIONS;
        }
    }

    /** Somebody likes a status no longer. */
    record Unfavourited(AccountId account, StatusId status, AccountId author) implements Fact {
        @Override
        public AccountId actor() {
            return account;
        }

        @Override
        public Topic topic() {
            return Topic.REACTIONS;
        }
    }
}
