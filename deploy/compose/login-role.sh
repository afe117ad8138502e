#!/bin/sh
# The role that the services sign in as: neither owner nor superuser, so that row-level security holds for it.
psql --set=ON_ERROR_STOP=1 --set=password="$WEEKLOG_DATABASE_PASSWORD" --username=postgres --dbname=weeklog <<'SQL'
CREATE ROLE weeklog LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'password';
SQL
