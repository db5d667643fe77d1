import type { CourseInstructor } from "@/features/courses/access";
import { makeDownload } from "@/features/reports/commands";
import { BYTE_ORDER_MARK, writeCsv } from "@/lib/tables/write-csv";
import type { Database } from "@/server/db";
import { done, type Outcome } from "@/server/errors";
import type { StreamedFile } from "@/server/send-stream";
import type { Snapshot } from "@/server/snapshot";
import { countTrail, type People, TRAIL_COLUMNS, walkTrail } from "./queries";
import type { TrailFilter } from "./schema";

type Asked = { proof: CourseInstructor; filter: TrailFilter; people: People | null };

/** Takes the events that the filters find out as a file. Refuses what makeDownload refuses. */
export async function exportTrail({ filter, people, ...at }: Database & Asked): Promise<Outcome<StreamedFile>> {
  return makeDownload({
    ...at,
    prepare: async (snapshot) => {
      const asked = { snapshot, proof: at.proof, filter, people };
      const rows = await countTrail(asked);
      const event = { act: "list.exported", detail: { list: "trail", format: "csv", rows } } as const;
      return done({ what: "trail", format: "csv", event, pieces: writeTrail(asked) });
    },
  });
}

async function* writeTrail(asked: Asked & { snapshot: Snapshot }): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + writeCsv([TRAIL_COLUMNS]);
  for await (const rows of walkTrail(asked)) {
    yield writeCsv(rows);
  }
}
