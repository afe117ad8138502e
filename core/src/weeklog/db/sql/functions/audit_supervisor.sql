-- Who was invited to read somebody's reviews from outside, or no longer may. Their address is in no log.
create function audit_supervisor() returns trigger language plpgsql as $$
declare
  told supervisors := coalesce(new, old);
begin
  perform audit_add(told.programme_id, told.person_id,
    case tg_op when 'DELETE' then 'supervisor.revoked' else 'supervisor.invited' end,
    jsonb_build_object('name', told.name));
  return null;
end $$;
