package social.skein.export;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import social.skein.http.StreamedResponse;
import social.skein.model.AccountId;
import social.skein.sql.Reads;

/** The rows of one account's export as chunks, one page per chunk, oldest first. */
final class RowPages implements StreamedResponse.Chunks {
    /** Two hundred posts of maximum length are a few megabytes. */
    static final int PAGE_SIZE = 200;

    private final Reads reads;
    private final ExportFile file;
    private final AccountId account;
    private long after;
    private boolean started;
    private boolean finished;

    RowPages(Reads reads, ExportFile file, AccountId account) {
        this.reads = reads;
        this.file = file;
        this.account = account;
    }

    @Override
    public Future<Optional<Buffer>> next() {
        return finished
                ? Future.succeededFuture(Optional.empty())
                : file.rows(reads, account, after, PAGE_SIZE).map(this::toChunk);
    }

    private Optional<Buffer> toChunk(List<Row> rows) {
        Buffer chunk = Buffer.buffer(after == 0 ? file.delimiters().prefix() : "");
        for (Row row : rows) {
            chunk.appendString(started ? file.delimiters().separator() : "");
            chunk.appendString(file.rowFormat().apply(row));
            started = true;
            after = row.getLong("id");
        }
        finished = rows.size() < PAGE_SIZE;
        return Optional.of(finished ? chunk.appendString(file.delimiters().suffix()) : chunk);
    }
}
