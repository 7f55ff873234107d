/**
 * The dead-man switch of a machine behind a helper: a process there that waits and carries the way back out, whatever
 * becomes of the connection. Whoever speaks to that machine later can still call it off.
 */

import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { StepTemplate } from "../../../shared/operations/verbs/list.ts";
import { stepAt, verbOf } from "../../../shared/operations/verbs/table.ts";
import { WordsError } from "../../../shared/words/errors.ts";
import type { Message } from "../../../shared/words/message.ts";
import { HELPER_WORDS as T } from "../../../shared/words/texts/helper.ts";
import type { WayBack, WayBackEnd } from "../access.ts";
import { HelperRefusal } from "./helper-channel.ts";
import { holderOf } from "./helper-take.ts";

const LOOK_MS = 1_000;

type Request = (...words: readonly string[]) => Promise<string>;

/** `override 0000:01:00.0.v3 vfio-pci` for the VF of that number, whatever address it has by then. */
function templateWords(template: StepTemplate): readonly string[] {
  const step = stepAt(template, null);
  const words = verbOf(step).helper(step);
  if (!("target" in template) || !("vf" in template.target)) return words;
  const [verb = "", bdf = "", ...values] = words;
  return [verb, `${bdf}.v${template.target.vf}`, ...values];
}

/** @throws Error when the machine does not say how long it waits */
function secondsIn(answer: string): number {
  const seconds = /^seconds ([0-9]{1,4})$/m.exec(answer)?.[1];
  if (seconds === undefined) throw new WordsError(T.noSeconds);
  return Number(seconds);
}

/** Of what a way back left out why: `left 0000:01:00.3 4711 qemu-system-x86`, or `late 0000:01:00.3`. */
function leftIn(lines: readonly string[]): Message[] {
  return lines.flatMap((line) => {
    const late = /^late ([0-9a-f:.]+|-)$/.exec(line)?.[1];
    if (late !== undefined) return late === "-" ? T.lateBusWrite : T.lateWrite({ bdf: late });
    const [, bdf, pid, program] = /^left ([0-9a-f:.]+) ([0-9]+) ([\w.-]+)$/.exec(line) ?? [];
    if (bdf === undefined || pid === undefined || program === undefined) return [];
    return T.heldBy({ bdf, program, pid });
  });
}

/** @throws Error that says why it is not armed */
function refused(error: unknown): never {
  if (!(error instanceof HelperRefusal)) throw error;
  if (error.code === "EEXIST") throw new WordsError(T.otherWayBack, { cause: error });
  if (error.code === "EBUSY")
    throw new WordsError(T.heldByProgram({ program: holderOf(error.rest) }), { cause: error });
  throw error;
}

/**
 * @param request to the machine by the connection of the moment, which may be another one later
 * @param seconds within WAY_BACK_SECONDS: the machine refuses others
 * @throws Error when it could not be armed: then nothing may be changed
 */
export async function armThrough(
  request: Request,
  seconds: number,
  steps: readonly StepTemplate[],
  lookMs = LOOK_MS,
): Promise<WayBack> {
  const mark = randomBytes(16).toString("hex");
  const words = steps.flatMap((step, index) => [...(index === 0 ? [] : [","]), ...templateWords(step)]);
  const answer = await request("arm", mark, String(seconds), ...words).catch(refused);
  const taken = secondsIn(answer);
  let end = performance.now() + taken * 1000;
  let isOff = false;
  const left: Message[] = [];
  const ended = (async (): Promise<WayBackEnd> => {
    for (;;) {
      await delay(lookMs, undefined, { ref: false });
      if (isOff) return await new Promise<never>(() => undefined);
      // Without a connection nothing is known, and it is looked again when there is one.
      const [state = null, ...lines] = (await request("armed", mark).catch(() => null))?.split("\n") ?? [];
      if (state === "off") isOff = true;
      if (isOff || state === null || state === "waiting" || state === "running") continue;
      left.push(...leftIn(lines));
      // A machine that was restarted knows nothing of it: it has not run.
      return state === "over" ? "fired" : state === "crashed" ? state : "lost";
    }
  })();
  return {
    seconds: taken,
    outlivesLogin: /^outlives yes$/m.test(answer),
    left,
    ended,
    async extend(more) {
      try {
        const next = secondsIn(await request("arm", mark, String(more)));
        end = performance.now() + next * 1000;
        return next;
      } catch (error) {
        if (error instanceof HelperRefusal && error.code === "ECANCELED") return null;
        throw error;
      }
    },
    /** Without a connection it is tried until there is one or the time is over: what cannot be called off, runs. */
    async disarm() {
      while (!isOff) {
        const answer = await request("off", mark).catch(() => null);
        if (answer === "off" || answer === "none") isOff = true;
        else if (answer !== null || performance.now() > end) break;
        else await delay(lookMs);
      }
      return isOff;
    },
  };
}
