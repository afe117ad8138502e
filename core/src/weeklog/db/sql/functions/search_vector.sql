-- The words of a row, folded and stemmed: the generated column `words` of entries, objectives, achievements and
-- comments. Stored values change only when their row does: after a change here, rewrite the tables.
create or replace function search_vector(
  said text, tags text[] default '{}', resources jsonb default '[]')
returns tsvector
language plpgsql immutable parallel safe as $$
declare
  found tsvector := setweight(to_tsvector('public.weeklog_words', public.search_bare(said)), 'A');
begin
  if tags <> '{}' then
    found := found || setweight(to_tsvector('public.weeklog_words', public.search_bare(array_to_string(tags,
      ' '))), 'B');
  end if;
  if resources <> '[]' then
    found := found || setweight(to_tsvector('public.weeklog_words', public.search_bare(
      (select string_agg(concat_ws(' ', r ->> 'title', r ->> 'url'), ' ')
        from jsonb_array_elements(resources) r))), 'C');
  end if;
  return found;
end $$;
