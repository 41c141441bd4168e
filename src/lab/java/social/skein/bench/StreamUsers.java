package social.skein.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Accounts that are inserted into an empty database by SQL, since signing in ten thousand would take longer than the
 * measurement.
 *
 * @param authorToken the token of the account that all others follow
 * @param followerTokens the tokens of the others
 */
record StreamUsers(String authorToken, List<String> followerTokens) {
    private static final List<String> INSERTS = List.of(
            "insert into account (id, username)"
                    + " select (1700000000000 + i) << 22, 'bench' || i from generate_series(0, ?) i",
            """
            insert into oauth_app (client_id, secret_hash, name, redirect_uris, scopes)
            select 'bench', '', 'bench', '{}', 'read write' where ? > 0
            """,
            """
            insert into oauth_token (token_hash, app_id, account_id, scopes)
            select sha256(('bench-' || lpad(i::text, 37, '0'))::bytea), a.id, (1700000000000 + i) << 22, 'read write'
              from generate_series(0, ?) i, oauth_app a
            """,
            """
            insert into follow (account_id, target_id, id)
            select (1700000000000 + i) << 22, 1700000000000 << 22, i from generate_series(1, ?) i
            """);

    private static final String FOLLOW_OTHERS = """
            insert into follow (account_id, target_id, id)
            select (1700000000000 + i) << 22, (1700000000000 + 1 + (i * 7919 + k * k * 104729) % ?) << 22, i + k * 1000000
              from generate_series(1, ?) i, generate_series(1, ?) k
            on conflict do nothing
            """;

    static StreamUsers insert(Path data, int followers, int follows) {
        try (Connection connection = StoreAccess.load(data).connect()) {
            for (String insert : INSERTS) {
                execute(connection, insert, followers);
            }
            execute(connection, FOLLOW_OTHERS, followers, followers, follows);
            execute(connection, "analyze");
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
        return new StreamUsers(
                token(0),
                IntStream.rangeClosed(1, followers).mapToObj(StreamUsers::token).toList());
    }

    private static void execute(Connection connection, String sql, int... numbers) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < numbers.length; i++) {
                statement.setInt(i + 1, numbers[i]);
            }
            statement.execute();
        }
    }

    private static String token(int number) {
        return String.format("bench-%037d", number);
    }
}
