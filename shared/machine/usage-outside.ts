/** Functions that may be inside a guest which is no program of this kernel. Pure. */
import type { Machine } from "./machine.ts";
import { isGivenOutside } from "./role.ts";
import type { Found } from "./usage-reason.ts";

/** Nothing here tells who has one, so each of them may be in use, however much could be read. */
export function outsideReasons({ functions }: Machine): Found[] {
  return functions.filter(isGivenOutside).map(({ bdf, driver }): Found => {
    const text = `may be inside a guest: nothing here tells who has what is on ${driver}`;
    const evidence = `driver of ${bdf} is ${driver}, which gives it to guests that are no programs of this kernel`;
    return { bdf, reason: { kind: "guest", text, evidence, level: "protected" } };
  });
}
