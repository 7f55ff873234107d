/** Plans `nvme.vfs`: brings VFs of an NVMe PF online with queues and interrupts of their own, or takes them offline. */

import type { FunctionInfo, NvmePool, NvmeVf, NvmeVfs } from "../../machine/facts.ts";
import { sentences } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { COMMON } from "../../words/texts/common.ts";
import { PLAN_WORDS } from "../../words/texts/plan.ts";
import type { Check } from "../checks/found.ts";
import { nvmeKnown, nvmeLasts, nvmeLeast, nvmeOnlineNeedsVf, nvmePool, nvmeVfKnown } from "../checks/nvme.ts";
import { alreadySo, isPfForSettings } from "../checks/requests.ts";
import type { RequestOf } from "../request/request.ts";
import { NVME_RESOURCES, type NvmeResource, nvmeVfAt } from "../verbs/nvme-vf.ts";
import { functionNames } from "../words.ts";
import { type Draft, type DraftInput, emptyDraft } from "./draft.ts";
import { isSo, type Move, moveSteps, vfOf } from "./nvme-steps.ts";
import { titleOf } from "./titles.ts";

type Request = RequestOf<"nvme.vfs">;
type Told = Extract<NvmeVfs, { readonly state: "read" }>;

/** Two queues are the admin queue and one for input and output; with none a controller cannot come online. */
const LEAST: Readonly<Record<NvmeResource, number>> = { queues: 2, interrupts: 1 };

export function draftNvmeVfs({ machine, knowledge }: DraftInput, request: Request): Draft {
  const { vfs, online } = request;
  const title = titleOf(request, () => null);
  const pf = machine.byBdf.get(request.pf);
  if (!pf || pf.sriov === null) return emptyDraft(title, isPfForSettings.run(request.pf));
  const told = knowledge?.nvmeVfs?.(pf.bdf) ?? null;
  if (told?.state !== "read") return emptyDraft(title, nvmeKnown.run(pf, told));
  const missing = nvmeVfKnown.run(pf, vfs, told.vfs);
  if (missing.length > 0) return emptyDraft(title, missing);
  const chosen = [...new Set(vfs)].flatMap((vf) => nvmeVfAt(told.vfs, vf) ?? []);
  const moves = chosen.map(
    (now): Move => ({ fn: vfOf(machine, pf, now.vf), now, wanted: wantedOf(request, now, pf, told, chosen.length) }),
  );
  const wrong = online ? refusals(pf, moves, told) : [];
  if (wrong.length > 0) return emptyDraft(title, wrong);
  const steps = moveSteps(pf, moves);
  if (steps.length === 0) {
    const state = online ? PLAN_WORDS.nvmeOnlineAlready : PLAN_WORDS.nvmeOfflineAlready;
    const already = alreadySo.run(state, PLAN_WORDS.nvmeRead({ pf: pf.bdf }));
    return emptyDraft(title, already, PLAN_WORDS.alreadySo);
  }
  const moving = moves.filter((move) => !isSo(move));
  // Of a controller that is online already only a driver is missing.
  const changing = moving.length === 0 ? moves : moving;
  const freed = changing.flatMap(({ fn, now }) => (fn !== null && fn.driver !== null && now.online ? [fn] : []));
  return {
    title,
    summary: online ? onlineSummary(pf, changing) : offlineSummary(pf, changing),
    steps,
    undo: [PLAN_WORDS.undoNvme],
    change: { toNone: online ? [] : freed.filter(({ driver }) => driver === "nvme") },
    remarks: nvmeLasts.run(pf, told),
  };
}

function refusals(pf: FunctionInfo, moves: readonly Move[], told: Told): Check[] {
  return [
    ...nvmeOnlineNeedsVf.run(
      pf,
      moves.filter(({ fn }) => fn === null).map(({ now }) => now.vf),
    ),
    ...NVME_RESOURCES.flatMap((resource) => {
      const pool = told[resource];
      const wanted = moves.map(({ now, wanted: { [resource]: count } }) => ({ now, count }));
      return [
        ...nvmeLeast.run(pf, resource, pool, wanted, LEAST[resource]),
        ...nvmePool.run(pf, resource, pool, wanted),
      ];
    }),
  ];
}

function wantedOf(request: Request, now: NvmeVf, pf: FunctionInfo, told: Told, chosen: number): Move["wanted"] {
  const { online } = request;
  if (!online) return { online, queues: 0, interrupts: 0 };
  const count = (resource: NvmeResource) =>
    request[resource] ?? (now[resource] >= LEAST[resource] ? now[resource] : shareOf(resource, pf, told, chosen));
  return { online, queues: count("queues"), interrupts: count("interrupts") };
}

/** An equal share of what is shared out for each VF that is there, in whole steps; the least where nothing is told. */
function shareOf(resource: NvmeResource, pf: FunctionInfo, told: Told, chosen: number): number {
  const pool: NvmePool | null = told[resource];
  const least = LEAST[resource];
  if (pool === null) return least;
  if (pool.total === 0) return 0;
  const step = Math.max(1, pool.step);
  const each = Math.floor((pool.total - pool.toPf) / Math.max(1, pf.virtfns.length, chosen));
  const share = Math.min(pool.most === 0 ? each : pool.most, each);
  return Math.max(least, share - (share % step));
}

function onlineSummary(pf: FunctionInfo, moves: readonly Move[]): Words {
  const [first] = moves;
  const { queues = 0, interrupts = 0 } = first?.wanted ?? {};
  const bound = moves.flatMap(({ fn }) =>
    fn !== null && fn.driver === null && fn.driverOverride === null ? [fn.bdf] : [],
  );
  const isBound = bound.length > 0 && pf.sriov?.driversAutoprobe !== false;
  const count = moves.length;
  return sentences(
    PLAN_WORDS.nvmeWillBeOnline({ pf: pf.bdf, vfs: vfsOf(moves), queues, interrupts, count }),
    isBound ? PLAN_WORDS.nvmeThenBinds({ functions: functionNames(bound) }) : null,
    PLAN_WORDS.nvmeLasts,
  );
}

function offlineSummary(pf: FunctionInfo, moves: readonly Move[]): Words {
  return PLAN_WORDS.nvmeWillBeOffline({ pf: pf.bdf, vfs: vfsOf(moves), count: moves.length });
}

function vfsOf(moves: readonly Move[]): Words {
  const [first] = moves;
  return moves.length === 1 && first
    ? PLAN_WORDS.vf({ vf: String(first.now.vf) })
    : COMMON.vfs({ count: moves.length });
}
