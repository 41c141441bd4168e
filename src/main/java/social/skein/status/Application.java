package social.skein.status;

import org.jspecify.annotations.Nullable;

/** The client a status was written with, as its readers are told. */
public record Application(String name, @Nullable String website) {}
