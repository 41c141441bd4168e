package social.skein.bench;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** Signed-in accounts. Their tokens are inserted as rows, since checking a thousand passwords would take minutes. */
record BenchUsers(List<BenchUser> users) {
    private static final String INSERT_TOKEN = """
            insert into oauth_token (token_hash, app_id, account_id, scopes)
            select ?, (select id from oauth_app where client_id = 'bench'), ?, 'read write follow'
            """;

    private static final String INSERT_APP = """
            insert into oauth_app (client_id, secret_hash, name, redirect_uris, scopes)
            values ('bench', '\\x00', 'bench', '{}', 'read write follow') on conflict do nothing
            """;

    /** These accounts have no password, since they never sign in with one. */
    private static final String INSERT_ACCOUNTS = """
            insert into account (id, username)
            select next_id(n % 4096), 'stranger' || n from generate_series(?, ?) n
            """;

    private static final SecureRandom RANDOM = new SecureRandom();

    record BenchUser(String id, String token) {
        byte[] get(String path) {
            return request("GET " + path, "", "");
        }

        byte[] post(String path, String json) {
            String head = "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n";
            return request("POST " + path, head, json);
        }

        private byte[] request(String line, String head, String body) {
            String text = line + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n" + head
                    + "\r\n" + body;
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** Signs in a sample of the accounts whose usernames have this prefix, evenly distributed over all of them. */
    static BenchUsers sample(StoreAccess stores, String prefix, int number) {
        List<String> ids = stores.queryColumn(
                "select id from account where lower(username) like ? || '%' order by length(username), username",
                prefix);
        List<String> sample = new ArrayList<>();
        for (int i = 0; i < Math.min(number, ids.size()); i++) {
            sample.add(ids.get((int) ((long) i * ids.size() / Math.min(number, ids.size()))));
        }
        return signIn(stores, sample);
    }

    /** Creates new accounts and signs them in. */
    static BenchUsers createNew(StoreAccess stores, int number) {
        int before = Integer.parseInt(
                stores.queryColumn("select count(*) from account where lower(username) like 'stranger%'")
                        .get(0));
        stores.update(INSERT_ACCOUNTS, before + 1, before + number);
        return signIn(
                stores,
                stores.queryColumn(
                        "select id from account where lower(username) like 'stranger%'"
                                + " order by length(username) desc, username desc limit ?",
                        number));
    }

    List<byte[]> requests(Function<BenchUser, byte[]> request) {
        return users.stream().map(request).toList();
    }

    BenchUsers slice(int from, int to) {
        return new BenchUsers(users.subList(from, to));
    }

    /** Creates a token for each of these accounts. */
    static BenchUsers signIn(StoreAccess stores, List<String> ids) {
        List<BenchUser> users = new ArrayList<>();
        stores.update(INSERT_APP);
        try (Connection connection = stores.connect();
                PreparedStatement insert = connection.prepareStatement(INSERT_TOKEN)) {
            connection.setAutoCommit(false);
            for (String id : ids) {
                byte[] bytes = new byte[32];
                RANDOM.nextBytes(bytes);
                BenchUser user = new BenchUser(
                        id, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
                insert.setBytes(1, sha256(user.token));
                insert.setLong(2, Long.parseLong(id));
                insert.addBatch();
                users.add(user);
            }
            insert.executeBatch();
            connection.commit();
        } catch (SQLException refused) {
            throw new IllegalStateException("The tokens could not be inserted", refused);
        }
        return new BenchUsers(users);
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is not available", impossible);
        }
    }
}
