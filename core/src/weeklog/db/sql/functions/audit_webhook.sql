-- Where weeklog posts to. Of the address nothing but its host, of the secret nothing.
create function audit_webhook() returns trigger language plpgsql as $$
declare
  told webhooks := coalesce(new, old);
begin
  perform audit_add(told.programme_id, null,
    case tg_op when 'INSERT' then 'webhook.added' when 'DELETE' then 'webhook.removed' else 'webhook.changed' end,
    jsonb_build_object('name', told.name, 'format', told.format, 'host', told.host));
  return null;
end $$;
