-- Who mentors whom: the row is about the member.
create function audit_mentorship() returns trigger language plpgsql as $$
declare
  told mentorships := coalesce(new, old);
begin
  perform audit_add(told.programme_id, told.member_id,
    case tg_op when 'INSERT' then 'mentor.added' else 'mentor.removed' end,
    jsonb_build_object('mentor_id', told.mentor_id));
  return null;
end $$;
