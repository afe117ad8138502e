create policy joined on programmes to weeklog_app
  using (exists (select from members where programme_id = programmes.id));
create policy metadata on programmes to weeklog_system using (true) with check (true);
create policy audit on programmes for select to current_user using (true); -- `audit_add`
grant select on programmes to weeklog_app;
grant select, insert, update, delete on programmes to weeklog_system;

create policy joined on weeks to weeklog_app
  using (exists (select from members where programme_id = weeks.programme_id));
create policy metadata on weeks to weeklog_system using (true) with check (true);
create policy search on weeks for select to current_user using (true);
grant select on weeks to weeklog_app;
grant select, insert, update, delete on weeks to weeklog_system;

create policy own on members to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
create policy metadata on members to weeklog_system using (true) with check (true);
create policy search on members for select to current_user using (true);
grant select on members to weeklog_app;
grant select, insert, update, delete on members to weeklog_system;

create policy own on mentorships for select to weeklog_app
  using (mentor_id = current_person() or member_id = current_person());
create policy metadata on mentorships to weeklog_system using (true) with check (true);
create policy search on mentorships for select to current_user using (true);
grant select on mentorships to weeklog_app;
grant select, insert, update, delete on mentorships to weeklog_system;

create policy metadata on invitations to weeklog_system using (true) with check (true);
grant select, insert, update, delete on invitations to weeklog_system;
