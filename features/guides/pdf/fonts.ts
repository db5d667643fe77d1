import { readFileSync } from "node:fs";
import path from "node:path";

export type FontName = "regular" | "italic" | "bold";

const files: Record<FontName, string> = {
  regular: "400Regular/SourceSans3_400Regular.ttf",
  italic: "400Regular_Italic/SourceSans3_400Regular_Italic.ttf",
  bold: "600SemiBold/SourceSans3_600SemiBold.ttf",
};

let loaded: Record<FontName, Buffer> | undefined;

/**
 * The faces that the handout embeds, read once per process. They are found from the working directory, which is the portal's folder for the
 * server, the worker and the tests alike; a bundler's idea of `import.meta.url` is not. Throws when the package is not installed.
 */
export function loadFonts(): Record<FontName, Buffer> {
  loaded ??= {
    regular: readFont(files.regular),
    italic: readFont(files.italic),
    bold: readFont(files.bold),
  };
  return loaded;
}

function readFont(file: string): Buffer {
  return readFileSync(path.join(process.cwd(), "node_modules", "@expo-google-fonts", "source-sans-3", file));
}
