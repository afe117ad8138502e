-- Who joined, changed their role, left, or was removed.
create function audit_member() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or (old.left_at is not null and new.left_at is null) then
    perform audit_add(new.programme_id, new.person_id, 'member.joined', jsonb_build_object('role', new.role));
  elsif old.left_at is null and new.left_at is not null then
    perform audit_add(new.programme_id, new.person_id,
      case when new.person_id = current_person() then 'member.left' else 'member.removed' end, '{}');
  elsif old.role <> new.role then
    perform audit_add(new.programme_id, new.person_id, 'member.role_changed',
      jsonb_build_object('from', old.role, 'to', new.role));
  end if;
  return null;
end $$;
