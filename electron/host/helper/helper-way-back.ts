/**
 * The dead-man switch of a machine behind a helper: a shell there that waits and carries the way back out, whatever
 * becomes of the connection. Whoever speaks to that machine later can still call it off.
 */
import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { stepAt } from "../../../shared/operations/shell.ts";
import type { StepTemplate } from "../../../shared/operations/types.ts";
import type { WayBack } from "../access.ts";
import { stepWords } from "./helper-perform.ts";

/** What the script takes. */
const LEAST_SECONDS = 10;
const MOST_SECONDS = 600;
const LOOK_MS = 1_000;

type Request = (...words: readonly string[]) => Promise<string>;

/** `override 0000:01:00.0.v3 vfio-pci` for the VF of that number, whatever address it has by then. */
export function templateWords(template: StepTemplate): readonly string[] {
  if (!("target" in template)) return stepWords(template);
  const { target } = template;
  if ("bdf" in target) return stepWords(stepAt(template, target.bdf));
  const [verb = "", bdf = "", ...values] = stepWords(stepAt(template, target.pf));
  return [verb, `${bdf}.v${target.vf}`, ...values];
}

/**
 * @param request to the machine by the connection of the moment, which may be another one later
 * @throws Error when it could not be armed: then nothing may be changed
 */
export async function armThrough(
  request: Request,
  seconds: number,
  steps: readonly StepTemplate[],
  lookMs = LOOK_MS,
): Promise<WayBack> {
  const limited = Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, Math.ceil(seconds)));
  const mark = randomBytes(16).toString("hex");
  const words = steps.flatMap((step, index) => [...(index === 0 ? [] : [","]), ...templateWords(step)]);
  const answer = await request("arm", mark, String(limited), ...words);
  const pid = (name: string): string => new RegExp(`^${name} ([0-9]+)$`, "m").exec(answer)?.[1] ?? "";
  const place = [mark, pid("shell"), pid("clock")];
  if (place.includes("")) throw new Error("the machine did not say how the way back can be called off");
  const end = performance.now() + limited * 1000;
  let isOff = false;
  let isOver = false;
  const fired = (async () => {
    for (;;) {
      await delay(lookMs, undefined, { ref: false });
      if (isOff) return await new Promise<void>(() => undefined);
      // Without a connection nothing is known, and it is looked again when there is one.
      const state = await request("armed", ...place).catch(() => null);
      if (state !== "over" || isOff) continue;
      isOver = true;
      return;
    }
  })();
  return {
    fired,
    /** Without a connection it is tried until there is one or the time is over: what cannot be told off, runs. */
    async disarm() {
      while (!isOff && !isOver) {
        const answer = await request("off", ...place).catch(() => null);
        if (answer === "off") isOff = true;
        else if (answer !== null || performance.now() > end) break;
        else await delay(lookMs);
      }
      return isOff;
    },
  };
}
