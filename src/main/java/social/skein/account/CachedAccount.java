package social.skein.account;

/** An account and its encoded {@link AccountView}. */
@SuppressWarnings("ArrayRecordComponent") // never compared; a list of bytes would take five times as much
public record CachedAccount(Account account, byte[] json) {

    /** The approximate heap size in bytes. */
    int approximateBytes() {
        return 2 * json.length + 400;
    }
}
