-- Links by which people join. Neither the secret nor the address that it is meant for is kept here.
create function audit_invitation() returns trigger language plpgsql as $$
declare
  told invitations := coalesce(new, old);
begin
  if tg_op = 'INSERT' then
    perform audit_add(told.programme_id, null, 'invitation.made',
      jsonb_build_object('role', told.role, 'uses', told.uses_left, 'for_one_address', told.email is not null));
  else
    perform audit_add(told.programme_id, null, 'invitation.revoked', jsonb_build_object('role', told.role));
  end if;
  return null;
end $$;
