package social.skein.status;

import java.util.Optional;
import social.skein.cache.Packer;
import social.skein.cache.SharedMemory;
import social.skein.cache.Unpacker;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;

/**
 * A status as it is kept for whoever reads it. A boost is kept without what it boosts, which is kept by itself: so nothing is
 * left of a text once the status it is of was forgotten.
 *
 * @param polled whether it has a poll
 */
record KeptStatus(Status status, boolean polled) {
    /** To be raised with every change to what is written below; a test remembers what this one looks like. */
    private static final byte FORMAT = 1;

    /** Letters to a few people are read by these few, and are nobody else's to keep. */
    static final SharedMemory.Keeping<StatusId, KeptStatus> KEEPING = new SharedMemory.Keeping<>(
            "statuses",
            FORMAT,
            StatusId::value,
            kept -> kept.status.visibility() != Visibility.DIRECT,
            KeptStatus::pack,
            KeptStatus::unpack);

    static KeptStatus of(Status status, boolean polled) {
        return new KeptStatus(status.withoutReblog(), polled);
    }

    private static void pack(Packer to, KeptStatus kept) {
        Status status = kept.status;
        to.number(status.id().value())
                .number(status.author().value())
                .text(status.visibility().toString())
                .text(status.content())
                .text(status.source())
                .text(status.spoilerText())
                .flag(status.sensitive())
                .maybe(status.language(), Packer::text)
                .maybe(status.inReplyTo().map(StatusId::value), Packer::number)
                .maybe(status.inReplyToAccount().map(AccountId::value), Packer::number)
                .maybe(status.reblogOf().map(StatusId::value), Packer::number)
                .maybe(status.reblogOfAccount().map(AccountId::value), Packer::number)
                .maybe(status.application(), Application::pack)
                .list(status.tags(), Packer::text)
                .list(status.mentions().stream().map(AccountId::value).toList(), Packer::number)
                .number(status.conversation().value())
                .time(status.createdAt())
                .maybe(status.editedAt(), Packer::time)
                .number(status.favourites())
                .number(status.reblogs())
                .number(status.replies())
                .flag(kept.polled);
    }

    private static KeptStatus unpack(Unpacker from) {
        Status status = new Status(
                status(from),
                account(from),
                Visibility.parse(from.text()).orElseThrow(),
                from.text(),
                from.text(),
                from.text(),
                from.flag(),
                from.maybe(Unpacker::text),
                from.maybe(KeptStatus::status),
                from.maybe(KeptStatus::account),
                from.maybe(KeptStatus::status),
                from.maybe(KeptStatus::account),
                from.maybe(Application::unpack),
                from.list(Unpacker::text),
                from.list(KeptStatus::account),
                status(from),
                from.time(),
                from.maybe(Unpacker::time),
                from.number(),
                from.number(),
                from.number(),
                Optional.empty());
        return new KeptStatus(status, from.flag());
    }

    private static StatusId status(Unpacker from) {
        return new StatusId(from.number());
    }

    private static AccountId account(Unpacker from) {
        return new AccountId(from.number());
    }
}
