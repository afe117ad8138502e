-- English stems over letters without accents. No stop words: `do`, `an` and `me` are Vietnamese syllables too.
do $$
begin
  if exists (select from pg_ts_config where cfgname = 'weeklog_words' and cfgnamespace = 'public'::regnamespace) then
    return;
  end if;
  create text search dictionary weeklog_stem (template = snowball, language = english);
  create text search configuration weeklog_words (parser = default);
  alter text search configuration weeklog_words
    add mapping for asciiword, word, numword with unaccent, weeklog_stem;
  alter text search configuration weeklog_words add mapping for uint, int, float, sfloat with simple;
  create text search configuration weeklog_plain (parser = default);
  alter text search configuration weeklog_plain add mapping for asciiword, word, numword with unaccent, simple;
end $$;
