/** What a request is called: a plan's title, and its entry's. Of entries of before, whose titles are English, too. Pure. */
import type { Value, Words } from "../../words/message.ts";
import { COMMON } from "../../words/texts/common.ts";
import { PLAN_TITLE_WORDS, PLAN_WORDS } from "../../words/texts/plan.ts";
import {
  editedSettings,
  editedVfs,
  type OperationRequest,
  type RequestKind,
  type RequestOf,
} from "../request/request.ts";
import { SETTING_NAMES } from "../verbs/setting-names.ts";
import { functionNames } from "../words.ts";

/** What is known of the entry that a request is about; null = the journal does not have it. */
export type Referred = (entryId: string) => { readonly request: OperationRequest } | null;

/** Undoing what undid something does it again: titles do not grow with each turn. */
const MOST_TURNS = 20;
/** One that finishes what undid one that finished …: so many titles stand in one another. */
const MOST_NESTED = 3;

/** The title of a request, by what it refers to. Ends also where entries of a journal refer to each other. */
export function titleOf(request: OperationRequest, referred: Referred): Words {
  return nestedTitle(request, referred, 0);
}

function nestedTitle(request: OperationRequest, referred: Referred, nested: number): Words {
  let turns = 0;
  let asked: OperationRequest = request;
  while (asked.kind === "undo") {
    const entry = turns < MOST_TURNS ? referred(asked.entryId) : null;
    if (entry === null) return PLAN_TITLE_WORDS.undoUnknown;
    turns += 1;
    asked = entry.request;
  }
  const title = asked.kind === "finish" ? finishTitle(asked, referred, nested) : ownTitle(asked);
  if (turns === 0) return title;
  return turns % 2 === 1 ? PLAN_TITLE_WORDS.undo({ title }) : PLAN_TITLE_WORDS.redo({ title });
}

type Plain = Exclude<RequestKind, "undo" | "finish">;
type Titles = { readonly [K in Plain]: (request: RequestOf<K>) => Words };

/** Of requests that are about no entry. */
const TITLES: Titles = {
  "vfs.set": ({ pf, count }) => PLAN_TITLE_WORDS.setVfs({ pf, count }),
  assign: ({ bdfs }) => PLAN_TITLE_WORDS.bindVfio({ functions: functionNames(bdfs) }),
  giveBack: ({ bdfs }) => PLAN_TITLE_WORDS.returnToHost({ functions: functionNames(bdfs) }),
  "device.remove": ({ bdfs }) => PLAN_TITLE_WORDS.remove({ functions: functionNames(bdfs) }),
  "device.reset": ({ bdfs }) => PLAN_TITLE_WORDS.reset({ functions: functionNames(bdfs) }),
  "bus.rescan": () => PLAN_TITLE_WORDS.rescan,
  "autoprobe.set": ({ pf, value }) => PLAN_TITLE_WORDS[value ? "enableAutoprobe" : "disableAutoprobe"]({ pf }),
  "d3cold.set": ({ bdfs, value }) =>
    PLAN_TITLE_WORDS[value ? "allowD3cold" : "forbidD3cold"]({ functions: functionNames(bdfs) }),
  "vf.settings": settingsTitle,
  "nvme.vfs": ({ pf, vfs, online }) =>
    PLAN_TITLE_WORDS[online ? "nvmeOnline" : "nvmeOffline"]({ pf, count: new Set(vfs).size, vfs: vfsText(vfs) }),
};

/** One setting is named; of several it is said that there are some. */
function settingsTitle(request: RequestOf<"vf.settings">): Words {
  const { pf } = request;
  const vfs = editedVfs(request);
  const names = new Set([...editedSettings(request)].map((name) => SETTING_NAMES[name]));
  const [setting] = names;
  if (setting !== undefined && names.size === 1)
    return PLAN_TITLE_WORDS.setVfSetting({ pf, setting, vfs: vfsText(vfs) });
  return vfs.length === 1
    ? PLAN_TITLE_WORDS.setVf({ pf, vf: String(vfs[0]) })
    : PLAN_TITLE_WORDS.setSeveralVfs({ pf, count: vfs.length });
}

function ownTitle(request: RequestOf<Plain>): Words {
  return TITLES[request.kind](request as never);
}

/** One that finished one that finished …: what is finished is the first of them. */
function finishTitle(request: RequestOf<"finish">, referred: Referred, nested: number): Words {
  let asked: OperationRequest = request;
  for (let turns = 0; asked.kind === "finish"; turns++) {
    const entry: ReturnType<Referred> = turns < MOST_TURNS && nested < MOST_NESTED ? referred(asked.entryId) : null;
    if (entry === null) return PLAN_TITLE_WORDS.finishUnknown;
    asked = entry.request;
  }
  return PLAN_TITLE_WORDS.finish({ title: nestedTitle(asked, referred, nested + 1) });
}

/** `VF 3`, `4 VFs` */
function vfsText(vfs: readonly number[]): Value {
  const distinct = new Set(vfs);
  return distinct.size === 1 ? PLAN_WORDS.vf({ vf: String(vfs[0]) }) : COMMON.vfs({ count: distinct.size });
}
