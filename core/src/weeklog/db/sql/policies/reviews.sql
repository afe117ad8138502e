create policy own on reviews to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
grant select, insert, update, delete on reviews to weeklog_app;
-- A draft is its owner's until they submit it. Whoever follows them reads it from then on, and answers it
-- (`guard_review_round` says how).
create policy followed on reviews for select to weeklog_app
  using (state in ('submitted', 'sent_back', 'approved', 'published') and (:followed));
create policy answer on reviews for update to weeklog_app
  using (state in ('submitted', 'approved', 'published') and person_id <> current_person() and (:followed))
  with check (state in ('sent_back', 'approved', 'published'));
create policy supervised on reviews for select to current_user using (true); -- `supervised_reviews`
create policy stale on reviews for update to current_user using (true); -- `mark_reviews_stale`
create policy metadata on reviews to weeklog_system using (true) with check (true);
grant select (id, person_id, programme_id, week, state, version, due_at, job_id, drafted_at, submitted_at,
  sent_back_at,
              approved_at, approved_by, published_at, stale_at, touched_at),
      insert (id, person_id, programme_id, week, due_at, job_id), update (job_id) on reviews to weeklog_system;

create policy own on review_versions to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
create policy followed on review_versions for select to weeklog_app
  using ((:followed) and exists (select from reviews r where r.id = review_versions.review_id));
grant select, insert on review_versions to weeklog_app;

create policy reader on review_moves for select to weeklog_app
  using (person_id = current_person() or by = current_person() or :followed);
create policy mover on review_moves for insert to weeklog_app
  with check (by = current_person() and (person_id = current_person() or :followed));
create policy metadata on review_moves to weeklog_system using (true);
grant select, insert on review_moves to weeklog_app;
grant select (id, review_id, person_id, programme_id, move, by, version, at) on review_moves to weeklog_system;

create policy own on review_openings to weeklog_app
  using (reader_id = current_person()) with check (reader_id = current_person() and :followed);
grant select, insert, update on review_openings to weeklog_app;

-- Who approves a review signs it. What was signed is never changed.
create policy reader on review_snapshots for select to weeklog_app using (person_id = current_person() or (:followed));
create policy approver on review_snapshots for insert to weeklog_app
  with check (approved_by = current_person() and person_id <> current_person() and (:followed));
create policy metadata on review_snapshots for select to weeklog_system using (true);
grant select, insert on review_snapshots to weeklog_app;
grant select (id, review_id, person_id, programme_id, version, approved_by, key_id, sha256,
  at) on review_snapshots to weeklog_system;
