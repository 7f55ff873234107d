/** A step in the helper's words, and what came of it. */

import { setTimeout as delay } from "node:timers/promises";
import { KILLED, keptLog } from "../../../shared/operations/findings/kernel-crash.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import type { PerformResult } from "../../../shared/operations/verbs/performed.ts";
import { failureOf, isSound, ownFailure, verbOf } from "../../../shared/operations/verbs/table.ts";
import type { Words } from "../../../shared/words/message.ts";
import { errnoIn } from "../strerror.ts";
import { isWord } from "./frames.ts";
import { HelperRefusal } from "./helper-channel.ts";
import { holderOf } from "./helper-take.ts";

const FIRST_PAUSE_MS = 4;
const LONGEST_PAUSE_MS = 250;
/** Before the words of a tool that failed; its lines have tabs between them. */
const SAID = "host-helper: said:";
/** The words are written before the outcome can be asked for, but come by another stream. */
const WORDS_MS = 2_000;
const WORDS_PAUSE_MS = 2;
/** SIGRTMAX */
const MAX_SIGNAL = 64;
/** What dd says beside the error. */
const COUNTS = /^\d+(?:\+\d+ records| bytes)/;

/** All that performing needs of a connection. */
export interface PerformChannel {
  /** @throws HelperRefusal, ChannelClosed */
  request(...words: readonly string[]): Promise<string>;
  markLog(): () => readonly string[];
}

/**
 * Sends the step once and asks until it has ended.
 * @param onJob hears which process there carries it out, and is waited for
 * @throws ChannelClosed when the connection goes: then it is not known whether it was carried out
 */
export async function performThrough(
  channel: PerformChannel,
  step: Step,
  onJob: (pid: number) => unknown = () => undefined,
): Promise<PerformResult> {
  const words = verbOf(step).helper(step);
  // Nothing is sent of a name that the helper would not take: it was not carried out, and that is known.
  if (!words.every(isWord) || !isSound(step)) return failed(step, "EINVAL", []);
  const since = channel.markLog();
  try {
    const pid = /^started ([0-9]{1,9})$/.exec(await channel.request("do", ...words))?.[1];
    if (pid !== undefined) await onJob(Number(pid));
  } catch (error) {
    if (error instanceof HelperRefusal) return refused(step, error);
    throw error;
  }
  const [status = "", ...lines] = (await outcome(channel)).split("\n");
  const kernelLog = keptLog(lines.filter((line) => line !== "").map(withoutStamp));
  if (isSignal(Number(status))) return failed(step, KILLED, kernelLog);
  if (status === "0") return kernelLog.length > 0 ? { ok: true, kernelLog } : { ok: true };
  const said = /^[1-9][0-9]{0,2}$/.test(status) ? await wordsIn(since) : [];
  const code = codeIn(said);
  // Where the kernel was not even asked, or said what no errno is known for, the tool's own words are the evidence.
  const isOpaque = verbOf(step).tool !== undefined || code === null;
  return failed(step, code ?? "EIO", isOpaque ? [...kernelLog, ...said] : kernelLog);
}

/** What the tool said, line by line; nothing when the words did not come. */
async function wordsIn(since: () => readonly string[]): Promise<string[]> {
  for (const end = performance.now() + WORDS_MS; performance.now() < end; await delay(WORDS_PAUSE_MS)) {
    const line = since().find((each) => each.startsWith(SAID));
    if (line === undefined) continue;
    const words = line.slice(SAID.length).split("\t");
    return words.map((each) => each.trim()).filter((each) => each !== "" && !COUNTS.test(each));
  }
  return [];
}

function codeIn(words: readonly string[]): string | null {
  for (const line of words) {
    const code = errnoIn(line);
    if (code !== null) return code;
  }
  // modprobe's own words, and a shell's, for what is not there.
  return words.some((line) => /\bnot found\b/.test(line)) ? "ENOENT" : null;
}

async function outcome(channel: PerformChannel): Promise<string> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const answer = await channel.request("result");
    if (answer !== "running") return answer;
    await delay(pause);
  }
}

/** A shell's status of a tool that a signal ended is 128 and its number; tools themselves end with 255, too. */
function isSignal(status: number): boolean {
  return status > 128 && status <= 128 + MAX_SIGNAL;
}

/** A refusal that names a holder comes from the lock of the machine, not from the kernel. */
function refused(step: Step, { code, rest }: HelperRefusal): PerformResult {
  return code === "EBUSY" && rest !== "" ? takenFailure(step, holderOf(rest)) : failed(step, code, []);
}

/** Of a step that was not carried out, for somebody else has the machine. */
export function takenFailure(step: Step, holder: Words): PerformResult {
  return { ok: false, failure: ownFailure(step, "ETAKEN", holder) };
}

export function failed(step: Step, code: string, kernelLog: readonly string[]): PerformResult {
  return { ok: false, failure: failureOf(step, code, kernelLog) };
}

/** The message of `<6>[   12.345678] igb 0000:01:00.0: …`. */
function withoutStamp(line: string): string {
  return line.replace(/^(?:<\d+>)?(?:\[\s*[\d.]+\]\s?(?:\[\s*[TC]\d+\]\s?)?)?/, "");
}
