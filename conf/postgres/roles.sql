-- skein_app, a role for the processes that serve: it reads and writes rows, owns nothing, and can neither make nor change, empty
-- or drop anything. Run this as the owner of the tables, once they are there:
--
--   SKEIN_POSTGRES_URI=postgresql://owner:password@host:5432/skein java -jar skein.jar migrate
--   psql postgresql://owner:password@host:5432/skein -v ON_ERROR_STOP=1 -f conf/postgres/roles.sql -c '\password skein_app'
--
-- and serve with postgresql://skein_app:…@host:5432/skein and SKEIN_POSTGRES_MIGRATE=false. A new version is `migrate` as the
-- owner first, then its processes; this file only once. To run it again does no harm.
--
-- What is left to the owner: `migrate`, and `seed --profile`, which takes indexes away while it loads a crowd.

do $$
begin
    -- An owner who may make no roles finds one that somebody else has made.
    if not exists (select from pg_roles where rolname = 'skein_app') then
        create role skein_app login noinherit;
    end if;
    execute format('grant connect on database %I to skein_app', current_database());
    -- Nor tables for the time of a session, which PostgreSQL lets everybody make.
    execute format('revoke temporary on database %I from public', current_database());
end
$$;

revoke create on schema public from public;
grant usage on schema public to skein_app;

grant select, insert, update, delete on all tables in schema public to skein_app;
grant usage on all sequences in schema public to skein_app;

-- Tables of migrations to come, when the same owner runs them.
alter default privileges in schema public grant select, insert, update, delete on tables to skein_app;
alter default privileges in schema public grant usage on sequences to skein_app;

-- Which migrations were run is to be read at the start, and not to be made up.
revoke insert, update, delete on flyway_schema_history from skein_app;
