package social.skein.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import social.skein.media.Attachment;
import social.skein.media.Focus;
import social.skein.media.MediaFiles;
import social.skein.media.MediaKind;
import social.skein.model.AccountId;
import social.skein.model.MediaId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;

/** Tests the encoding that other processes read, including processes of other versions. */
class RedisStatusEntryTest {
    private static final Status FULL = new Status(
            new StatusId(1),
            new AccountId(2),
            Visibility.UNLISTED,
            new StatusContent(
                    "<p>T\u00e9a \u2615</p>",
                    "T\u00e9a \u2615",
                    "careful",
                    true,
                    Optional.of("en"),
                    List.of("tea", "\u8336"),
                    List.of(new AccountId(5), new AccountId(6)),
                    List.of(new Attachment(
                            new MediaId(13),
                            MediaKind.IMAGE,
                            new MediaFiles(
                                    "ab/cd.jpg",
                                    "ab/ef.jpg",
                                    "LEHV6n",
                                    MediaFiles.Size.of(3, 2),
                                    MediaFiles.Size.of(1, 1)),
                            "a cup",
                            new Focus(0.5, -0.25)))),
            StatusLinks.reply(new StatusId(7), new StatusLinks.Target(new StatusId(3), new AccountId(4))),
            Optional.of(new Application("app", null)),
            Instant.parse("2026-01-02T03:04:05.678901Z"),
            Optional.of(Instant.parse("2026-01-02T03:04:06Z")),
            new StatusCounts(8, 9, 10),
            Optional.empty());

    private static Optional<RedisStatusEntry> read(byte[] bytes) {
        return RedisStatusEntry.CACHE_SPEC.decode(bytes);
    }

    @Test
    void an_encoded_entry_decodes_to_an_equal_one() {
        RedisStatusEntry entry = RedisStatusEntry.of(FULL, true);

        assertThat(read(RedisStatusEntry.CACHE_SPEC.encode(entry))).contains(entry);
    }

    @Test
    void a_boost_is_encoded_without_the_text_of_its_original() {
        Status boost = Status.boost(new StatusId(11), new AccountId(12), Visibility.PUBLIC, FULL);
        byte[] written = RedisStatusEntry.CACHE_SPEC.encode(RedisStatusEntry.of(boost, false));

        assertThat(new String(written, StandardCharsets.UTF_8)).doesNotContain("careful");
        Status found = read(written).orElseThrow().status();
        assertThat(found.reblogOf()).contains(FULL.id());
        assertThat(found.reblogOfAccount()).contains(FULL.author());
        assertThat(found.conversation()).isEqualTo(FULL.conversation());
    }

    @Test
    void only_direct_messages_are_not_cached() {
        List<Visibility> cached = Arrays.stream(Visibility.values())
                .filter(visibility -> RedisStatusEntry.CACHE_SPEC
                        .shouldCache()
                        .test(RedisStatusEntry.of(
                                Status.boost(new StatusId(11), new AccountId(12), visibility, FULL), false)))
                .toList();

        assertThat(cached).containsExactly(Visibility.PUBLIC, Visibility.UNLISTED, Visibility.PRIVATE);
    }

    /** If this fails the encoding has changed: raise the format version, then update the hash here. */
    @Test
    void the_encoding_never_changes_without_a_new_version() {
        byte[] written = RedisStatusEntry.CACHE_SPEC.encode(RedisStatusEntry.of(FULL, true));

        assertThat(Arrays.hashCode(written)).isEqualTo(1_968_391_296);
    }
}
