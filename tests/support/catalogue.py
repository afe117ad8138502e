"""What the catalogue of a database says of a schema: one line a fact, so that two databases can be compared."""

import asyncpg

from tests.support import servers

_FACTS = """
with tables as (
  select oid, relname, relrowsecurity, relforcerowsecurity from pg_class
   where relnamespace = 'public'::regnamespace and relkind = 'r'),
grants as (
  select table_name, privilege_type, grantee from information_schema.role_table_grants where table_schema = 'public')
select format('column %s.%s %s%s%s%s%s', t.relname, a.attname, format_type(a.atttypid, a.atttypmod),
              case when a.attnotnull then ' not null' end, a.attidentity, a.attgenerated,
              ' default ' || pg_get_expr(d.adbin, d.adrelid))
  from pg_attribute a join tables t on t.oid = a.attrelid
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
 where a.attnum > 0 and not a.attisdropped
union all
select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
  from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
union all
select pg_get_indexdef(indexrelid) from pg_index where indrelid in (select oid from tables)
union all
select format('table %s row-level security %s %s', relname, relrowsecurity, relforcerowsecurity) from tables
union all
select format('policy %s %s %s %s %s using %s check %s', tablename, policyname, permissive, roles, cmd, qual,
  with_check)
  from pg_policies where schemaname = 'public'
union all
select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
union all
select format('%s %s', pg_get_functiondef(oid), proacl) from pg_proc p where pronamespace = 'public'::regnamespace
   and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
union all
select format('grant %s on %s to %s', privilege_type, table_name, grantee) from grants
union all
select format('grant %s (%s) on %s to %s', privilege_type, column_name, table_name, grantee)
  from information_schema.column_privileges c where table_schema = 'public' and (table_name, privilege_type, grantee)
   not in (select table_name, privilege_type, grantee from grants)
"""


async def catalogue(database: str) -> set[str]:
    connection = await asyncpg.connect(servers.postgres().owner_url(database))
    try:
        return {fact for (fact,) in await connection.fetch(_FACTS)}
    finally:
        await connection.close()
