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
 * One kind of file: where its rows are read and how they are written.
 *
 * @param path what its address ends with
 * @param fileName what it is called where it is cache: the names other servers know when they import it
 * @param sql the rows of account {@code $1} after cursor {@code $2}, {@code $3} of them, by a column {@code id}
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
    @SuppressWarnings("CompileTimeConstant") // Whoever makes a sheet gives it a constant.
    Future<List<Row>> rows(Reads reads, AccountId account, long after, int limit) {
        return reads.list(sql, row -> row, account.value(), after, limit);
    }

    /** What stands before, between and after the entries. */
    record Delimiters(String prefix, String separator, String suffix) {
        static Delimiters withHeader(String header) {
            return new Delimiters(header, "", "");
        }
    }
}
