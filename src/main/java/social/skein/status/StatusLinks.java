package social.skein.status;

import java.util.Optional;
import social.skein.cache.BinaryReader;
import social.skein.cache.BinaryWriter;
import social.skein.model.AccountId;
import social.skein.model.StatusId;

/**
 * The statuses that a status refers to.
 *
 * @param conversation the first status of its thread; a boost has the conversation of its original
 * @param inReplyTo the status it replies to, as long as that exists
 * @param inReplyToAccount the author of the status it replies to, also after that was deleted
 */
public record StatusLinks(
        StatusId conversation,
        Optional<StatusId> inReplyTo,
        Optional<AccountId> inReplyToAccount,
        Optional<Target> reblogOf) {

    /** Another status and its author. */
    public record Target(StatusId status, AccountId author) {
        static Target of(Status status) {
            return new Target(status.id(), status.author());
        }

        private static void pack(BinaryWriter writer, Target target) {
            writer.writeLong(target.status.value()).writeLong(target.author.value());
        }

        private static Target unpack(BinaryReader reader) {
            return new Target(new StatusId(reader.readLong()), new AccountId(reader.readLong()));
        }
    }

    /** The links of a status that starts a new conversation. */
    static StatusLinks start(StatusId id) {
        return new StatusLinks(id, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static StatusLinks reply(StatusId conversation, Target parent) {
        return new StatusLinks(conversation, Optional.of(parent.status), Optional.of(parent.author), Optional.empty());
    }

    static StatusLinks boost(StatusId conversation, Target original) {
        return new StatusLinks(conversation, Optional.empty(), Optional.empty(), Optional.of(original));
    }

    /** The same links, without the status it replies to. */
    StatusLinks withoutParent() {
        return new StatusLinks(conversation, Optional.empty(), inReplyToAccount, reblogOf);
    }

    static void pack(BinaryWriter writer, StatusLinks links) {
        writer.writeLong(links.conversation.value())
                .writeOptional(links.inReplyTo, (out, status) -> out.writeLong(status.value()))
                .writeOptional(links.inReplyToAccount, (out, account) -> out.writeLong(account.value()))
                .writeOptional(links.reblogOf, Target::pack);
    }

    static StatusLinks unpack(BinaryReader reader) {
        return new StatusLinks(
                new StatusId(reader.readLong()),
                reader.readOptional(in -> new StatusId(in.readLong())),
                reader.readOptional(in -> new AccountId(in.readLong())),
                reader.readOptional(Target::unpack));
    }
}
