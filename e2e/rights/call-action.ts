import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import { BUILD_COPY } from "@/e2e/fixtures/portal";
import type { ActionRow } from "./list-actions";
import { fillRoute } from "./list-rights";

/** A server action as the build names it: its identifier and the route of a page that offers it. */
export type Action = { name: string; id: string; route: string };

type Manifest = { node: Record<string, { exportedName: string; workers: Record<string, unknown> }> };

/** Every server action of the build, from the build's own list. */
export function listActions(): Action[] {
  const manifest: Manifest = JSON.parse(
    readFileSync(join(BUILD_COPY, "server/server-reference-manifest.json"), "utf8"),
  );
  return Object.entries(manifest.node).map(([id, { exportedName: name, workers }]) => {
    const page = Object.keys(workers).at(-1) ?? "";
    return { name, id, route: page.replace(/^app|\/page$|\/\([^)]+\)/g, "") || "/" };
  });
}

/** Calls an action as Next's own script does, without a browser: fields as React writes them, the action's name in a header. */
export function callAction({
  as,
  action,
  row,
  fields,
  parameters,
  headers,
}: {
  as: APIRequestContext;
  action: Action;
  row: ActionRow;
  fields: Record<string, string>;
  parameters: Record<string, string>;
  headers: Record<string, string>;
}): Promise<APIResponse> {
  const form = new FormData();
  // "file" is a parameter of routes; in a form it would have to be a file, and all that take one do without.
  const { file: _, ...sent } = { ...fields, ...row.fields };
  for (const [name, value] of Object.entries(sent)) form.append(`_1_${name}`, value);
  // The last, as React writes it: it is read when it comes, with the fields that are there by then.
  form.append("0", row.keepsState ? '[{},"$K1"]' : '["$K1"]');
  return as.post(fillRoute(action.route, parameters), {
    headers: { "Next-Action": action.id, Accept: "text/x-component", ...headers },
    multipart: form,
    maxRedirects: 0,
  });
}

/** Where an action's answer leads, without the way that Next's script is to take there; empty when it stays. */
export function leadsTo(answer: APIResponse): string {
  return (answer.headers()["x-action-redirect"] ?? answer.headers().location ?? "").split(";")[0] ?? "";
}
