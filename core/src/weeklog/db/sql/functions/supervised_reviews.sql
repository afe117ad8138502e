-- What the link of a supervisor from outside opens: reviews that were submitted, of the one person they were
-- invited to, for as long as the invitation lasts. It runs as the owner of the tables: who asks has no account,
-- and the system role reads no review.
create function supervised_reviews(supervisor uuid, moment timestamptz)
returns table (id uuid, week integer, state text, version integer, lines jsonb, submitted_at timestamptz,
  person_name text,
               programme_name text, archived boolean)
language sql stable security definer
set search_path = public, pg_temp
as $$
  select r.id, r.week, r.state, r.version, r.lines, r.submitted_at, p.name, g.name, g.archived_at is not null
    from supervisors s
    join members m on m.programme_id = s.programme_id and m.person_id = s.person_id and m.left_at is null
    join reviews r on r.programme_id = s.programme_id and r.person_id = s.person_id
                  and r.state in ('submitted', 'approved', 'published')
    join people p on p.id = s.person_id
    join programmes g on g.id = s.programme_id
   where s.id = supervisor and s.expires_at > moment
$$;
