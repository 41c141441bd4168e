package social.skein.account;

import social.skein.cache.BinaryReader;
import social.skein.cache.BinaryWriter;
import social.skein.cache.RedisCaches;
import social.skein.model.AccountId;
import social.skein.model.Visibility;

/** How an account is written down where all processes find it. */
final class AccountCodec {
    /** To be raised with every change to what is written below; a test remembers what this one looks like. */
    private static final byte FORMAT_VERSION = 1;

    static final RedisCaches.RedisCacheSpec<AccountId, Account> CACHE = new RedisCaches.RedisCacheSpec<>(
            "accounts", FORMAT_VERSION, AccountId::value, account -> true, AccountCodec::encode, AccountCodec::decode);

    private AccountCodec() {}

    private static void encode(BinaryWriter writer, Account account) {
        writer.writeLong(account.id().value())
                .writeString(account.username())
                .writeString(account.displayName())
                .writeString(account.note())
                .writeBoolean(account.locked())
                .writeBoolean(account.bot())
                .writeBoolean(account.discoverable())
                .writeString(account.privacy().toString())
                .writeInstant(account.createdAt())
                .writeBoolean(account.suspended())
                .writeLong(account.followers())
                .writeLong(account.following())
                .writeLong(account.statuses())
                .writeOptional(account.lastStatusAt(), BinaryWriter::writeInstant);
        Profile profile = account.profile();
        writer.writeList(
                        profile.fields(),
                        (row, field) -> row.writeString(field.name()).writeString(field.value()))
                .writeBoolean(profile.indexable())
                .writeBoolean(profile.hideCollections())
                .writeBoolean(profile.sensitive())
                .writeOptional(profile.language(), BinaryWriter::writeString);
    }

    private static Account decode(BinaryReader reader) {
        return new Account(
                new AccountId(reader.readLong()),
                reader.readString(),
                reader.readString(),
                reader.readString(),
                reader.readBoolean(),
                reader.readBoolean(),
                reader.readBoolean(),
                Visibility.parse(reader.readString()).orElseThrow(),
                reader.readInstant(),
                reader.readBoolean(),
                reader.readLong(),
                reader.readLong(),
                reader.readLong(),
                reader.readOptional(BinaryReader::readInstant),
                new Profile(
                        reader.readList(field -> new Profile.Field(field.readString(), field.readString())),
                        reader.readBoolean(),
                        reader.readBoolean(),
                        reader.readBoolean(),
                        reader.readOptional(BinaryReader::readString)));
    }
}
