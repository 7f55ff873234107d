/** What an expectation is: something that must be true of a machine after a step, read back and not assumed. */
import type { z } from "zod";
import type { FunctionFacts, HostFacts, ScanResult } from "../../machine/facts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Words } from "../../words/message.ts";
import { EXPECTATION_WORDS } from "../../words/texts/expectations.ts";
import { type Target, targetName } from "./target.ts";
import type { Closer, Draft } from "./verb.ts";

/** A look at some functions of a machine; a function that is missing is not there. */
export interface Look extends Closer {
  readonly host: HostFacts;
  readonly functions: ReadonlyMap<Bdf, FunctionFacts>;
}

export function lookOf(scan: ScanResult): Look {
  return { host: scan.host, functions: new Map(scan.functions.map((fn) => [fn.bdf, fn])) };
}

/** What is so in place of what was expected: the function has left, nothing tells it, or the same with other values. */
export type Instead<E> = "gone" | "untold" | E;

/** {@link Kind.instead} for a value among the facts of a function; null = they do not tell it. */
export function otherValue<V, E extends { readonly bdf: Bdf; readonly value: V }>(
  read: (fn: FunctionFacts) => V | null,
) {
  return (expected: E, { functions }: Look): Instead<E> | null => {
    const fn = functions.get(expected.bdf);
    if (!fn) return "gone";
    const value = read(fn);
    return value === expected.value ? null : value === null ? "untold" : { ...expected, value };
  };
}

/** What is said of a kind that is one attribute of a function. @param shown its value in words */
export function attributeWords<E extends { readonly bdf: Bdf } | { readonly target: Target }>(
  attribute: string,
  shown: (stated: E) => Words,
) {
  const nameOf = (stated: E) => ("target" in stated ? targetName(stated.target) : stated.bdf);
  return {
    value: shown,
    untold: EXPECTATION_WORDS.notReadable,
    text: (expected: E) => EXPECTATION_WORDS.attribute({ attribute, name: nameOf(expected), value: shown(expected) }),
    was: (expected: E, now: E | "untold") =>
      EXPECTATION_WORDS.attributeWas({
        attribute,
        name: nameOf(expected),
        was: shown(expected),
        is: now === "untold" ? EXPECTATION_WORDS.notReadable : shown(now),
      }),
  };
}

/**
 * One kind of expectation.
 * @typeParam T the steps that bring it back
 */
export interface Kind<E extends { readonly that: string }, T = never> {
  readonly schema: z.ZodType<E>;
  /** What is so instead; null = it is as expected. */
  instead(expected: E, look: Look): Instead<E> | null;
  /** Its value: `8 VFs`, `no driver`, `off`. */
  value(stated: E): Words;
  /** In place of a value that nothing tells; left out = there is no such case. */
  readonly untold?: Words;
  /** `0000:01:00.0 has 8 VFs`. */
  text(expected: E): Words;
  /** `0000:01:00.0 had 8 VFs and now has 0 VFs`, for what could not be brought back. */
  was(expected: E, now: E | "untold"): Words;
  /** How an undo brings it back from what is so now; left out = `plan/undo.ts` knows more than that. */
  readonly back?: { step(expected: E, now: E): Draft<T, E>; readonly says: Words };
}
