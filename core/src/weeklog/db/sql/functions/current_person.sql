-- The person bound to the transaction; none when nobody is bound: the setting reads '' once a connection has used it.
create or replace function current_person() returns uuid language sql stable
return nullif(current_setting('app.person_id', true), '')::uuid;
