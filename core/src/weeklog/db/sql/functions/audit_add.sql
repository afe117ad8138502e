-- One row of the audit log. The actor is the person bound to the transaction. Where the programme is being
-- deleted there is nothing to add to, and who is being deleted is no longer named. It runs as the owner of the
-- tables: who makes a change may not read the rows of whom it is about, and may add no line by themselves.
create function audit_add(programme uuid, about uuid, action text, details jsonb) returns void language sql
security definer set search_path = public, pg_temp as $$
  insert into audit (programme_id, actor_id, about_id, action, details)
  select p.id, (select id from people where id = current_person()), (select id from people
    where id = about), action, details
    from programmes p where p.id = programme
$$;
