/** CycloneDX's own schema of a parts list, as its library has it on disk. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";

const SCHEMAS = join(
  dirname(fileURLToPath(import.meta.resolve("@cyclonedx/cyclonedx-library/package.json"))),
  "res/schema",
);

function schema(name: string): object {
  return JSON.parse(readFileSync(join(SCHEMAS, `${name}.SNAPSHOT.schema.json`), "utf8")) as object;
}

// Formats of addresses are told by others' programs; all else is held.
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
// By the names by which the list's schema refers to them.
for (const name of ["spdx", "jsf-0.82"]) {
  ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
}
const validate = ajv.compile(schema("bom-1.6"));

/** What the schema finds wrong, with where; empty = nothing. */
export function schemaProblems(list: string): readonly string[] {
  if (validate(JSON.parse(list))) return [];
  return (validate.errors ?? []).map(({ instancePath, message = "" }) => `${instancePath}: ${message}`);
}
