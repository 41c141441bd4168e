package social.skein.export;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.function.Function;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.sql.Reads;

/**
 * A kind of export file: its query and its format.
 *
 * @param path the last segments of its URL
 * @param fileName the suggested file name: the name that other servers expect on import
 * @param sql selects at most {@code $3} rows of account {@code $1} after cursor {@code $2}; the cursor is the column
 *     {@code id}
 */
record ExportFile(
        String path,
        String fileName,
        String contentType,
        Scope scope,
        Delimiters delimiters,
        @CompileTimeConstant String sql,
        Function<Row, String> rowFormat) {

    /** The next rows of an account. */
    @SuppressWarnings("CompileTimeConstant") // Every instance is created with a constant.
    Future<List<Row>> rows(Reads reads, AccountId account, long after, int limit) {
        return reads.list(sql, row -> row, account.value(), after, limit);
    }

    /** The text before, between and after the entries. */
    record Delimiters(String prefix, String separator, String suffix) {
        static Delimiters withHeader(String header) {
            return new Delimiters(header, "", "");
        }
    }
}
