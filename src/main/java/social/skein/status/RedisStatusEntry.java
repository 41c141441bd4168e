package social.skein.status;

import java.util.Optional;
import social.skein.cache.BinaryReader;
import social.skein.cache.BinaryWriter;
import social.skein.cache.RedisCaches;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;

/**
 * A status as Redis caches it for all instances. A boost is cached without its original, which has an entry of its own:
 * so invalidating a status removes all copies of its text.
 */
public record RedisStatusEntry(Status status, boolean hasPoll) {
    /** Must be incremented with every change of {@code pack}; a test checks the bytes of this version. */
    private static final byte FORMAT_VERSION = 4;

    /** Direct messages are not cached: they have few readers and are private. */
    static final RedisCaches.RedisCacheSpec<StatusId, RedisStatusEntry> CACHE_SPEC = new RedisCaches.RedisCacheSpec<>(
            "statuses",
            FORMAT_VERSION,
            StatusId::value,
            entry -> entry.status.visibility() != Visibility.DIRECT,
            RedisStatusEntry::pack,
            RedisStatusEntry::unpack);

    public static RedisStatusEntry of(Status status, boolean hasPoll) {
        return new RedisStatusEntry(status.withReblog(Optional.empty()), hasPoll);
    }

    private static void pack(BinaryWriter writer, RedisStatusEntry entry) {
        Status status = entry.status;
        writer.writeLong(status.id().value())
                .writeLong(status.author().value())
                .writeString(status.visibility().toString());
        StatusContent.pack(writer, status.body());
        StatusLinks.pack(writer, status.links());
        writer.writeOptional(status.application(), Application::pack)
                .writeInstant(status.createdAt())
                .writeOptional(status.editedAt(), BinaryWriter::writeInstant);
        StatusCounts.pack(writer, status.counts());
        writer.writeBoolean(entry.hasPoll);
    }

    private static RedisStatusEntry unpack(BinaryReader reader) {
        Status status = new Status(
                new StatusId(reader.readLong()),
                new AccountId(reader.readLong()),
                Visibility.parse(reader.readString()).orElseThrow(),
                StatusContent.unpack(reader),
                StatusLinks.unpack(reader),
                reader.readOptional(Application::unpack),
                reader.readInstant(),
                reader.readOptional(BinaryReader::readInstant),
                StatusCounts.unpack(reader),
                Optional.empty());
        return new RedisStatusEntry(status, reader.readBoolean());
    }
}
