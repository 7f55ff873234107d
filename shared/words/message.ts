/** A text as data: which one, and its values. Whoever reads it renders it in their own language (`say.ts`). */

/** What stands in a text: names and numbers as they are, other messages, and lists (`a, b and c`). */
export type Value = string | number | Message | readonly Value[];

/** JSON. Its id is an interface: journals and reports keep it, so it never changes its meaning nor its values their names. */
export interface Message {
  /** `area.name`, as `messages()` made it. */
  readonly say: string;
  readonly values?: Readonly<Record<string, Value>>;
}

/** A message, or what came as words and stays so: a kernel's, ssh's, a program's own, those of an old journal. */
export type Words = string | Message;

/** How deep messages and lists lie in one another at the most: one from elsewhere that goes deeper is refused. */
const MOST_DEPTH = 12;
const MOST_ID = 100;

/** Whether something from elsewhere is words; ids that are not known here are words too. */
export function isWords(value: unknown, depth = 0): value is Words {
  return typeof value === "string" || isMessage(value, depth);
}

function isMessage(value: unknown, depth: number): value is Message {
  if (typeof value !== "object" || value === null || Array.isArray(value) || depth > MOST_DEPTH) return false;
  const { say, values, ...rest } = value as Record<string, unknown>;
  if (typeof say !== "string" || say.length > MOST_ID || Object.keys(rest).length > 0) return false;
  if (values === undefined) return !("values" in value);
  if (typeof values !== "object" || values === null || Array.isArray(values)) return false;
  return Object.values(values).every((item) => isValue(item, depth + 1));
}

function isValue(value: unknown, depth: number): value is Value {
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return depth <= MOST_DEPTH && value.every((item) => isValue(item, depth + 1));
  return isWords(value, depth);
}

/** The same words with every text in them, of values too, as `change` makes it. */
export function mapWords(words: Words, change: (text: string) => string): Words {
  return typeof words === "string" ? change(words) : mapMessage(words, change);
}

function mapMessage(message: Message, change: (text: string) => string): Message {
  if (message.values === undefined) return message;
  const entries = Object.entries(message.values).map(([name, value]) => [name, mapValue(value, change)]);
  return { say: message.say, values: Object.fromEntries(entries) };
}

function mapValue(value: Value, change: (text: string) => string): Value {
  if (typeof value === "number") return value;
  if (typeof value === "string") return change(value);
  if (isList(value)) return value.map((item) => mapValue(item, change));
  return mapMessage(value, change);
}

/** Tells a list from a message: `Array.isArray` does not narrow a readonly one. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
