-- Links by which people join. The secret is not in the row, only its hash; the address that it is meant for is.
create function audit_invitation() returns trigger language plpgsql as $$
declare
  told invitations := coalesce(new, old);
begin
  if tg_op = 'INSERT' then
    perform audit_add(told.programme_id, null, 'invitation.made',
      jsonb_build_object('role', told.role, 'uses', told.uses_left, 'email', told.email));
  else
    perform audit_add(told.programme_id, null, 'invitation.revoked', jsonb_build_object('role', told.role));
  end if;
  return null;
end $$;
