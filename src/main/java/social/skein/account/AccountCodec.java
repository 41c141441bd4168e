package social.skein.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import social.skein.cache.BinaryReader;
import social.skein.cache.BinaryWriter;
import social.skein.cache.RedisCaches;
import social.skein.model.AccountId;
import social.skein.model.MediaId;
import social.skein.model.Visibility;

/** The binary format of an account in Redis. */
final class AccountCodec {
    /** Must be incremented with every change of the layout below; a test checks the bytes of the current version. */
    private static final byte FORMAT_VERSION = 2;

    static final RedisCaches.RedisCacheSpec<AccountId, Account> CACHE = new RedisCaches.RedisCacheSpec<>(
            "accounts", FORMAT_VERSION, AccountId::value, account -> true, AccountCodec::encode, AccountCodec::decode);

    private AccountCodec() {}

    private static void encode(BinaryWriter writer, Account account) {
        Profile profile = account.profile();
        PostingDefaults defaults = account.postingDefaults();
        Account.Counts counts = account.counts();
        writer.writeLong(account.id().value())
                .writeString(account.username())
                .writeString(profile.displayName())
                .writeString(profile.note())
                .writeBoolean(profile.locked())
                .writeBoolean(profile.bot())
                .writeBoolean(profile.discoverable())
                .writeString(defaults.visibility().toString())
                .writeInstant(account.createdAt())
                .writeBoolean(account.suspended())
                .writeLong(counts.followers())
                .writeLong(counts.following())
                .writeLong(counts.statuses())
                .writeOptional(counts.lastStatusAt(), BinaryWriter::writeInstant)
                .writeList(
                        profile.fields(),
                        (row, field) -> row.writeString(field.name()).writeString(field.value()))
                .writeBoolean(profile.indexable())
                .writeBoolean(profile.hideCollections())
                .writeBoolean(defaults.sensitive())
                .writeOptional(defaults.language(), BinaryWriter::writeString)
                .writeOptional(profile.pictures().avatar(), AccountCodec::encodePicture)
                .writeOptional(profile.pictures().header(), AccountCodec::encodePicture);
    }

    private static void encodePicture(BinaryWriter writer, Profile.Picture picture) {
        writer.writeLong(picture.id().value()).writeString(picture.key()).writeString(picture.description());
    }

    private static Profile.Picture decodePicture(BinaryReader reader) {
        return new Profile.Picture(new MediaId(reader.readLong()), reader.readString(), reader.readString());
    }

    private static Account decode(BinaryReader reader) {
        AccountId id = new AccountId(reader.readLong());
        String username = reader.readString();
        String displayName = reader.readString();
        String note = reader.readString();
        boolean locked = reader.readBoolean();
        boolean bot = reader.readBoolean();
        boolean discoverable = reader.readBoolean();
        Visibility visibility = Visibility.parse(reader.readString()).orElseThrow();
        Instant createdAt = reader.readInstant();
        boolean suspended = reader.readBoolean();
        Account.Counts counts = decodeCounts(reader);
        List<Profile.Field> fields =
                reader.readList(field -> new Profile.Field(field.readString(), field.readString()));
        boolean indexable = reader.readBoolean();
        boolean hideCollections = reader.readBoolean();
        boolean sensitive = reader.readBoolean();
        Optional<String> language = reader.readOptional(BinaryReader::readString);
        Profile.Pictures pictures = new Profile.Pictures(
                reader.readOptional(AccountCodec::decodePicture), reader.readOptional(AccountCodec::decodePicture));
        return new Account(
                id,
                username,
                createdAt,
                suspended,
                new Profile(displayName, note, fields, locked, bot, discoverable, indexable, hideCollections, pictures),
                new PostingDefaults(visibility, sensitive, language),
                counts);
    }

    private static Account.Counts decodeCounts(BinaryReader reader) {
        return new Account.Counts(
                reader.readLong(),
                reader.readLong(),
                reader.readLong(),
                reader.readOptional(BinaryReader::readInstant));
    }
}
