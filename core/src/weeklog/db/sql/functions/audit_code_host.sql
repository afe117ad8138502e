-- Who may suggest entries from outside. Of the secret nothing.
create function audit_code_host() returns trigger language plpgsql as $$
declare
  told code_hosts := coalesce(new, old);
begin
  perform audit_add(told.programme_id, null,
    case tg_op when 'INSERT' then 'code_host.added' else 'code_host.removed' end,
    jsonb_build_object('name', told.name, 'kind', told.kind));
  return null;
end $$;
