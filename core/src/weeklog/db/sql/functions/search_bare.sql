-- The text without punctuation, letter for letter, so that places in the result are places in the text. Without
-- punctuation the parser sees words only: no host in `node.js`, no file in `ci/cd`, no tag in `<br>`.
create or replace function search_bare(text) returns text language sql immutable strict parallel safe
return regexp_replace($1, '[!-/:-@[-`{-~\x01\x02]', ' ', 'g');
