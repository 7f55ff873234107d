/**
 * Programs that write one value a line, `key: value` or `key=value`, with the address among them: facts that come before
 * it wait for it. Each program is one table.
 */
import type { Bdf } from "../../pci/bdf.ts";
import type { Dialect } from "../dialect.ts";
import { joinedFacts, type TextFacts } from "../text-facts.ts";

export interface KeyList {
  readonly name: string;
  /** `[key, value]` of a line, in its first two groups; linear in any text. */
  readonly line: RegExp;
  /** Keys, in small letters. */
  readonly facts: Readonly<Record<string, (value: string) => Partial<TextFacts>>>;
  /** The key whose value is the address, and what it is there; null = it is none. */
  readonly address: readonly [key: string, bdfOf: (value: string) => Bdf | null];
  /** Begins a function, so that nothing that was said before is about it. */
  readonly begins: RegExp;
}

const LONGEST_LINE = 1000;

export function keyListDialect({ name, line: pattern, facts, address, begins }: KeyList): Dialect {
  const [addressKey, bdfOf] = address;
  return {
    name,
    start: (sink) => {
      let waiting: Partial<TextFacts> = {};
      let bdf: Bdf | null = null;
      return (line) => {
        const { text } = line;
        if (text.length > LONGEST_LINE) return false;
        const isFirst = begins.test(text);
        if (isFirst) {
          waiting = {};
          bdf = null;
        }
        const [, key = "", value = ""] = pattern.exec(text) ?? [];
        const known = key.toLowerCase();
        const found = known === addressKey ? bdfOf(value.trim()) : null;
        if (found !== null) {
          bdf = found;
          sink.mention(bdf, line).tell(waiting);
          return true;
        }
        const read = Object.hasOwn(facts, known) ? facts[known] : undefined;
        if (read === undefined) return false;
        const told = read(value.trim());
        const fn = bdf === null || sink.current?.bdf !== bdf ? null : sink.current;
        if (fn === null) waiting = joinedFacts(waiting, told);
        else fn.tell(told);
        return isFirst || fn !== null;
      };
    },
  };
}
