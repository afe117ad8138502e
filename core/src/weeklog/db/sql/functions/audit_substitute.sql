-- Who stands in for whom: the row is about the mentor.
create function audit_substitute() returns trigger language plpgsql as $$
declare
  told substitutes := coalesce(new, old);
begin
  perform audit_add(told.programme_id, told.mentor_id,
    case tg_op when 'INSERT' then 'substitute.named' else 'substitute.removed' end,
    jsonb_build_object('substitute_id', told.substitute_id, 'first_day', told.first_day, 'last_day', told.last_day));
  return null;
end $$;
