/** Looks around while a write does not come back: who has the functions open, where the writer waits, who waits too. */
import { basename } from "node:path";
import type { Step } from "../../../shared/operations/types.ts";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import type { StallFacts } from "../access.ts";
import { vmName } from "./holders.ts";
import { functionOf } from "./places.ts";
import type { SentFiles } from "./sent-files.ts";

const MOST_NAMED = 20;

/** The function and its VFs: all that the step may take away. */
function concerned(files: SentFiles, bdf: Bdf): Bdf[] {
  const dir = `/sys/bus/pci/devices/${bdf}`;
  const vfs = files.names(dir).flatMap((name) => {
    const vf = name.startsWith("virtfn") ? basename(files.link(`${dir}/${name}`) ?? "") : "";
    return isBdf(vf) ? [vf] : [];
  });
  return [bdf, ...vfs];
}

/** The files through which programs use a function that is on vfio-pci: its group's, and its own (iommufd). */
function vfioFiles(files: SentFiles, bdfs: readonly Bdf[]): Map<string, Bdf> {
  const found = new Map<string, Bdf>();
  for (const bdf of bdfs) {
    const group = basename(files.link(`/sys/bus/pci/devices/${bdf}/iommu_group`) ?? "");
    if (group !== "") found.set(`/dev/vfio/${group}`, bdf);
  }
  for (const name of files.names(`/sys/class/vfio-dev`)) {
    const bdf = functionOf(files.link(`/sys/class/vfio-dev/${name}`));
    if (bdf !== null && bdfs.includes(bdf)) found.set(`/dev/vfio/devices/${name}`, bdf);
  }
  return found;
}

/** The program's name, its state and its parent, out of /proc/PID/stat; the name may hold spaces and brackets. */
function statOf(files: SentFiles, pid: number) {
  const [, program = "", state = "", parent = ""] =
    /^\d+ \((.*)\) (\S) (\d+)/s.exec(files.text(`/proc/${pid}/stat`) ?? "") ?? [];
  return { program, state, parent: Number(parent) };
}

/** The kernel function that it waits in; null when it does not wait, or only root may know. */
function waitsIn(files: SentFiles, pid: number): string | null {
  const wchan = files.text(`/proc/${pid}/wchan`) ?? "";
  return wchan === "" || wchan === "0" ? null : wchan;
}

function processes(files: SentFiles): number[] {
  return files.names("/proc").flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
}

/** Files out of `nodes` that a process has open; those of other users are seen by root only. */
function openIn(files: SentFiles, pid: number, nodes: ReadonlyMap<string, Bdf>): Bdf[] {
  const fds = files.names(`/proc/${pid}/fd`);
  const paths = new Set(fds.map((fd) => files.link(`/proc/${pid}/fd/${fd}`) ?? ""));
  return [...paths].flatMap((path) => nodes.get(path) ?? []);
}

/** The last of the processes that a job has started one below the other: the one that does its work. */
export function workerOf(files: SentFiles, job: number): number {
  const children = new Map(processes(files).map((pid) => [statOf(files, pid).parent, pid]));
  let worker = job;
  // Bounded: a far side may tell of a circle.
  for (let depth = 0; depth < MOST_NAMED; depth++) worker = children.get(worker) ?? worker;
  return worker;
}

/** Never throws: what cannot be seen is left out. @param writer the process that carries the step out */
export function stallFacts(files: SentFiles, step: Step, writer: number | null): StallFacts {
  const nodes = "bdf" in step ? vfioFiles(files, concerned(files, step.bdf)) : new Map<string, Bdf>();
  const all = processes(files);
  const holders = (nodes.size === 0 ? [] : all).flatMap((pid) =>
    openIn(files, pid, nodes).map((bdf) => ({
      bdf,
      pid,
      program: statOf(files, pid).program,
      guest: vmName(files.text(`/proc/${pid}/cmdline`) ?? ""),
    })),
  );
  const others = all.filter((pid) => pid !== writer && statOf(files, pid).state === "D");
  return {
    waitsIn: writer === null ? null : waitsIn(files, writer),
    holders: holders.slice(0, MOST_NAMED),
    alsoStuck: others
      .slice(0, MOST_NAMED)
      .map((pid) => ({ pid, program: statOf(files, pid).program, waitsIn: waitsIn(files, pid) })),
    kernelLog: [],
  };
}
