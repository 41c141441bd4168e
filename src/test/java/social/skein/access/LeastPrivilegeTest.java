package social.skein.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import social.skein.app.Blocking;
import social.skein.cli.CommandLines;
import social.skein.sql.Migrations;
import social.skein.sql.PostgresUri;
import social.skein.support.AppDatabaseRole;
import social.skein.support.AppRedisUser;
import social.skein.support.AvailableStores;
import social.skein.support.Jdbc;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Tests that the server's privileges in the stores are minimal; all other tests run with the same privileges. */
class LeastPrivilegeTest {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    @TempDir
    Path folder;

    private final TestDeployment deployment = TestDeployment.unstarted();
    private final String owner = deployment.stores().postgresUri();
    private final String redis = deployment.stores().redisUri();
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        deployment.close();
        Blocking.await(vertx.close(), Duration.ofSeconds(10), "Closing");
    }

    @Test
    void the_server_runs_with_a_role_that_owns_nothing_and_a_redis_user_without_acl_denials() {
        AvailableStores.assumeRedis();
        deployment.start(Map.of());
        Person alice = deployment.signUp("alice");
        Person bob = deployment.followerWithTimeline("bob", alice);
        String post = alice.posts("Stored by a role without ownership").getString("id");
        deployment.settle();
        assertThat(deployment.redisTimeline(bob)).contains(post);

        operator("FLUSHALL");
        operator("SCRIPT", "FLUSH");
        assertThat(bob.home()).contains(post);
        deployment.awaitRebuilds(2, bob);
        assertThat(deployment.redisTimeline(bob)).contains(post);

        assertThat(operator("KEYS", "*")).contains("home:{", "cache:{");
        assertThat(deployment.redisAclDenials()).isEmpty();
        assertThat(deployment.sql("select distinct usename from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()"))
                .containsExactly("skein_app");
        assertThat(deployment.sql(
                        "select count(*) from pg_shdepend where refobjid = 'skein_app'::regrole and deptype = 'o'"))
                .containsExactly("0");
    }

    @Test
    void the_database_role_lacks_other_privileges() throws SQLException {
        AppDatabaseRole.create(owner);
        for (String statement : List.of(
                "create table mine (id bigint)",
                "create temporary table mine (id bigint)",
                "create schema mine",
                "create function mine() returns integer language sql as 'select 1'",
                "create index mine on status (id)",
                "alter table status add column mine text",
                "alter table status disable trigger all",
                "drop table status",
                "truncate status",
                "delete from flyway_schema_history",
                "create role mine",
                "alter role skein_app createrole",
                "set role " + PostgresUri.parse(owner).user(),
                "copy status to program 'cat'",
                "select pg_read_file('PG_VERSION')",
                "alter system set fsync = off")) {
            assertThat(sqlStateOf(statement)).as(statement).isEqualTo(INSUFFICIENT_PRIVILEGE);
        }
    }

    private String sqlStateOf(String statement) throws SQLException {
        PostgresUri uri = PostgresUri.parse(AppDatabaseRole.uriFor(owner));
        try (Connection connection = Jdbc.connect(uri);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
            return "done";
        } catch (SQLException rejected) {
            return String.valueOf(rejected.getSQLState());
        }
    }

    @Test
    void the_redis_user_lacks_other_permissions() {
        AvailableStores.assumeRedis();
        operator("SET", "another:1", "theirs");
        for (String command : List.of(
                "FLUSHALL",
                "FLUSHDB",
                "KEYS *",
                "SCAN 0",
                "RANDOMKEY",
                "CONFIG GET *",
                "CONFIG SET dir /tmp",
                "MODULE LIST",
                "SHUTDOWN NOSAVE",
                "REPLICAOF 127.0.0.1 1",
                "MONITOR",
                "SAVE",
                "SLOWLOG GET",
                "INFO",
                "CLIENT LIST",
                "ACL LIST",
                "ACL SETUSER skein allcommands",
                "SCRIPT FLUSH",
                "FUNCTION LIST",
                "PUBLISH home:1 words",
                "GET another:1",
                "SET another:1 ours",
                "RENAME home:{1}:1 home:{1}:2",
                "EVAL return(redis.call('FLUSHALL')) 0",
                "EVAL return(redis.call('GET',KEYS[1])) 1 another:1",
                "EVAL return(redis.call('GET','another:1')) 0")) {
            assertThatThrownBy(() -> redisCli(AppRedisUser.uriFor(redis), command.split(" ")))
                    .as(command)
                    .hasMessageMatching("(?s).*(NOPERM|permission|The user executing the script can't).*");
        }
        assertThat(operator("GET", "another:1")).isEqualTo("theirs");
        assertThat(deployment.redisAclDenials()).contains("command flushall", "key another:1");
    }

    private String operator(String... command) {
        return redisCli(redis, command);
    }

    private String redisCli(String address, String... command) {
        Redis client = Redis.createClient(vertx, address);
        Request request = Request.cmd(Command.create(command[0]));
        List.of(command).subList(1, command.length).forEach(request::arg);
        try {
            return String.valueOf(Blocking.await(client.send(request), Duration.ofSeconds(10), command[0]));
        } finally {
            client.close();
        }
    }

    @Test
    void without_permission_to_migrate_startup_fails_and_names_the_command() throws IOException {
        deployment.sql("drop schema public cascade");
        deployment.sql("create schema public");
        Path settings =
                Files.writeString(folder.resolve("skein.yaml"), "postgres:\n  uri: " + owner + "\n  migrate: false\n");

        assertThatThrownBy(() -> deployment.start(Map.of("SKEIN_POSTGRES_URI", owner)))
                .hasMessageContaining("has no schema, this program needs version 0")
                .hasMessageContaining("java -jar skein.jar migrate");
        assertThat(CommandLines.run("migrate", "--config", settings.toString())).isZero();
        assertThatCode(() -> Migrations.check(PostgresUri.parse(owner))).doesNotThrowAnyException();
    }

    @Test
    void an_old_schema_or_missing_privileges_prevent_startup_but_a_newer_schema_does_not() {
        PostgresUri role = PostgresUri.parse(AppDatabaseRole.create(owner));
        deployment.sql("""
                insert into flyway_schema_history
                select 900, '900', 'mood', 'SQL', 'V900__mood.sql', 1, installed_by, installed_on, 1, true
                  from flyway_schema_history where version = '001'
                """);
        deployment.sql("create table mood (id bigint)");
        assertThatCode(() -> Migrations.check(role)).doesNotThrowAnyException();

        deployment.sql("revoke delete on mood, status from skein_app");
        assertThatThrownBy(() -> Migrations.check(role))
                .hasMessageContaining("has no right to read and write mood, status. Run conf/postgres/roles.sql");

        deployment.sql("delete from flyway_schema_history where version::int >= 15");
        assertThatThrownBy(() -> Migrations.check(role))
                .hasMessageContaining("has schema version 014, this program needs version 0")
                .hasMessageContaining("migrate");
    }
}
