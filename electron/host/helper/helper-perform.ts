/** A step in the helper's words, and what came of it. */
import { setTimeout as delay } from "node:timers/promises";
import { writeOf } from "../../../shared/operations/shell.ts";
import type { PerformResult, Step } from "../../../shared/operations/types.ts";
import { isSoundSetting, settingWords } from "../../../shared/operations/vf-settings.ts";
import { HelperRefusal } from "./helper-channel.ts";

/** Numbers of `number` in the script: Linux's own, but for the last two. */
const CODES: Readonly<Record<number, string>> = {
  1: "EPERM",
  2: "ENOENT",
  5: "EIO",
  6: "ENXIO",
  8: "ENOEXEC",
  11: "EAGAIN",
  12: "ENOMEM",
  13: "EACCES",
  16: "EBUSY",
  17: "EEXIST",
  19: "ENODEV",
  22: "EINVAL",
  25: "ENOTTY",
  28: "ENOSPC",
  30: "EROFS",
  34: "ERANGE",
  38: "ENOSYS",
  95: "EOPNOTSUPP",
  99: "EKEYREJECTED",
  110: "ETIMEDOUT",
};
const FIRST_PAUSE_MS = 4;
const LONGEST_PAUSE_MS = 250;
const SAID = "host-helper: said: ";

/** All that performing needs of a connection. */
export interface PerformChannel {
  /** @throws HelperRefusal, ChannelClosed */
  request(...words: readonly string[]): Promise<string>;
  markLog(): () => readonly string[];
}

export function stepWords(step: Step): readonly string[] {
  switch (step.verb) {
    case "sriov.numvfs":
      return ["numvfs", step.bdf, String(step.value)];
    case "sriov.autoprobe":
      return ["autoprobe", step.bdf, step.value ? "1" : "0"];
    case "driver.override":
      return step.driver === null ? ["clear", step.bdf] : ["override", step.bdf, step.driver];
    case "driver.unbind":
      return ["unbind", step.bdf];
    case "driver.probe":
      return ["probe", step.bdf];
    case "module.load":
      return ["load", step.module];
    case "vf.network":
      return ["network", step.bdf, String(step.vf), ...step.settings.flatMap(settingWords)];
    case "vf.msix":
      return ["msix", step.bdf, String(step.count)];
    case "device.reset":
      return ["reset", step.bdf];
    case "reset.method":
      return ["methods", step.bdf, ...(step.methods ?? ["default"])];
    case "device.remove":
      return ["remove", step.bdf];
    case "bus.rescan":
      return ["rescan"];
  }
}

/**
 * Sends the step once and asks until it has ended.
 * @throws ChannelClosed when the connection goes: then it is not known whether it was carried out
 */
export async function performThrough(channel: PerformChannel, step: Step): Promise<PerformResult> {
  if (step.verb === "vf.network" && !step.settings.every(isSoundSetting)) return failed(step, "EINVAL", []);
  const since = channel.markLog();
  try {
    await channel.request("do", ...stepWords(step));
  } catch (error) {
    if (error instanceof HelperRefusal) return failed(step, error.code, []);
    throw error;
  }
  const [status = "", ...lines] = (await outcome(channel)).split("\n");
  const kernelLog = lines.filter((line) => line !== "").map(withoutStamp);
  if (status === "0") return kernelLog.length > 0 ? { ok: true, kernelLog } : { ok: true };
  const code = CODES[Number(status)] ?? "EIO";
  const said = since().flatMap((line) => (line.startsWith(SAID) ? [line.slice(SAID.length)] : []));
  // Where the kernel was not even asked, or said what no errno is known for, the tool's own words are the evidence.
  const isOpaque = step.verb === "module.load" || step.verb === "vf.network" || CODES[Number(status)] === undefined;
  return failed(step, code, isOpaque ? [...kernelLog, ...said] : kernelLog);
}

async function outcome(channel: PerformChannel): Promise<string> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const answer = await channel.request("result");
    if (answer !== "running") return answer;
    await delay(pause);
  }
}

function failed(step: Step, code: string, kernelLog: readonly string[]): PerformResult {
  return { ok: false, failure: { code, ...writeOf(step), kernelLog } };
}

/** The message of `<6>[   12.345678] igb 0000:01:00.0: …`. */
function withoutStamp(line: string): string {
  return line.replace(/^(?:<\d+>)?(?:\[\s*[\d.]+\]\s?(?:\[\s*[TC]\d+\]\s?)?)?/, "");
}
