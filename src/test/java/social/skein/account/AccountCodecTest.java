package social.skein.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import social.skein.model.AccountId;
import social.skein.model.MediaId;
import social.skein.model.Visibility;

/** Tests the binary format of accounts, which processes of other versions share. */
class AccountCodecTest {
    private static final Account FULL = new Account(
            new AccountId(1),
            "alice",
            Instant.parse("2026-01-02T03:04:05.678901Z"),
            false,
            new Profile(
                    "Alice \u2615",
                    "note",
                    List.of(new Profile.Field("site", "example.org")),
                    true,
                    false,
                    true,
                    true,
                    false,
                    new Profile.Pictures(
                            Optional.of(new Profile.Picture(new MediaId(5), "ab/cd.png", "a cup")), Optional.empty())),
            new PostingDefaults(Visibility.PRIVATE, true, Optional.of("pt-BR")),
            new Account.Counts(2, 3, 4, Optional.of(Instant.parse("2026-01-02T03:04:00Z"))));

    @Test
    void decode_reverses_encode() {
        assertThat(AccountCodec.CACHE.decode(AccountCodec.CACHE.encode(FULL))).contains(FULL);
    }

    /** A failure means that the layout changed: raise the format version, then record the hash of the new bytes here. */
    @Test
    void the_format_changes_only_with_its_version() {
        assertThat(Arrays.hashCode(AccountCodec.CACHE.encode(FULL))).isEqualTo(587_377_195);
    }
}
