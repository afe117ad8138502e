-- The programme's own language model: where people's words go. Of its key nothing but that it was changed.
create function audit_assistant() returns trigger language plpgsql as $$
declare
  told programme_models := coalesce(new, old);
begin
  if tg_op = 'DELETE' then
    perform audit_add(told.programme_id, null, 'assistant.forgotten', jsonb_build_object('model', told.model));
  else
    perform audit_add(told.programme_id, null, 'assistant.chosen', jsonb_build_object('model', told.model,
      'server', coalesce(substring(told.base_url from '^https?://(?:[^/@]*@)?([^/?#]*)'), '')));
  end if;
  return null;
end $$;
