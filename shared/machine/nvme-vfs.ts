/** The controllers of an NVMe PF's VFs in words, for the window and for reports. Pure. */
import type { FunctionInfo, NvmePool, NvmeVfs } from "./facts.ts";

const NVM = 0x0108;

/** May it be asked for the controllers of its VFs: the nvme driver has it, and it is a PF. */
export function isNvmePf(fn: FunctionInfo | undefined): boolean {
  return fn !== undefined && fn.driver === "nvme" && fn.sriov !== null && (fn.classCode ?? 0) >> 8 === NVM;
}

export interface NvmeVfsView {
  /** Why there is nothing to show, and what to do; null = {@link rows} are all there is. */
  readonly missing: string | null;
  /** What is shared out, a sentence for each kind. */
  readonly pools: readonly string[];
  readonly rows: readonly {
    readonly vf: number;
    readonly controller: number;
    readonly state: "online" | "offline";
    readonly queues: number;
    readonly interrupts: number;
  }[];
}

const MISSING = {
  program: "Not known: nvme-cli is not installed on this machine. Install the package nvme-cli.",
  rights: "Not known: only root may ask the controller. Unlock changes, or connect as root.",
  answer:
    "Not known: the controller did not answer nvme list-secondary. It may lack Virtualization Management (bit 7 of OACS).",
} as const;

export const NVME_VFS_TITLE = "NVMe controllers of the VFs";
export const NVME_VFS_ABOUT =
  "A VF is usable once its controller is online, with at least two queues (one is the admin queue) and one interrupt. The kernel does not do that; the NVMe command Virtualization Management does.";

function poolText(kind: string, pool: NvmePool | null): string {
  if (pool === null) return `How many ${kind} there are to share out is not known.`;
  if (pool.total === 0) return `No ${kind} are shared out: each VF has its own.`;
  const left = Math.max(0, pool.total - pool.assigned - pool.toPf);
  const most = pool.most === 0 ? "" : `, at most ${pool.most} for one VF`;
  return `${left} of ${pool.total} ${kind} are left${most}.`;
}

export function nvmeVfsView(told: NvmeVfs): NvmeVfsView {
  if (told.state === "unread") return { missing: MISSING[told.lacks], pools: [], rows: [] };
  const none = "The controller lists no secondary controllers: its firmware sets VFs up in another way.";
  return {
    missing: told.vfs.length === 0 ? none : null,
    pools: told.vfs.length === 0 ? [] : [poolText("queues", told.queues), poolText("interrupts", told.interrupts)],
    rows: told.vfs.map(({ online, ...each }) => ({ ...each, state: online ? "online" : "offline" })),
  };
}
