/**
 * Where texts are declared: English and Chinese beside each other, in ICU MessageFormat. Values are typed by the English text;
 * a Chinese text that lacks one, or names one that the English has not, is an error of the compiler.
 */
import type { GetICUArgs } from "@schummar/icu-type-parser";
import type { Message, Value } from "./message.ts";

/** A text in every language. */
export interface Texts {
  readonly en: string;
  readonly zh: string;
}

type Args<Text extends string> = GetICUArgs<
  Text,
  { ICUArgument: Value; ICUNumberArgument: number; ICUDateArgument: number }
>;

/** Values that only choose an English form, so that Chinese may do without them. */
type Grammar<A> = { [K in keyof A]: A[K] extends number ? K : Value extends A[K] ? never : K }[keyof A];

type Chinese<T extends Texts> =
  Exclude<keyof Args<T["zh"]>, keyof Args<T["en"]>> extends never
    ? Exclude<keyof Args<T["en"]>, keyof Args<T["zh"]> | Grammar<Args<T["en"]>>> extends never
      ? string
      : ["lacks", Exclude<keyof Args<T["en"]>, keyof Args<T["zh"]> | Grammar<Args<T["en"]>>>]
    : ["is not in the English", Exclude<keyof Args<T["zh"]>, keyof Args<T["en"]>>];

type Checked<T extends Record<string, Texts>> = {
  readonly [K in keyof T]: { readonly en: string; readonly zh: Chinese<T[K]> };
};

/** A message where the text has no values, and what makes one of its values where it has. */
type Maker<Text extends string> = keyof Args<Text> extends never ? Message : (values: Args<Text>) => Message;

const ALL = new Map<string, Texts>();

/**
 * Declares the texts of an area; `area.name` is the id of each.
 * @throws Error for an id that there is already
 */
export function messages<const T extends Record<string, Texts>>(
  area: string,
  texts: T & Checked<T>,
): { readonly [K in keyof T]: Maker<T[K]["en"]> } {
  const made = Object.entries<Texts>(texts).map(([name, text]) => {
    const id = `${area}.${name}`;
    if (ALL.has(id)) throw new Error(`there are two texts ${id}`);
    ALL.set(id, text);
    const maker = text.en.includes("{") ? (values: Message["values"]) => ({ say: id, values }) : { say: id };
    return [name, maker] as const;
  });
  return Object.fromEntries(made) as never;
}

/** The texts of an id; null for one that is not known here: of a later version, or of a part that is not loaded. */
export function textsOf(id: string): Texts | null {
  return ALL.get(id) ?? null;
}

/** Every text that is declared by what is loaded, by its id. */
export function allTexts(): ReadonlyMap<string, Texts> {
  return ALL;
}
