package social.skein.status;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.cache.BinaryReader;
import social.skein.cache.BinaryWriter;
import social.skein.http.Json;
import social.skein.media.Attachment;
import social.skein.model.AccountId;
import social.skein.text.RenderedText;

/**
 * The text of a status and what belongs to it.
 *
 * @param html safe to embed in a page
 * @param source the text as typed
 * @param tags the names of its hashtags
 * @param mentions the accounts it links to, in the order of the text
 * @param media in the order in which they are shown
 */
public record StatusContent(
        String html,
        String source,
        String spoilerText,
        boolean sensitive,
        Optional<String> language,
        List<String> tags,
        List<AccountId> mentions,
        List<Attachment> media) {

    /** The content of a boost. */
    static final StatusContent NONE =
            new StatusContent("", "", "", false, Optional.empty(), List.of(), List.of(), List.of());

    static StatusContent of(
            RenderedText rendered,
            String source,
            String spoilerText,
            boolean sensitive,
            Optional<String> language,
            List<Attachment> media) {
        return new StatusContent(
                rendered.html(), source, spoilerText, sensitive, language, rendered.tags(), rendered.mentions(), media);
    }

    /** The media as stored in the row; null without any, which the indexes of media timelines rely on. */
    static @Nullable String mediaToJson(List<Attachment> media) {
        return media.isEmpty() ? null : Json.encode(media);
    }

    /** The media of a row; none for null. */
    public static List<Attachment> mediaFromJson(@Nullable String json) {
        return json == null
                ? List.of()
                : List.of(Json.decode(json, Attachment[].class).orElseThrow());
    }

    static void pack(BinaryWriter writer, StatusContent content) {
        writer.writeString(content.html)
                .writeString(content.source)
                .writeString(content.spoilerText)
                .writeBoolean(content.sensitive)
                .writeOptional(content.language, BinaryWriter::writeString)
                .writeList(content.tags, BinaryWriter::writeString)
                .writeList(content.mentions.stream().map(AccountId::value).toList(), BinaryWriter::writeLong)
                .writeOptional(Optional.ofNullable(mediaToJson(content.media)), BinaryWriter::writeString);
    }

    static StatusContent unpack(BinaryReader reader) {
        return new StatusContent(
                reader.readString(),
                reader.readString(),
                reader.readString(),
                reader.readBoolean(),
                reader.readOptional(BinaryReader::readString),
                reader.readList(BinaryReader::readString),
                reader.readList(list -> new AccountId(list.readLong())),
                mediaFromJson(reader.readOptional(BinaryReader::readString).orElse(null)));
    }
}
