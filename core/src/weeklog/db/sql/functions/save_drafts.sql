-- New drafts of several people's reviews, each written under its owner's rights. The caller holds the reviews.
create function save_drafts(drafts jsonb, moment timestamptz) returns void language plpgsql as $$
declare
  d record;
begin
  for d in select * from jsonb_to_recordset(drafts) as one (
    review_id uuid, person_id uuid, programme_id uuid, lines jsonb, offers jsonb, version integer, facts jsonb,
      sources jsonb, refused_bases text[],
    state text, why text)
  loop
    perform set_config('app.person_id', d.person_id::text, true);
    update reviews r set lines = d.lines, offers = d.offers, version = d.version, facts = d.facts, sources = d.sources,
           refused_bases = d.refused_bases, state = d.state, drafted_at = moment, stale_at = null, updated_at = now()
     where r.id = d.review_id;
    if d.why is not null then
      insert into review_versions (review_id, version, person_id, programme_id, lines, why, at)
      values (d.review_id, d.version, d.person_id, d.programme_id, d.lines, d.why, moment);
    end if;
  end loop;
end $$;
