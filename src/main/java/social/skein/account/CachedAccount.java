package social.skein.account;

/** An account, and the JSON it is shown as wherever it stands. */
@SuppressWarnings("ArrayRecordComponent") // never compared; a list of bytes would take five times as much
public record CachedAccount(Account account, byte[] json) {

    /** About how much memory it takes. */
    int approximateBytes() {
        return 2 * json.length + 400;
    }
}
