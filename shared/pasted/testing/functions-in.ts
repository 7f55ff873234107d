/** The functions of a text that has one machine. */

import { english } from "../../words/testing/english.ts";
import { readPasted } from "../read.ts";
import type { PastedFunction } from "../record.ts";

/** @throws Error when it is refused, tells of several machines, or has something that was not understood */
export function functionsIn(text: string): readonly PastedFunction[] {
  const pasted = readPasted(text);
  if (!pasted.ok) throw new Error(english(pasted.message));
  const { machines, notUnderstood } = pasted;
  if (machines.length > 1) throw new Error(`${machines.length} machines`);
  const [odd] = notUnderstood;
  if (odd) throw new Error(`line ${odd.line}: ${english(odd.why)}`);
  return machines[0].functions;
}
