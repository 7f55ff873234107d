/** Which driver has a function: what unbinding and probing are read back by. */
import { z } from "zod";
import { isGivingDriver } from "../../machine/role.ts";
import type { Stated } from "../../machine/schema-parts.ts";
import { onDriver } from "../words.ts";
import type { Kind } from "./expectation.ts";
import { addressOf, TargetSchema, targetName } from "./target.ts";

/** In place of a driver's name: whichever driver, as long as it keeps the function with the host. */
export const ANY_HOST_DRIVER = "any";

/** Does an unbinding `from` this driver, or from any of the host's, let go of a function that `driver` has? */
export function isFrom(from: string, driver: string): boolean {
  return from === ANY_HOST_DRIVER ? !isGivingDriver(driver) : from === driver;
}

const schema = z.strictObject({ that: z.literal("driver"), target: TargetSchema, driver: z.string().nullable() });
/** null = no driver; {@link ANY_HOST_DRIVER} = some driver that keeps the function with the host */
export type OnDriver = Stated<typeof schema>;

export const onDriverKind: Kind<OnDriver> = {
  schema,
  instead(expected, look) {
    const bdf = addressOf(expected.target, look);
    const fn = bdf === null ? undefined : look.functions.get(bdf);
    if (!fn) return "gone";
    const { driver } = fn;
    const isMet =
      driver === null || expected.driver === null ? driver === expected.driver : isFrom(expected.driver, driver);
    return isMet ? null : { ...expected, driver };
  },
  value: ({ driver }) => driver ?? "no driver",
  text: ({ target, driver }) =>
    `${targetName(target)} is ${driver === ANY_HOST_DRIVER ? "on a driver of the host" : onDriver(driver)}`,
  was: ({ target, driver }, is) => `${targetName(target)} was ${onDriver(driver)} and has ${is}`,
};
