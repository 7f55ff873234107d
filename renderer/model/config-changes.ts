/** What differs between two readings of a configuration space. Pure. */
import type { FieldNode } from "../../shared/pci/decode.ts";
import type { DecodedConfig } from "./decoded-config.ts";

export interface FieldChange {
  /** Raw value and meaning before. */
  readonly raw: number | bigint;
  readonly shown: string;
  /** When the new value was read: milliseconds since 1970. */
  readonly at: number;
}

export interface Changes {
  /** By path: fields, also those of bits that no specification names. */
  readonly fields: ReadonlyMap<string, FieldChange>;
  /** By offset: the byte before. */
  readonly bytes: ReadonlyMap<number, number>;
  /** Of the latest. */
  readonly at: number;
}

export const NO_CHANGES: Changes = { fields: new Map(), bytes: new Map(), at: 0 };

function fieldsOf({ decoded }: DecodedConfig): FieldNode[] {
  const structures = decoded.header === null ? decoded.capabilities : [decoded.header, ...decoded.capabilities];
  return structures.flatMap(({ registers }) => registers.flatMap(({ fields }) => fields));
}

/** Only what is known in both counts: bytes that could not be read before have not changed. */
export function changesBetween(before: DecodedConfig, after: DecodedConfig, at: number): Changes {
  const old = new Map(fieldsOf(before).map((field) => [field.path, field]));
  const fields = new Map<string, FieldChange>();
  for (const { path, raw } of fieldsOf(after)) {
    const was = old.get(path);
    if (was === undefined || was.raw === null || raw === null || was.raw === raw) continue;
    fields.set(path, { raw: was.raw, shown: was.shown, at });
  }
  const bytes = new Map<number, number>();
  const length = Math.min(before.space.length, after.space.length);
  for (let offset = 0; offset < length; offset++) {
    if (!before.space.has(offset, 1) || !after.space.has(offset, 1)) continue;
    const was = before.space.u8(offset);
    if (was !== after.space.u8(offset)) bytes.set(offset, was);
  }
  return { fields, bytes, at };
}
