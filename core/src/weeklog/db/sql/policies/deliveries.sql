-- The scheduler finds out what people are to be told; the message is written and sent on behalf of whom it is
-- for, and holds nothing that they could not read themselves. Everybody reads what was sent to them. What is
-- posted to a webhook is the programme's: the system writes and sends it, and shows it to the lead. What a
-- supervisor from outside is mailed the system writes and sends; the person whose reviews they read sees that
-- it was.
create policy own on deliveries to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
create policy metadata on deliveries to weeklog_system using (true) with check (true);
grant select, update (state, reason, attempts, unconfirmed, sent_at, about) on deliveries to weeklog_app;
grant select, insert, update (state, reason, attempts, sent_at, about, message_id, digest,
  created_at) on deliveries to weeklog_system;

create policy own on muted_mails to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
create policy metadata on muted_mails to weeklog_system using (true) with check (true);
grant select, insert, delete on muted_mails to weeklog_app;
grant select, insert on muted_mails to weeklog_system;
