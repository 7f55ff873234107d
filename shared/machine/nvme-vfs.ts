/** The controllers of an NVMe PF's VFs in words, for the window and for reports. Pure. */
import type { Message } from "../words/message.ts";
import { VF_CONTROLLER_WORDS as T } from "../words/texts/nvme-vfs.ts";
import type { FunctionInfo, NvmePool, NvmeVfs } from "./facts.ts";

const NVM = 0x0108;

/** May it be asked for the controllers of its VFs: the nvme driver has it, and it is a PF. */
export function isNvmePf(fn: FunctionInfo | undefined): boolean {
  return fn !== undefined && fn.driver === "nvme" && fn.sriov !== null && (fn.classCode ?? 0) >> 8 === NVM;
}

export interface NvmeVfsView {
  /** Why there is nothing to show, and what to do; null = {@link rows} are all there is. */
  readonly missing: Message | null;
  /** What is shared out, a sentence for each kind. */
  readonly pools: readonly Message[];
  readonly rows: readonly {
    readonly vf: number;
    readonly controller: number;
    readonly isOnline: boolean;
    readonly state: Message;
    readonly queues: number;
    readonly interrupts: number;
  }[];
}

const MISSING = { program: T.noProgram, rights: T.noRights, answer: T.noAnswer } as const;

export const NVME_VFS_TITLE = T.title;
export const NVME_VFS_ABOUT = T.about;

function poolText(kind: Message, pool: NvmePool | null): Message {
  if (pool === null) return T.poolUnknown({ kind });
  const { total, most } = pool;
  if (total === 0) return T.poolNone({ kind });
  const left = Math.max(0, total - pool.assigned - pool.toPf);
  return most === 0 ? T.poolLeft({ left, total, kind }) : T.poolLeftAtMost({ left, total, kind, most });
}

export function nvmeVfsView(told: NvmeVfs): NvmeVfsView {
  if (told.state === "unread") return { missing: MISSING[told.lacks], pools: [], rows: [] };
  return {
    missing: told.vfs.length === 0 ? T.noneListed : null,
    pools: told.vfs.length === 0 ? [] : [poolText(T.queues, told.queues), poolText(T.interrupts, told.interrupts)],
    rows: told.vfs.map(({ online, ...each }) => ({ ...each, isOnline: online, state: online ? T.online : T.offline })),
  };
}
