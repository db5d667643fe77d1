-- AlterTable
ALTER TABLE "courses" ADD COLUMN     "settings_version" INTEGER NOT NULL DEFAULT 1;

-- What was scrubbed stays scrubbed: neither a form nor an import that was under way may put a name or an address back.
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_scrubbed_tell_nothing"
  CHECK ("scrubbed_at" IS NULL OR ("name" = '' AND "email" LIKE 'gone-%@scrubbed.invalid'));

CREATE FUNCTION refuse_unscrubbing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was scrubbed stays scrubbed' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER "enrolments_stay_scrubbed" BEFORE UPDATE OF "scrubbed_at" ON "enrolments"
  FOR EACH ROW WHEN (OLD."scrubbed_at" IS NOT NULL AND NEW."scrubbed_at" IS DISTINCT FROM OLD."scrubbed_at")
  EXECUTE FUNCTION refuse_unscrubbing();
