/** Every text that the product declares, with where it stands and which of them nothing uses. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { allTexts, type Texts } from "../../shared/words/messages.ts";

/** Files that declare texts: those that travel, those of the window, and those of single programs. */
const DECLARING = ["shared/words/texts/*.ts", "renderer/words/*.ts", "electron/**/words.ts", "electron/**/words/*.ts"];
const PRODUCT = ["shared/**/*.ts", "renderer/**/*.{ts,tsx}", "electron/**/*.ts"];

export interface DeclaredText extends Texts {
  readonly id: string;
  readonly file: string;
  /** As code names it: `VFIO_CHECK_WORDS.bound`. */
  readonly name: string;
}

function productFiles(root: string, patterns: readonly string[]): string[] {
  return globSync([...patterns], { cwd: root })
    .filter((file) => !/\.test\.tsx?$|(?:^|\/)testing\//.test(file))
    .sort();
}

/** The id of a message, or of those that a function makes of values. */
function idOf(maker: unknown): string | null {
  const made: unknown = typeof maker === "function" ? maker({}) : maker;
  return typeof made === "object" && made !== null && "say" in made ? String(made.say) : null;
}

/** Loads what declares texts. @param root of the project */
export async function declaredTexts(root: string): Promise<DeclaredText[]> {
  const found: DeclaredText[] = [];
  for (const file of productFiles(root, DECLARING)) {
    const before = new Set(allTexts().keys());
    const loaded: Record<string, unknown> = await import(join(root, file));
    for (const [constant, made] of Object.entries(loaded)) {
      if (typeof made !== "object" || made === null) continue;
      for (const [key, maker] of Object.entries(made)) {
        const id = idOf(maker);
        const texts = id === null || before.has(id) ? undefined : allTexts().get(id);
        if (id !== null && texts !== undefined) found.push({ id, file, name: `${constant}.${key}`, ...texts });
      }
    }
  }
  return found;
}

/** Code in which texts that it imports by another name (`FUNCTION_WORDS as T`) have their own. */
function withoutAliases(code: string): string {
  const aliases = [...code.matchAll(/\b([A-Z][A-Z0-9_]*_?(?:WORDS|COMMON)) as (\w+)\b/g)];
  return aliases.reduce((text, [, own = "", alias]) => {
    return text.replaceAll(new RegExp(`\\b${alias}(?=\\s*[.[)])`, "g"), own);
  }, code);
}

/** Texts that no code of the product names. Where code picks one of a file's texts by a key (`T[kind]`), all of it count. */
export function unusedTexts(root: string, texts: readonly DeclaredText[]): DeclaredText[] {
  const code = productFiles(root, PRODUCT)
    .map((file) => withoutAliases(readFileSync(join(root, file), "utf8")))
    .join("\n");
  const named = new Set(code.match(/\b[A-Z][A-Z0-9_]*_?(?:WORDS|COMMON)\b(?:\.\w+|\s*\[|\s*\))?/g) ?? []);
  const names = new Set([...named].map((name) => name.replaceAll(/\s/g, "")));
  return texts.filter(({ name }) => {
    const [constant = ""] = name.split(".");
    return !names.has(name) && !names.has(`${constant}[`) && !names.has(`${constant})`);
  });
}
