-- The place behind all entries of somebody's week. Whoever asks for it holds that week until their transaction
-- ends, so that of two who write into it at once the second counts what the first has written. A statement of a
-- volatile function sees what was committed while it waited. It runs as the owner of the tables, for the person bound
-- alone: by all policies of who may read a week, to find its last place costs more than to write the entry.
create or replace function next_position(person uuid, programme uuid, week_number integer)
returns integer language plpgsql volatile security definer
set search_path = public, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'week', person, programme, week_number), 0));
  return (select coalesce(max(e.position) + 1, 0) from entries e
           where e.person_id = person and e.programme_id = programme and e.week = week_number
             and person = current_person());
end $$;
