-- A name's last word also begins after an apostrophe or a hyphen (' and U+2019, - and U+2010), so that "brien" finds Sean O'Brien and "jones"
-- finds Ann Smith-Jones. Null where it would say no more than what follows the first word, or than the only one.
DROP INDEX "enrolments_name_last";

CREATE OR REPLACE FUNCTION last_word(p_folded text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT nullif(split_part(translate(p_folded, U&'''\2019-\2010', '    '), ' ', -1), ltrim(substr(p_folded, strpos(p_folded, ' ') + 1)))
$$;

CREATE INDEX "enrolments_name_last" ON "enrolments" ("course_id", (last_word(fold_name("name")) COLLATE "C"), "id")
  WHERE last_word(fold_name("name")) IS NOT NULL;
