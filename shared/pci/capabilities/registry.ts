/** Which table decodes which capability id. Adding one = its file, a line here, its test. */
import { Context } from "../accessor.ts";
import { CARDBUS_HEADER } from "../header/cardbus.ts";
import { TYPE0_HEADER } from "../header/type0.ts";
import { TYPE1_HEADER } from "../header/type1.ts";
import type { CapabilityDef, FunctionContext } from "../layout.ts";
import type { CapabilityLocation } from "../walk.ts";
import { EXTENDED_DEFINITIONS } from "./extended/extended-definitions.ts";
import { STANDARD_DEFINITIONS } from "./standard/standard-definitions.ts";

/** In the order in which they are tried; several tables may share an id. */
export const DEFINITIONS: readonly CapabilityDef[] = [...STANDARD_DEFINITIONS, ...EXTENDED_DEFINITIONS];

/** By header type. */
export const HEADERS: readonly CapabilityDef[] = [TYPE0_HEADER, TYPE1_HEADER, CARDBUS_HEADER];

const byId = new Map<string, CapabilityDef[]>();
for (const def of DEFINITIONS) {
  const key = `${def.space}:${def.id}`;
  const list = byId.get(key);
  if (list) list.push(def);
  else byId.set(key, [def]);
}

/** The table for the capability at this place; null when only its bytes can be shown. */
export function findDefinition(location: CapabilityLocation, fn: FunctionContext): CapabilityDef | null {
  for (const def of byId.get(`${location.space}:${location.id}`) ?? []) {
    if (!def.match || def.match(new Context(def, fn, location.at))) return def;
  }
  return null;
}

/** The header's table for this header type; null for a type that no specification defines. */
export function headerDefinition(headerType: number): CapabilityDef | null {
  return HEADERS.find((def) => def.id === headerType) ?? null;
}
