-- What a supervisor from outside did with a review: nothing that they wrote, and nobody who has an account did it.
create function audit_supervisor_remark() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
  insert into audit (programme_id, actor_id, about_id, action, details)
  select new.programme_id, null, new.person_id,
         case new.kind when 'approval' then 'supervisor.approved' else 'supervisor.commented' end,
         jsonb_build_object('name', new.name, 'week', r.week)
    from reviews r where r.id = new.review_id;
  return null;
end $$;
