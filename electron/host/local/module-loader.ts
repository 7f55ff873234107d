/** Loads vfio-pci with modprobe, without a shell and by its absolute path. */
import { execFile } from "node:child_process";
import { KILLED } from "../../../shared/operations/kernel-crash.ts";
import type { PerformResult } from "../../../shared/operations/types.ts";
import { systemProgram } from "../places/programs.ts";
import { markKernelLog } from "./kernel-log.ts";

export type ModuleLoader = (module: "vfio-pci") => Promise<PerformResult>;

/** strerror texts at the end of modprobe's complaint. */
const ERRORS: readonly (readonly [text: string, code: string])[] = [
  ["not found in directory", "ENOENT"],
  ["Operation not permitted", "EPERM"],
  ["Permission denied", "EACCES"],
  ["Key was rejected by service", "EKEYREJECTED"],
  ["Exec format error", "ENOEXEC"],
  ["Unknown symbol in module", "ENOENT"],
  ["Invalid argument", "EINVAL"],
  ["No such device", "ENODEV"],
];

/** A tree that is not the kernel's own has no modules to load. */
export const noModules: ModuleLoader = async (module) => ({
  ok: false,
  failure: { code: "EOPNOTSUPP", wrote: module, where: "modprobe", kernelLog: [] },
});

/** @param program its absolute path; null = there is none */
export function modprobe(kernelLog: string | null, program = systemProgram("modprobe")): ModuleLoader {
  return async (module) => {
    if (program === null) return fail("ENOENT", module, "modprobe", []);
    const log = markKernelLog(kernelLog);
    const { code, killed, complaint } = await run(program, module);
    const lines = log.since();
    if (killed) return fail(KILLED, module, program, lines);
    if (code === 0) return lines.length > 0 ? { ok: true, kernelLog: lines } : { ok: true };
    const known = ERRORS.find(([text]) => complaint.includes(text));
    // modprobe's own words are the evidence where the kernel was not even asked.
    return fail(known?.[1] ?? "EIO", module, program, complaint === "" ? lines : [...lines, complaint]);
  };
}

function fail(code: string, wrote: string, where: string, kernelLog: readonly string[]): PerformResult {
  return { ok: false, failure: { code, wrote, where, kernelLog } };
}

function run(program: string, module: string): Promise<{ code: number; killed: boolean; complaint: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: "C" };
    execFile(program, [module], { env }, (failure, _output, complaint) => {
      resolve({ code: failure ? 1 : 0, killed: Boolean(failure?.signal), complaint: complaint.trim() });
    });
  });
}
