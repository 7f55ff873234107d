/** Which driver has a function: what unbinding and probing are read back by. */
import { z } from "zod";
import { isGivingDriver } from "../../machine/role.ts";
import type { Stated } from "../../machine/schema-parts.ts";
import type { Words } from "../../words/message.ts";
import { COMMON } from "../../words/texts/common.ts";
import { EXPECTATION_WORDS } from "../../words/texts/expectations.ts";
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

function driverName({ driver }: OnDriver): Words | null {
  return driver === ANY_HOST_DRIVER ? EXPECTATION_WORDS.hostDriver : driver;
}

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
  value: (stated) => driverName(stated) ?? COMMON.noDriver,
  text(expected) {
    const [name, driver] = [targetName(expected.target), driverName(expected)];
    return driver === null ? EXPECTATION_WORDS.noDriver({ name }) : EXPECTATION_WORDS.bound({ name, driver });
  },
  was(expected, now) {
    const name = targetName(expected.target);
    const [was, is] = [driverName(expected), now === "untold" ? null : driverName(now)];
    if (was === null) return EXPECTATION_WORDS.boundSince({ name, is: is ?? COMMON.unknown });
    return is === null
      ? EXPECTATION_WORDS.boundNoMore({ name, was })
      : EXPECTATION_WORDS.boundElsewhere({ name, was, is });
  },
};
