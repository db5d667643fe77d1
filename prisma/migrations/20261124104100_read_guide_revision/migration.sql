-- The newest revision of an offer's guide, or null. A function in plpgsql, because its plan is kept for as long as the connection: written into the
-- query of the guide's pages, the same joins cost every page a new plan, also where a course has no revision of its own. Its words come along
-- only when they are not those of the revision that the reader has read before ("known").
CREATE FUNCTION read_guide_revision(p_offer_id uuid, p_time_zone text, p_known uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object(
      'id', r."id",
      'number', r."number",
      'note', r."note",
      'revisedOn', (r."created_at" AT TIME ZONE p_time_zone)::date,
      'author', (
        SELECT coalesce(nullif(e."name", ''), nullif(u."name", '')) FROM "users" u
        LEFT JOIN "enrolments" e ON e."course_id" = r."course_id" AND e."email" = u."email"
        WHERE u."id" = r."created_by"
      ),
      'words', CASE WHEN r."id" IS DISTINCT FROM p_known THEN r."content" -> 'guide' END
    )
    FROM "guide_revisions" r WHERE r."offer_id" = p_offer_id ORDER BY r."number" DESC LIMIT 1
  );
END $$;
