-- A lead said that somebody is away, or took it back. What people say of themselves is not logged.
create function audit_absence() returns trigger language plpgsql as $$
declare
  told absences := coalesce(new, old);
begin
  if told.person_id is distinct from current_person() then
    perform audit_add(told.programme_id, told.person_id,
      case tg_op when 'INSERT' then 'absence.added' else 'absence.removed' end,
      jsonb_build_object('first_day', told.first_day, 'last_day', told.last_day));
  end if;
  return null;
end $$;
