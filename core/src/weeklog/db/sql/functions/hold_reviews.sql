-- Reviews of several people, held until the transaction ends, each with its week, and read under its owner's
-- rights. `waiting`: for whoever holds one now; else those are left out, so that whoever holds many never waits
-- for anybody. Each is held before its week is read: what is written meanwhile waits, and then marks it as
-- stale.
create function hold_reviews(of_reviews uuid[], owners uuid[], waiting boolean)
returns table (
  id uuid, person_id uuid, programme_id uuid, week integer, state text, version integer, lines jsonb, offers jsonb,
  deleted_keys text[], refused_bases text[], touched_at timestamptz, drafted_at timestamptz, sent_back_at timestamptz, first_day date,
    last_day date,
  holidays date[], days_off smallint[], zone text, language text, drafts_by_model boolean, entries jsonb, before jsonb, objectives jsonb,
  achievements jsonb, absences jsonb)
language plpgsql as $$
#variable_conflict use_column
begin
  for place in 1 .. cardinality(of_reviews) loop
    perform set_config('app.person_id', owners[place]::text, true);
    if waiting then
      perform from reviews r where r.id = of_reviews[place] for update;
    else
      perform from reviews r where r.id = of_reviews[place] for update skip locked;
    end if;
    continue when not found;
    return query
    select r.id, r.person_id, r.programme_id, r.week, r.state, r.version, r.lines, r.offers, r.deleted_keys,
      r.refused_bases, r.touched_at,
           r.drafted_at, r.sent_back_at, w.first_day, w.last_day, p.holidays, p.days_off, coalesce(o.zone,
             p.zone), o.language, p.drafts_by_model,
      (select jsonb_agg(jsonb_build_array(e.id, e.text, e.start_on, e.end_on, e.status, e.tags, e.resources,
        e.carried_from,
                                          e.carried_to, e.weeks_open, e.blocked_since, e.hours)
                                            order by e.position, e.id)
         from entries e where e.person_id = r.person_id and e.programme_id = r.programme_id and e.week = r.week),
      (select jsonb_agg(jsonb_build_array(e.id, e.text, e.start_on, e.end_on, e.status, e.tags, e.resources,
        e.carried_from,
                                          e.carried_to, e.weeks_open, e.blocked_since, e.hours)
                        order by e.start_on, e.position, e.id)
         from entries e where e.person_id = r.person_id and e.programme_id = r.programme_id and e.week = r.week - 1
          and e.status not in ('done', 'dropped') and e.carried_to is null),
      (select jsonb_agg(jsonb_build_array(a.id, a.text, a.state, a.done, a.evidence) order by a.position, a.id)
         from objectives a where a.person_id = r.person_id and a.programme_id = r.programme_id and a.week = r.week),
      (select jsonb_agg(jsonb_build_array(a.id, a.text, a.evidence) order by a.position)
         from achievements a where a.person_id = r.person_id and a.programme_id = r.programme_id and a.week = r.week),
      (select jsonb_agg(jsonb_build_array(a.first_day, a.last_day, a.part, a.reason) order by a.first_day, a.part)
         from absences a where a.person_id = r.person_id and a.programme_id = r.programme_id
          and a.first_day <= w.last_day and a.last_day >= w.first_day)
      from reviews r
      join weeks w on w.programme_id = r.programme_id and w.number = r.week
      join programmes p on p.id = r.programme_id
      join people o on o.id = r.person_id
     where r.id = of_reviews[place];
  end loop;
end $$;
