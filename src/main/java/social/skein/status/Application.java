package social.skein.status;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.cache.Packer;
import social.skein.cache.Unpacker;

/** The client a status was written with, as its readers are told. */
public record Application(String name, @Nullable String website) {
    static void pack(Packer to, Application application) {
        to.text(application.name).maybe(Optional.ofNullable(application.website), Packer::text);
    }

    static Application unpack(Unpacker from) {
        return new Application(from.text(), from.maybe(Unpacker::text).orElse(null));
    }
}
