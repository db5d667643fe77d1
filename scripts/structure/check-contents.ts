import ts from "typescript";
import type { Violation } from "./violation";

const PAGE_LINES = 60;
const ACTION_LINES = 15;
const PORTAL = /^(app|features|content|components|server|lib)\/|^(worker|watch|middleware|instrumentation)[.]ts$/;
const TEST = /[.](test|spec)[.]tsx?$/;
const DOOR = /^features\/.*\/(loaders|actions|jobs)[.]ts$/;

// Everything else asks server/env.ts, where each setting is checked once and explained in .env.example.
const READS_ENVIRONMENT: Record<string, string> = {
  "server/env.ts": "the one reader",
  "app/layout.tsx": "NODE_ENV is Next's own word for a development server",
  "instrumentation.ts": "NEXT_RUNTIME is Next's own word for where the file runs",
  "server/auth/ask-next-auth.ts": "next-auth learns the portal's address from NEXTAUTH_URL only, which is written here",
};

// Nothing that a window, an expiry or a stamp is judged by: the time of the process may be wrong.
const READS_THE_CLOCK: Record<string, string> = {
  "server/auth/session.ts":
    "how long this process remembers an opened cookie, which next-auth judges by the same clock",
  "server/auth/provider-accounts.ts": "a field that next-auth wants and nobody reads; the database has its own",
};

/** Checks what stands in a source file of the portal (tests and tools are not looked at): directives, sizes, forbidden words. */
export function checkContents({ path, text }: { path: string; text: string }): Violation[] {
  if (!PORTAL.test(path) || TEST.test(path)) return [];
  const source = ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const found: Violation[] = [...checkSizes(source), ...checkReExports(source)];
  const visit = (node: ts.Node) => {
    const complaint = judge(node, path);
    if (complaint) found.push({ ...complaint, path, line: lineOf(source, node) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

type Complaint = { rule: string; sentence: string };

function judge(node: ts.Node, path: string): Complaint | undefined {
  if (ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression))
    return judgeDirective(node.expression.text, path);
  if (ts.isPropertyAccessExpression(node)) return judgeAccess(node, path);
  const isClock =
    (ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length) ||
    (ts.isCallExpression(node) && node.expression.getText() === "Date");
  return isClock && !(path in READS_THE_CLOCK) ? CLOCK : undefined;
}

const CLOCK = {
  rule: "database-clock",
  sentence: "The database's clock decides: take `now` as an argument, or ask databaseNow(tx).",
};

function judgeDirective(directive: string, path: string): Complaint | undefined {
  if (directive === "use server" && !path.endsWith("/actions.ts")) {
    return {
      rule: "use-server-in-actions",
      sentence: 'Server Actions stand in a file called actions.ts, which begins with "use server".',
    };
  }
  if (
    directive === "use client" &&
    !/\/?components\//.test(path) &&
    !/^app\/(.+\/)?(global-)?error[.]tsx$/.test(path)
  ) {
    return {
      rule: "use-client-at-leaves",
      sentence: "Only a leaf in components/ (or an error page) runs in the browser.",
    };
  }
  return undefined;
}

function judgeAccess(node: ts.PropertyAccessExpression, path: string): Complaint | undefined {
  const whole = node.getText();
  if (whole === "process.env" && !(path in READS_ENVIRONMENT)) {
    return {
      rule: "environment-read-once",
      sentence: "Only server/env.ts reads process.env: add the setting there and ask environment().",
    };
  }
  if (node.expression.getText() === "console") {
    return { rule: "no-console", sentence: "Use log() of server/log.ts, which redacts." };
  }
  if (whole === "Date.now" && !(path in READS_THE_CLOCK)) return CLOCK;
  const owner = node.expression;
  const asked = ts.isPropertyAccessExpression(owner) ? owner.name.text : owner.getText();
  if (DOOR.test(path) && (asked === "prisma" || asked === "pool")) {
    return {
      rule: "doors-hand-the-database-on",
      sentence: "Move the question to queries.ts or commands.ts, and hand the database to it.",
    };
  }
  return undefined;
}

function checkSizes(source: ts.SourceFile): Violation[] {
  const path = source.fileName;
  const lines = source.text.trimEnd().split("\n").length;
  if (/(^|\/)page[.]tsx$/.test(path) && path.startsWith("app/") && lines > PAGE_LINES) {
    const sentence = `A page of ${lines} lines; ${PAGE_LINES} is the most: move what it draws into components.`;
    return [{ rule: "pages-are-thin", path, sentence }];
  }
  if (!path.endsWith("/actions.ts")) return [];
  return source.statements.flatMap((statement) => {
    const line = lineOf(source, statement);
    const length = source.getLineAndCharacterOfPosition(statement.end).line + 2 - line;
    if (length <= ACTION_LINES || ts.isImportDeclaration(statement)) return [];
    const sentence = `An action of ${length} lines; ${ACTION_LINES} is the most: what it decides belongs in rules.ts or commands.ts.`;
    return [{ rule: "actions-are-short", path, line, sentence }];
  });
}

function checkReExports(source: ts.SourceFile): Violation[] {
  const passedOn = source.statements.find(
    (statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier,
  );
  if (!passedOn) return [];
  const sentence = "A file exports what it makes; import other things from where they are made.";
  return [{ rule: "no-barrels", path: source.fileName, line: lineOf(source, passedOn), sentence }];
}

function lineOf(source: ts.SourceFile, node: ts.Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}
