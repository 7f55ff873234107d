/** Looks around while a write does not come back: who has the functions open, where the writer waits, who waits too. */
import { readdirSync, readlinkSync } from "node:fs";
import { basename } from "node:path";
import type { ProcessMark, Step } from "../../../shared/operations/types.ts";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import type { StallFacts } from "../access.ts";
import { guestOf, holdersOf, programOf, stuckProcesses, waitsIn } from "./process-facts.ts";

const MOST_NAMED = 20;

/** The function and its VFs: all that the step may take away. */
function concerned(root: string, bdf: Bdf): Bdf[] {
  const dir = `${root}/bus/pci/devices/${bdf}`;
  const vfs = names(dir).flatMap((name) => {
    const vf = name.startsWith("virtfn") ? basename(link(`${dir}/${name}`) ?? "") : "";
    return isBdf(vf) ? [vf] : [];
  });
  return [bdf, ...vfs];
}

function names(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

function link(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

/** The files through which programs use a function that is on vfio-pci: its group's, and its own (iommufd). */
function vfioFiles(root: string, bdfs: readonly Bdf[]): Map<string, Bdf> {
  const files = new Map<string, Bdf>();
  for (const bdf of bdfs) {
    const dir = `${root}/bus/pci/devices/${bdf}`;
    const group = basename(link(`${dir}/iommu_group`) ?? "");
    if (group !== "") files.set(`/dev/vfio/${group}`, bdf);
    for (const name of names(`${dir}/vfio-dev`)) files.set(`/dev/vfio/devices/${name}`, bdf);
  }
  return files;
}

/** Never throws: what cannot be seen is left out. */
export function lookAtStall(root: string, step: Step, writer: ProcessMark | null): StallFacts {
  const files = "bdf" in step ? vfioFiles(root, concerned(root, step.bdf)) : new Map<string, Bdf>();
  const holders = holdersOf(new Set(files.keys())).flatMap(({ pid, path }) => {
    const bdf = files.get(path);
    return bdf === undefined ? [] : [{ bdf, pid, program: programOf(pid), guest: guestOf(pid) }];
  });
  const others = stuckProcesses().filter((pid) => pid !== writer?.pid);
  return {
    waitsIn: writer === null ? null : waitsIn(writer.pid),
    holders: holders.slice(0, MOST_NAMED),
    alsoStuck: others.slice(0, MOST_NAMED).map((pid) => ({ pid, program: programOf(pid), waitsIn: waitsIn(pid) })),
    kernelLog: [],
  };
}
