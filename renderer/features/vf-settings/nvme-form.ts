/** What is typed into the form of NVMe controllers, as a request. Pure. */
import type { OperationRequest, RequestOf } from "../../../shared/operations/request/request.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { Words } from "../../../shared/words/message.ts";
import { NVME_VFS_WORDS } from "../../words/nvme-vfs.ts";

/** Text as it was typed; empty = what the VF has, or an equal share. */
export interface NvmeForm {
  readonly state: "online" | "offline";
  readonly queues: string;
  readonly interrupts: string;
}

export type NumberName = "queues" | "interrupts";

/** 16 bits, as the command has it. */
const MOST = 0xffff;

/** Why it is no number of resources, one sentence; null = it is one, or empty. */
export function numberProblem(text: string): Words | null {
  const trimmed = text.trim();
  if (trimmed === "" || (/^\d{1,5}$/.test(trimmed) && Number(trimmed) <= MOST)) return null;
  return NVME_VFS_WORDS.notWhole({ most: MOST });
}

/** null = something in it is no number. */
export function nvmeRequest(form: NvmeForm, pf: Bdf, vfs: readonly number[]): RequestOf<"nvme.vfs"> | null {
  const online = form.state === "online";
  const bare = { kind: "nvme.vfs", pf, vfs, online } as const satisfies OperationRequest;
  if (!online) return bare;
  if (numberProblem(form.queues) !== null || numberProblem(form.interrupts) !== null) return null;
  const number = (name: NumberName) => (form[name].trim() === "" ? {} : { [name]: Number(form[name]) });
  return { ...bare, ...number("queues"), ...number("interrupts") };
}
