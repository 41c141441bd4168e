package social.skein.account;

import social.skein.cache.Packer;
import social.skein.cache.SharedMemory;
import social.skein.cache.Unpacker;
import social.skein.model.AccountId;
import social.skein.model.Visibility;

/** How an account is written down where all processes find it. */
final class KeptAccount {
    /** To be raised with every change to what is written below; a test remembers what this one looks like. */
    private static final byte FORMAT = 1;

    static final SharedMemory.Keeping<AccountId, Account> KEEPING = new SharedMemory.Keeping<>(
            "accounts", FORMAT, AccountId::value, account -> true, KeptAccount::pack, KeptAccount::unpack);

    private KeptAccount() {}

    private static void pack(Packer to, Account account) {
        to.number(account.id().value())
                .text(account.username())
                .text(account.displayName())
                .text(account.note())
                .flag(account.locked())
                .flag(account.bot())
                .flag(account.discoverable())
                .text(account.privacy().toString())
                .time(account.createdAt())
                .flag(account.suspended())
                .number(account.followers())
                .number(account.following())
                .number(account.statuses())
                .maybe(account.lastStatusAt(), Packer::time);
        Profile profile = account.profile();
        to.list(profile.fields(), (row, field) -> row.text(field.name()).text(field.value()))
                .flag(profile.indexable())
                .flag(profile.hideCollections())
                .flag(profile.sensitive())
                .maybe(profile.language(), Packer::text);
    }

    private static Account unpack(Unpacker from) {
        return new Account(
                new AccountId(from.number()),
                from.text(),
                from.text(),
                from.text(),
                from.flag(),
                from.flag(),
                from.flag(),
                Visibility.parse(from.text()).orElseThrow(),
                from.time(),
                from.flag(),
                from.number(),
                from.number(),
                from.number(),
                from.maybe(Unpacker::time),
                new Profile(
                        from.list(field -> new Profile.Field(field.text(), field.text())),
                        from.flag(),
                        from.flag(),
                        from.flag(),
                        from.maybe(Unpacker::text)));
    }
}
