/** What two machines, or one at two moments, differ in: as it is answered, shown and printed. */
import { z } from "zod";
import { BdfSchema, count, maybe, type Stated, shownWords } from "../machine/schema-parts.ts";

const text = z.string();
const flag = z.boolean();
/** The same of both machines: here, the one that is compared, and there, the one that it is compared with. */
const both = <T extends z.ZodType>(schema: T) => z.tuple([schema, schema]);

const DifferenceSchema = z.strictObject({
  /** `Driver`, `SR-IOV › SR-IOV Control › VF Enable` */
  name: shownWords,
  /** As people read them, here and there. */
  values: both(shownWords),
  /** Where the register is in configuration space here, or there where it is only there; null = it is a fact. */
  offset: maybe(count),
  /** Its place in the decoded space here; null where it has none. */
  path: maybe(text),
  /** Hardware or the kernel changes it in everyday work: a status bit, the address of an interrupt. */
  volatile: flag,
  /** Which of the values came out of a pasted text. */
  fromText: both(flag),
});
export interface Difference extends Stated<typeof DifferenceSchema> {}

const FunctionComparisonSchema = z.strictObject({
  /**
   * `moved`: the same card at another address. `other card`: one address, and another card there. `here only`, `there only`:
   * the other machine has no such function.
   */
  place: z.enum(["same", "moved", "other card", "here only", "there only"]),
  /** Null where it is only on the other machine. */
  functions: both(maybe(z.strictObject({ bdf: BdfSchema, name: shownWords }))),
  /** Those that count first; at most as many as were asked for. */
  differences: z.array(DifferenceSchema),
  /** Of all of them: those that count, and the volatile ones. */
  differ: count,
  volatile: count,
  /** Facts that the other side alone knows, by name: of here, and of there. They are no difference. */
  unknown: both(z.array(shownWords)),
});
export interface FunctionComparison extends Stated<typeof FunctionComparisonSchema> {}

export const ComparisonSchema = z.strictObject({
  /** What the two are called, which is never the same. */
  names: both(text),
  /** Do they list every function that there is? A text has those that somebody printed. */
  listsAll: both(flag),
  /** What is known of the machines as a whole. */
  machine: z.array(DifferenceSchema),
  /** In the order of addresses, those that differ before those of which only volatile fields do. */
  functions: z.array(FunctionComparisonSchema),
  /** Functions that differ, and those of which only volatile fields do, that have no place in the list. */
  more: count,
  moreVolatile: count,
  counts: z.strictObject({
    /** Functions that are on both. */
    compared: count,
    /** Of them: those with a difference that counts, the moved and the other cards among them. */
    differ: count,
    moved: count,
    otherCard: count,
    only: both(count),
    /** Volatile facts and fields that differ. */
    volatile: count,
    /** Functions of which only one side has bytes. */
    bytesOnce: count,
    /** Facts and fields of functions on both that one side alone knows: they are no difference. */
    onlyKnown: both(count),
  }),
});
export interface Comparison extends Stated<typeof ComparisonSchema> {}

/** Is everything the same that both know? */
export function isSame({ machine, counts: { differ, only } }: Comparison): boolean {
  return machine.length === 0 && differ === 0 && only[0] === 0 && only[1] === 0;
}
