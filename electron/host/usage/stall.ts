/** Looks around while a write does not come back: who has the functions open, where the writer waits, who waits too. */
import { basename } from "node:path";
import type { StallFacts } from "../../../shared/operations/explain/stall.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { readHolders } from "./holders.ts";
import type { UsagePlaces } from "./places.ts";
import type { SentFiles } from "./sent-files.ts";

type Sent = Pick<UsagePlaces, "files" | "said">;

const MAX_NAMED = 20;

/** The function and its VFs: all that the step may take away. */
function concerned(files: SentFiles, bdf: Bdf): Bdf[] {
  const dir = `/sys/bus/pci/devices/${bdf}`;
  const vfs = files.names(dir).flatMap((name) => {
    const vf = name.startsWith("virtfn") ? basename(files.link(`${dir}/${name}`) ?? "") : "";
    return isBdf(vf) ? [vf] : [];
  });
  return [bdf, ...vfs];
}

/** Who has one of the functions open, or a group that one of them is in. */
function holdersOf(sent: Sent, bdfs: readonly Bdf[]): StallFacts["holders"] {
  const wanted = new Set(bdfs);
  const byGroup = new Map(
    bdfs.map((bdf) => [basename(sent.files.link(`/sys/bus/pci/devices/${bdf}/iommu_group`) ?? ""), bdf]),
  );
  return readHolders(sent).flatMap(({ bdf: own, group, kind, pid, process, vm }) => {
    const bdf = own ?? byGroup.get(group ?? "");
    const isGuest = kind === "vfio" || kind === "guest";
    return isGuest && bdf !== undefined && wanted.has(bdf) ? [{ bdf, pid, program: process, guest: vm }] : [];
  });
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

/** The last of the processes that a job has started one below the other: the one that does its work. */
export function workerOf(files: SentFiles, job: number): number {
  const children = new Map(processes(files).map((pid) => [statOf(files, pid).parent, pid]));
  let worker = job;
  // Bounded: a far side may tell of a circle.
  for (let depth = 0; depth < MAX_NAMED; depth++) worker = children.get(worker) ?? worker;
  return worker;
}

/** Never throws: what cannot be seen is left out. @param writer the process that carries the step out */
export function stallFacts(sent: Sent, step: Step, writer: number | null): StallFacts {
  const { files } = sent;
  const holders = "bdf" in step ? holdersOf(sent, concerned(files, step.bdf)) : [];
  const others = processes(files).filter((pid) => pid !== writer && statOf(files, pid).state === "D");
  return {
    waitsIn: writer === null ? null : waitsIn(files, writer),
    holders: holders.slice(0, MAX_NAMED),
    alsoStuck: others
      .slice(0, MAX_NAMED)
      .map((pid) => ({ pid, program: statOf(files, pid).program, waitsIn: waitsIn(files, pid) })),
    kernelLog: [],
  };
}
