package social.skein.status;

import java.util.Optional;
import social.skein.cache.BinaryReader;
import social.skein.cache.BinaryWriter;
import social.skein.cache.RedisCaches;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;

/**
 * A status as it is kept for whoever reads it. A boost is kept without what it boosts, which is kept by itself: so nothing is
 * left of a text once the status it is of was forgotten.
 *
 * @param hasPoll whether it has a poll
 */
public record StatusCacheEntry(Status status, boolean hasPoll) {
    /** To be raised with every change to what is written below; a test remembers what this one looks like. */
    private static final byte FORMAT_VERSION = 1;

    /** Letters to a few people are read by these few, and are nobody else's to keep. */
    static final RedisCaches.RedisCacheSpec<StatusId, StatusCacheEntry> CACHE_SPEC = new RedisCaches.RedisCacheSpec<>(
            "statuses",
            FORMAT_VERSION,
            StatusId::value,
            kept -> kept.status.visibility() != Visibility.DIRECT,
            StatusCacheEntry::pack,
            StatusCacheEntry::unpack);

    public static StatusCacheEntry of(Status status, boolean hasPoll) {
        return new StatusCacheEntry(status.withoutReblog(), hasPoll);
    }

    private static void pack(BinaryWriter writer, StatusCacheEntry entry) {
        Status status = entry.status;
        writer.writeLong(status.id().value())
                .writeLong(status.author().value())
                .writeString(status.visibility().toString())
                .writeString(status.content())
                .writeString(status.source())
                .writeString(status.spoilerText())
                .writeBoolean(status.sensitive())
                .writeOptional(status.language(), BinaryWriter::writeString)
                .writeOptional(status.inReplyTo().map(StatusId::value), BinaryWriter::writeLong)
                .writeOptional(status.inReplyToAccount().map(AccountId::value), BinaryWriter::writeLong)
                .writeOptional(status.reblogOf().map(StatusId::value), BinaryWriter::writeLong)
                .writeOptional(status.reblogOfAccount().map(AccountId::value), BinaryWriter::writeLong)
                .writeOptional(status.application(), Application::pack)
                .writeList(status.tags(), BinaryWriter::writeString)
                .writeList(status.mentions().stream().map(AccountId::value).toList(), BinaryWriter::writeLong)
                .writeLong(status.conversation().value())
                .writeInstant(status.createdAt())
                .writeOptional(status.editedAt(), BinaryWriter::writeInstant)
                .writeLong(status.favourites())
                .writeLong(status.reblogs())
                .writeLong(status.replies())
                .writeBoolean(entry.hasPoll);
    }

    private static StatusCacheEntry unpack(BinaryReader reader) {
        Status status = new Status(
                readStatusId(reader),
                readAccountId(reader),
                Visibility.parse(reader.readString()).orElseThrow(),
                reader.readString(),
                reader.readString(),
                reader.readString(),
                reader.readBoolean(),
                reader.readOptional(BinaryReader::readString),
                reader.readOptional(StatusCacheEntry::readStatusId),
                reader.readOptional(StatusCacheEntry::readAccountId),
                reader.readOptional(StatusCacheEntry::readStatusId),
                reader.readOptional(StatusCacheEntry::readAccountId),
                reader.readOptional(Application::unpack),
                reader.readList(BinaryReader::readString),
                reader.readList(StatusCacheEntry::readAccountId),
                readStatusId(reader),
                reader.readInstant(),
                reader.readOptional(BinaryReader::readInstant),
                reader.readLong(),
                reader.readLong(),
                reader.readLong(),
                Optional.empty());
        return new StatusCacheEntry(status, reader.readBoolean());
    }

    private static StatusId readStatusId(BinaryReader reader) {
        return new StatusId(reader.readLong());
    }

    private static AccountId readAccountId(BinaryReader reader) {
        return new AccountId(reader.readLong());
    }
}
