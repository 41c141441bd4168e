-- Creates skein_app, the role of the serving processes: it reads and writes rows but owns no tables, and cannot create,
-- alter, truncate or drop any. Run this as the owner of the tables, after the first migration:
--
--   SKEIN_POSTGRES_URI=postgresql://owner:password@host:5432/skein java -jar skein.jar migrate
--   psql postgresql://owner:password@host:5432/skein -v ON_ERROR_STOP=1 -f conf/postgres/roles.sql -c '\password skein_app'
--
-- Then serve with postgresql://skein_app:…@host:5432/skein and SKEIN_POSTGRES_MIGRATE=false. For an upgrade run
-- `migrate` as the owner before starting the new processes; this file is needed only once, but may be run again.
--
-- Only the owner can run `migrate` and `seed --profile`, which drops and recreates indexes.
--
-- Creating a role requires CREATEROLE, which the first user of the image of PostgreSQL and the master user of a managed
-- database have. If the owner of the tables lacks it, an administrator first runs `create role skein_app login noinherit;`
-- and sets its password; then the owner runs this file.

do $$
begin
    if not exists (select from pg_roles where rolname = 'skein_app') then
        if not (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) then
            raise exception 'The user % may not create the role skein_app', current_user
                using hint = 'An administrator should first run: create role skein_app login noinherit;';
        end if;
        create role skein_app login noinherit;
    end if;
    execute format('grant connect on database %I to skein_app', current_database());
    -- By default PostgreSQL lets every role create temporary tables.
    execute format('revoke temporary on database %I from public', current_database());
end
$$;

revoke create on schema public from public;
grant usage on schema public to skein_app;

grant select, insert, update, delete on all tables in schema public to skein_app;
grant usage on all sequences in schema public to skein_app;

-- Tables of later migrations, if run by the same owner.
alter default privileges in schema public grant select, insert, update, delete on tables to skein_app;
alter default privileges in schema public grant usage on sequences to skein_app;

-- The migration history is read at startup but must not be changed.
revoke insert, update, delete on flyway_schema_history from skein_app;
