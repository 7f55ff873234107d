/** What a request is called: a plan's title, and its entry's. Of entries of before, whose titles are English, too. Pure. */
import type { Value, Words } from "../../words/message.ts";
import { COMMON } from "../../words/texts/common.ts";
import { PLAN_TITLE_WORDS, PLAN_WORDS } from "../../words/texts/plan.ts";
import type { OperationRequest } from "../request/request.ts";
import { functionNames } from "../words.ts";

/** What is known of the entry that a request is about; null = the journal does not have it. */
export type Referred = (entryId: string) => { readonly request: OperationRequest } | null;

/** Undoing what undid something does it again: titles do not grow with each turn. */
const MOST_TURNS = 20;

export function titleOf(request: OperationRequest, referred: Referred): Words {
  let turns = 0;
  let asked: OperationRequest = request;
  while (asked.kind === "undo") {
    const entry = turns < MOST_TURNS ? referred(asked.entryId) : null;
    if (entry === null) return PLAN_TITLE_WORDS.undoUnknown;
    turns += 1;
    asked = entry.request;
  }
  const title = ownTitle(asked, referred, turns);
  if (turns === 0) return title;
  return turns % 2 === 1 ? PLAN_TITLE_WORDS.undo({ title }) : PLAN_TITLE_WORDS.redo({ title });
}

function ownTitle(request: Exclude<OperationRequest, { kind: "undo" }>, referred: Referred, depth: number): Words {
  switch (request.kind) {
    case "vfs.set":
      return PLAN_TITLE_WORDS.setVfs({ pf: request.pf, count: request.count });
    case "assign":
      return PLAN_TITLE_WORDS.bindVfio({ functions: functionNames(request.bdfs) });
    case "giveBack":
      return PLAN_TITLE_WORDS.returnToHost({ functions: functionNames(request.bdfs) });
    case "device.remove":
      return PLAN_TITLE_WORDS.remove({ functions: functionNames(request.bdfs) });
    case "device.reset":
      return PLAN_TITLE_WORDS.reset({ functions: functionNames(request.bdfs) });
    case "bus.rescan":
      return PLAN_TITLE_WORDS.rescan;
    case "autoprobe.set":
      return PLAN_TITLE_WORDS[request.value ? "enableAutoprobe" : "disableAutoprobe"]({ pf: request.pf });
    case "d3cold.set":
      return PLAN_TITLE_WORDS[request.value ? "allowD3cold" : "forbidD3cold"]({
        functions: functionNames(request.bdfs),
      });
    case "vf.settings": {
      const { pf, vfs } = request;
      return vfs.length === 1
        ? PLAN_TITLE_WORDS.setVf({ pf, vf: String(vfs[0]) })
        : PLAN_TITLE_WORDS.setSeveralVfs({ pf, count: vfs.length });
    }
    case "nvme.vfs": {
      const { pf, online } = request;
      const count = new Set(request.vfs).size;
      return PLAN_TITLE_WORDS[online ? "nvmeOnline" : "nvmeOffline"]({ pf, count, vfs: vfsText(request.vfs) });
    }
    case "finish": {
      const entry = depth < MOST_TURNS ? referred(request.entryId) : null;
      if (entry === null) return PLAN_TITLE_WORDS.finishUnknown;
      // One that finished one that finished …: what is finished is the first of them.
      if (entry.request.kind === "finish") return ownTitle(entry.request, referred, depth + 1);
      return PLAN_TITLE_WORDS.finish({ title: titleOf(entry.request, referred) });
    }
  }
}

/** `VF 3`, `4 VFs` */
function vfsText(vfs: readonly number[]): Value {
  const distinct = new Set(vfs);
  return distinct.size === 1 ? PLAN_WORDS.vf({ vf: String(vfs[0]) }) : COMMON.vfs({ count: distinct.size });
}
