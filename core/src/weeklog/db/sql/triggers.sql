-- Not after every update of `tokens` and `sessions`: a request writes `last_used_at`.
create trigger tell_identity_changed after update of person_id, secret_hash, scopes, expires_at or delete on tokens
  for each row execute function tell_identity_changed('person_id');
create trigger tell_identity_changed after update of person_id, secret_hash, expires_at or delete on sessions
  for each row execute function tell_identity_changed('person_id');
create trigger tell_identity_changed after update or delete on people
  for each row execute function tell_identity_changed('id');
create trigger tell_identity_changed after update or delete on members
  for each row execute function tell_identity_changed('person_id');
create trigger tell_identities_changed after insert on members
  for each statement execute function tell_identities_changed();
create trigger tell_identities_changed after update or delete on programmes
  for each statement execute function tell_identities_changed();
create trigger tell_identities_changed after insert or update or delete on weeks
  for each statement execute function tell_identities_changed();
create trigger tell_identities_changed after insert or update or delete on mentorships
  for each statement execute function tell_identities_changed();
create trigger tell_identities_changed after insert or update or delete on substitutes
  for each statement execute function tell_identities_changed();

-- The condition keeps it from running for all other entries.
create trigger keep_blocked_since before insert or update on entries
  for each row when (new.status = 'blocked' or new.blocked_since is not null) execute function keep_blocked_since();
create trigger keep_changed after update on entries
  for each row when (old.version is distinct from new.version) execute function keep_entry_history();
create trigger keep_deleted after delete on entries
  for each row execute function keep_entry_history();

create trigger search_touch after insert or update of text on objectives
  for each row execute function search_touch();
create trigger search_touch after insert or update of text on achievements
  for each row execute function search_touch();
create trigger search_touch after insert or update of text on comments
  for each row execute function search_touch();

-- For each statement, so that an import of a thousand rows costs no more than one.
create trigger review_stale_added after insert on entries referencing new table as changed
  for each statement execute function mark_reviews_stale();
create trigger review_stale_changed after update on entries referencing new table as changed old table as former
  for each statement execute function mark_reviews_stale();
create trigger review_stale_removed after delete on entries referencing old table as changed
  for each statement execute function mark_reviews_stale();
create trigger review_stale_added after insert on objectives referencing new table as changed
  for each statement execute function mark_reviews_stale();
create trigger review_stale_changed after update on objectives referencing new table as changed old table as former
  for each statement execute function mark_reviews_stale();
create trigger review_stale_removed after delete on objectives referencing old table as changed
  for each statement execute function mark_reviews_stale();
create trigger review_stale_added after insert on achievements referencing new table as changed
  for each statement execute function mark_reviews_stale();
create trigger review_stale_changed after update on achievements referencing new table as changed old table as former
  for each statement execute function mark_reviews_stale();
create trigger review_stale_removed after delete on achievements referencing old table as changed
  for each statement execute function mark_reviews_stale();

create trigger review_stale_away after insert or delete on absences
  for each row execute function mark_reviews_stale_by_absence();

create trigger guard_review_round before update on reviews
  for each row execute function guard_review_round();

create trigger audit after insert or update of role, left_at on members for each row execute function audit_member();
create trigger audit after insert or delete on mentorships for each row execute function audit_mentorship();
create trigger audit after insert or delete on invitations for each row execute function audit_invitation();
create trigger audit after update on programmes for each row execute function audit_programme();
-- Not after an update of the test alone: its version stays.
create trigger audit after insert or delete or update of version on programme_models
  for each row execute function audit_assistant();
create trigger audit after insert or delete on absences for each row execute function audit_absence();
create trigger audit after insert or delete on substitutes for each row execute function audit_substitute();
-- Not after a code was asked for.
create trigger audit after insert or delete or update of expires_at on supervisors
  for each row execute function audit_supervisor();
create trigger audit after insert on supervisor_remarks for each row execute function audit_supervisor_remark();
-- Not after an update of the address alone, which the same change completes.
create trigger audit after insert or delete or update of changed_at on webhooks
  for each row execute function audit_webhook();
create trigger audit after insert or delete on code_hosts for each row execute function audit_code_host();
