package social.skein.export;

import io.vertx.sqlclient.Row;
import java.util.function.Function;
import social.skein.http.Scope;

/**
 * One kind of file: where its rows are read and how they are written.
 *
 * @param path what its address ends with
 * @param file what it is called where it is kept: the names other servers know when they import it
 * @param sql the rows of account {@code $1} after cursor {@code $2}, {@code $3} of them, by a column {@code id}
 */
record Sheet(String path, String file, String type, Scope scope, Frame frame, String sql, Function<Row, String> entry) {

    /** What stands before, between and after the entries. */
    record Frame(String head, String between, String tail) {
        static Frame lines(String head) {
            return new Frame(head, "", "");
        }
    }
}
