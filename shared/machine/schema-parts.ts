/** What the schemas of facts, operations and the wire are made of. */
import { z } from "zod";
import { BDF_PATTERN, type Bdf } from "../pci/bdf.ts";
import { visibleLine, visibleText } from "../pci/visible-text.ts";
import { isWords, mapWords, type Words } from "../words/message.ts";

export const BdfSchema = z
  .string()
  .regex(BDF_PATTERN, "not a function address like 0000:01:00.0")
  .transform((text) => text as Bdf);
export const HexNumber = z.string().regex(/^0x[0-9a-f]{1,16}$/);
/** Of a plan, an operation, an entry of the journal or a question: made by the program. */
export const Id = z.string().regex(/^[\w.-]{1,64}$/, "not an id");
export const count = z.int().min(0);
/** One line for a person: names and words of machines are made visible on their way to the window. */
export const text = z.string().transform(visibleLine);
/** The same for what has lines: a program's own words, the bytes of a write. */
export const lines = z.string().transform(visibleText);
/** Text that is a message, or words of somebody else. Any id: an older window reads plans of a newer program. */
export const words = z
  .custom<Words>((value) => isWords(value), "neither text nor a message")
  // A copy, as of every other schema: texts are made visible in it on its way to the window.
  .transform((value) => mapWords(value, (text) => text));
/** The same on its way to the window, with what machines gave in it made visible. */
export const shownWords = words.transform((value) => mapWords(value, visibleLine));
export const maybe = <T extends z.ZodType>(schema: T) => schema.nullable();

/** The same type, readonly all through; a branded text such as a BDF stays what it is. */
export type Frozen<T> = T extends Words
  ? T
  : T extends string | number | boolean | null | undefined
    ? T
    : { readonly [K in keyof T]: Frozen<T[K]> };
/** What a schema describes, to be read and not changed. */
export type Stated<S extends z.ZodType> = Frozen<z.infer<S>>;
