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
 * @param file what it is called where it is kept: the names other servers know when they import it
 * @param sql the rows of account {@code $1} after cursor {@code $2}, {@code $3} of them, by a column {@code id}
 */
record Sheet(
        String path,
        String file,
        String type,
        Scope scope,
        Frame frame,
        @CompileTimeConstant String sql,
        Function<Row, String> entry) {

    /** The next rows of an account. */
    @SuppressWarnings("CompileTimeConstant") // Whoever makes a sheet gives it a constant.
    Future<List<Row>> rows(Reads reads, AccountId account, long after, int most) {
        return reads.list(sql, row -> row, account.value(), after, most);
    }

    /** What stands before, between and after the entries. */
    record Frame(String head, String between, String tail) {
        static Frame lines(String head) {
            return new Frame(head, "", "");
        }
    }
}
