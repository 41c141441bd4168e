package social.skein.status;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.cache.BinaryReader;
import social.skein.cache.BinaryWriter;

/** The app a status was posted with, as shown to readers. */
public record Application(String name, @Nullable String website) {
    static void pack(BinaryWriter writer, Application application) {
        writer.writeString(application.name)
                .writeOptional(Optional.ofNullable(application.website), BinaryWriter::writeString);
    }

    static Application unpack(BinaryReader reader) {
        return new Application(
                reader.readString(),
                reader.readOptional(BinaryReader::readString).orElse(null));
    }
}
