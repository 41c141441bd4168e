package social.skein.export;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import social.skein.http.Download;
import social.skein.model.AccountId;
import social.skein.sql.Reads;

/** The rows of one account's sheet, a page of them a piece, the oldest first. */
final class Pages implements Download.Pieces {
    /** Two hundred of the longest posts are some megabytes. */
    static final int ROWS = 200;

    private final Reads reads;
    private final Sheet sheet;
    private final AccountId account;
    private long after;
    private boolean begun;
    private boolean over;

    Pages(Reads reads, Sheet sheet, AccountId account) {
        this.reads = reads;
        this.sheet = sheet;
        this.account = account;
    }

    @Override
    public Future<Optional<Buffer>> next() {
        return over
                ? Future.succeededFuture(Optional.empty())
                : sheet.rows(reads, account, after, ROWS).map(this::piece);
    }

    private Optional<Buffer> piece(List<Row> rows) {
        Buffer piece = Buffer.buffer(after == 0 ? sheet.frame().head() : "");
        for (Row row : rows) {
            piece.appendString(begun ? sheet.frame().between() : "");
            piece.appendString(sheet.entry().apply(row));
            begun = true;
            after = row.getLong("id");
        }
        over = rows.size() < ROWS;
        return Optional.of(over ? piece.appendString(sheet.frame().tail()) : piece);
    }
}
