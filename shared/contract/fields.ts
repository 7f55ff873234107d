/** Answers of a search through the registers of all functions of a machine. */
import { z } from "zod";
import { BdfSchema, count, maybe, text } from "../machine/schema-parts.ts";

/** One register or field of one function. */
const Hit = z.strictObject({
  bdf: BdfSchema,
  /** Its place in the decoded space: `exp@60.lnkctl.aspm`. */
  path: text,
  /** `0x0040`; null where the bytes could not be read or there is no raw value. */
  raw: maybe(text),
  /** The meaning; empty when there is none beyond the number. */
  shown: text,
  problem: z.boolean(),
});

/** The same register or field wherever it was found. */
const Group = z.strictObject({
  /** `exp.lnkctl.aspm` */
  id: text,
  /** `PCI Express`, as people call it. */
  capability: text,
  /** null for a capability itself and for a value out of several registers. */
  register: maybe(text),
  name: text,
  bits: z.tuple([count, count]).nullable(),
  /** What its table says of it, in English; null where that is nothing. */
  help: maybe(text),
  /** Functions where it was found, of which `hits` may hold only the first. */
  functions: count,
  hits: z.array(Hit),
  /** The values it has, most frequent first; at most twelve. */
  values: z.array(z.strictObject({ raw: maybe(text), shown: text, functions: count })),
});

export const FieldQuery = z.strictObject({
  query: z.string().max(200),
  /** Most groups and most hits in each that are answered; all are counted. */
  groups: z.int().min(1).max(100),
  each: z.int().min(1).max(4096),
});

export const FieldAnswer = z.strictObject({
  /** `superseded`: a newer query of this page came before this one was through. */
  state: z.enum(["done", "superseded"]),
  groups: z.array(Group),
  /** Groups and hits in all. */
  found: z.strictObject({ groups: count, hits: count }),
  /** Functions whose registers were looked through. */
  searched: count,
  /** Functions that were left out, and those of which only the first 64 bytes are known. */
  left: z.strictObject({ asleep: count, gone: count, unreadable: count, cut: count }),
});

export type FieldQueryInput = z.infer<typeof FieldQuery>;
export type FieldAnswerData = z.infer<typeof FieldAnswer>;
export type FieldGroup = FieldAnswerData["groups"][number];
export type FieldHit = FieldGroup["hits"][number];
