/**
 * npm run words                 how many texts there are, and what is wrong with them: unused, older than their English,
 *                               of one English and several Chinese, against the rules of their language, or standing
 *                               in code as they are
 * npm run words -- table        all of them, to read through: English, Chinese, id
 * npm run words -- literals     texts in code that are no messages yet, with file and line
 * npm run words -- glued        messages that code glues into strings, by their types
 * npm run words -- seen         the Chinese of now says what the English of now says: it is written down
 * npm run words -- documents    the same of README and docs
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listsBy } from "../shared/machine/lists.ts";
import type { Texts } from "../shared/words/messages.ts";
import { ROOT } from "./build.ts";
import { documentPairs, readPair } from "./docs/documents.ts";
import { toolWords } from "./options.ts";
import { declaredTexts, unusedTexts } from "./words/declared.ts";
import { differingTexts } from "./words/doubles.ts";
import { gluedMessages } from "./words/glued.ts";
import { literalTexts } from "./words/literals.ts";
import { faultsOf } from "./words/rules.ts";
import { hashOf, isOlder, type Seen } from "./words/seen.ts";

const SEEN = join(ROOT, "tools/words/seen.json");
const SEEN_DOCUMENTS = join(ROOT, "tools/docs/seen.json");

/** A line for each text, as the formatter has it. */
function writeSeen(path: string, texts: readonly (Texts & { readonly id: string })[]): void {
  const lines = texts.map((text) => {
    const [en, zh] = hashOf(text);
    return `  "${text.id}": ["${en}", "${zh}"]`;
  });
  writeFileSync(path, `{\n${lines.join(",\n")}\n}\n`);
}

const [command = "report"] = toolWords({}).positionals;
const texts = await declaredTexts(ROOT);

switch (command) {
  case "report": {
    const seen = JSON.parse(readFileSync(SEEN, "utf8")) as Seen;
    const older = texts.filter((text) => isOlder(text, seen));
    const unused = unusedTexts(ROOT, texts);
    const literals = literalTexts(ROOT);
    console.log(
      `${texts.length} texts, ${unused.length} unused, ${older.length} whose Chinese is older than the English`,
    );
    for (const { id, file } of unused) console.log(`unused: ${id} (${file})`);
    for (const { id, file } of older) console.log(`older: ${id} (${file})`);
    for (const text of texts) for (const fault of faultsOf(text)) console.log(`${text.id} (${text.file}): ${fault}`);
    for (const same of differingTexts(texts)) {
      console.log(`one English, several Chinese: ${same[0]?.en}`);
      for (const { id, zh, file } of same) console.log(`  ${id} (${file}): ${zh}`);
    }
    console.log(`${literals.length} texts stand in code`);
    for (const [file, of] of listsBy(literals, ({ file }) => file)) console.log(`  ${of.length}\t${file}`);
    break;
  }
  case "table":
    for (const { id, en, zh } of texts) console.log(`${id}\n  ${en}\n  ${zh}`);
    break;
  case "literals":
    for (const { file, line, text } of literalTexts(ROOT))
      console.log(`${file}:${line}: ${text.replaceAll(/\s+/g, " ")}`);
    break;
  case "glued":
    for (const { file, line, text } of gluedMessages(ROOT)) console.log(`${file}:${line}: ${text}`);
    break;
  case "seen":
    writeSeen(SEEN, texts);
    break;
  case "documents":
    writeSeen(
      SEEN_DOCUMENTS,
      documentPairs(ROOT).map((pair) => ({ id: pair.en, ...readPair(ROOT, pair) })),
    );
    break;
  default:
    console.error(`There is no ${command}. --help says which there are.`);
    process.exitCode = 2;
}
