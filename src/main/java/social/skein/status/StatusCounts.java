package social.skein.status;

import social.skein.cache.BinaryReader;
import social.skein.cache.BinaryWriter;

/** The counts of a status. */
public record StatusCounts(long favourites, long reblogs, long replies) {
    static final StatusCounts ZERO = new StatusCounts(0, 0, 0);

    static void pack(BinaryWriter writer, StatusCounts counts) {
        writer.writeLong(counts.favourites).writeLong(counts.reblogs).writeLong(counts.replies);
    }

    static StatusCounts unpack(BinaryReader reader) {
        return new StatusCounts(reader.readLong(), reader.readLong(), reader.readLong());
    }
}
