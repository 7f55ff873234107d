/** What can be done with one or several functions: the same list for the context menu, the selection bar and the palette. */
import {
  CircleMinus,
  Copy,
  EyeOff,
  FileDown,
  Forward,
  HardDrive,
  ListTree,
  type LucideIcon,
  Pin,
  Plug,
  RotateCcw,
  Settings2,
  SlidersHorizontal,
  ToggleLeft,
  Unplug,
  Zap,
} from "lucide-react";
import type { FunctionInfo } from "../../shared/machine/facts.ts";
import { hasVfSettings } from "../../shared/machine/interfaces.ts";
import type { Machine } from "../../shared/machine/machine.ts";
import { isNvmePf } from "../../shared/machine/nvme-vfs.ts";
import { hasVfio, isGivingDriver, isOnVfio, roleOf } from "../../shared/machine/role.ts";
import { permanentTexts } from "../../shared/operations/texts/kept-over-restart.ts";
import { leaveFunctionUnread } from "../stores/left-unread.ts";
import { type AskedDialog, ask } from "../stores/operations.ts";
import { focusFunction } from "../stores/view.ts";
import { copyText } from "./clipboard.ts";
import { clearNarrowing, setGrouping } from "./tree-view.ts";

export type FunctionActionId =
  | "set-vfs"
  | "assign"
  | "give-back"
  | "hand-over"
  | "copy-bdf"
  | "export"
  | "show-in-topology"
  | "vf-settings"
  | "nvme-vfs"
  | "autoprobe"
  | "d3cold"
  | "permanent"
  | "leave-unread"
  | "reset"
  | "remove";

interface FunctionAction {
  readonly id: FunctionActionId;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Why it cannot be done right now; null when it can. */
  readonly disabledBecause: string | null;
  run(): void;
}

/** One action for these functions, of which there is one at least; null where it makes no sense for them. */
type Rule = (functions: readonly FunctionInfo[], machine: Machine) => FunctionAction | null;

/** Most used first. What the kernel would refuse for a reason worth knowing is left in: the plan explains it. */
const RULES: readonly Rule[] = [
  setVfs,
  assign,
  giveBack,
  handOver,
  copyBdf,
  exportReport,
  showInTopology,
  vfSettings,
  nvmeVfs,
  autoprobe,
  d3cold,
  permanent,
  leaveUnread,
  reset,
  remove,
];

/** These read only: they go for a file as well. */
const READS: ReadonlySet<FunctionActionId> = new Set([
  "hand-over",
  "copy-bdf",
  "export",
  "show-in-topology",
  "permanent",
]);
const NOT_A_LIVE_MACHINE = "A file shows a machine as it was: nothing in it can be changed.";

/** The actions that make sense for these functions. */
export function functionActions(machine: Machine, functions: readonly FunctionInfo[]): readonly FunctionAction[] {
  if (functions.length === 0) return [];
  const isFile = machine.snapshot.identity.kind === "file";
  return RULES.flatMap((rule) => rule(functions, machine) ?? []).map((action) =>
    isFile && !READS.has(action.id) ? { ...action, disabledBecause: NOT_A_LIVE_MACHINE } : action,
  );
}

function opens(
  id: FunctionActionId,
  icon: LucideIcon,
  label: string,
  dialog: AskedDialog,
  disabledBecause: string | null = null,
): FunctionAction {
  return { id, icon, label, disabledBecause, run: () => ask({ ...dialog }) };
}

function bdfsOf(functions: readonly FunctionInfo[]) {
  return functions.map((fn) => fn.bdf);
}

/** The function, where it is the only one. */
function onlyOne(functions: readonly FunctionInfo[]): FunctionInfo | null {
  return functions.length === 1 ? (functions[0] ?? null) : null;
}

/** `Assign to vfio-pci…`, `Assign 3 to vfio-pci…`: the number where there are several. */
function withCount(verb: string, concerned: readonly FunctionInfo[], of: readonly FunctionInfo[], rest: string) {
  return of.length === 1 ? `${verb} ${rest}` : `${verb} ${concerned.length} ${rest}`;
}

/** Some machines hang or die of a read of a certain function's registers. */
function leaveUnread(functions: readonly FunctionInfo[], machine: Machine): FunctionAction | null {
  const fn = onlyOne(functions);
  if (fn === null || machine.snapshot.identity.kind === "file") return null;
  const isLeft = !fn.leftUnread;
  const label = isLeft ? "Leave its registers unread" : "Read its registers again";
  const run = () => void leaveFunctionUnread(fn.bdf, isLeft);
  return { id: "leave-unread", label, icon: EyeOff, disabledBecause: null, run };
}

function setVfs(functions: readonly FunctionInfo[]): FunctionAction | null {
  const pf = onlyOne(functions);
  if (pf === null || roleOf(pf) !== "pf") return null;
  const off = pf.sriov?.totalVfs === 0 ? "Its driver allows no VFs." : null;
  return opens("set-vfs", SlidersHorizontal, "Set number of VFs…", { kind: "vfs", pf: pf.bdf, draft: null }, off);
}

function assign(functions: readonly FunctionInfo[]): FunctionAction | null {
  const free = functions.filter((fn) => !isOnVfio(fn) && roleOf(fn) !== "bridge");
  if (free.length === 0) return null;
  const request = { kind: "assign", bdfs: bdfsOf(free) } as const;
  return opens("assign", Plug, withCount("Assign", free, functions, "to vfio-pci…"), { kind: "plan", request });
}

function giveBack(functions: readonly FunctionInfo[]): FunctionAction | null {
  const held = functions.filter((fn) => isGivingDriver(fn.driver));
  if (held.length === 0) return null;
  const request = { kind: "giveBack", bdfs: bdfsOf(held) } as const;
  return opens("give-back", Unplug, withCount("Give", held, functions, "back to the host…"), { kind: "plan", request });
}

function handOver(functions: readonly FunctionInfo[]): FunctionAction | null {
  const given = functions.filter(hasVfio);
  if (given.length === 0) return null;
  const label = withCount("Hand", given, functions, "over to a guest…");
  return opens("hand-over", Forward, label, { kind: "handoff", bdfs: bdfsOf(given) });
}

function copyBdf(functions: readonly FunctionInfo[]): FunctionAction {
  return {
    id: "copy-bdf",
    icon: Copy,
    label: functions.length === 1 ? "Copy BDF" : `Copy ${functions.length} BDFs`,
    disabledBecause: null,
    run: () => void copyText(bdfsOf(functions).join("\n")),
  };
}

function exportReport(functions: readonly FunctionInfo[]): FunctionAction {
  return opens("export", FileDown, "Export report…", {
    kind: "export",
    scope: { kind: "functions", bdfs: bdfsOf(functions) },
  });
}

function showInTopology(functions: readonly FunctionInfo[]): FunctionAction | null {
  const fn = onlyOne(functions);
  if (fn === null) return null;
  return {
    id: "show-in-topology",
    icon: ListTree,
    label: "Show in topology",
    disabledBecause: null,
    run() {
      clearNarrowing();
      setGrouping("topology");
      focusFunction(fn.bdf);
    },
  };
}

/** Of VFs of one PF, by their indices there. */
function vfSettings(functions: readonly FunctionInfo[], machine: Machine): FunctionAction | null {
  const physfn = functions[0]?.physfn ?? null;
  const pf = physfn === null ? undefined : machine.byBdf.get(physfn);
  if (pf === undefined || !hasVfSettings(pf) || functions.some((fn) => fn.physfn !== pf.bdf)) return null;
  const chosen = new Set(bdfsOf(functions));
  const vfs = pf.virtfns.flatMap(({ index, bdf }) => (chosen.has(bdf) ? [index] : []));
  if (vfs.length === 0) return null;
  const label = vfs.length === 1 ? "VF settings…" : `Settings of ${vfs.length} VFs…`;
  return opens("vf-settings", Settings2, label, { kind: "vfSettings", pf: pf.bdf, vfs });
}

/** Of VFs of one NVMe PF. */
function nvmeVfs(functions: readonly FunctionInfo[], machine: Machine): FunctionAction | null {
  const physfn = functions[0]?.physfn ?? null;
  const pf = physfn === null ? undefined : machine.byBdf.get(physfn);
  if (pf === undefined || !isNvmePf(pf) || functions.some((fn) => fn.physfn !== pf.bdf)) return null;
  const chosen = new Set(bdfsOf(functions));
  const vfs = pf.virtfns.flatMap(({ index, bdf }) => (chosen.has(bdf) ? [index] : []));
  if (vfs.length === 0) return null;
  const label = vfs.length === 1 ? "NVMe controller…" : `NVMe controllers of ${vfs.length} VFs…`;
  return opens("nvme-vfs", HardDrive, label, { kind: "nvmeVfs", pf: pf.bdf, vfs });
}

function autoprobe(functions: readonly FunctionInfo[]): FunctionAction | null {
  const pf = onlyOne(functions);
  const now = pf?.sriov?.driversAutoprobe ?? null;
  if (pf === null || now === null) return null;
  const request = { kind: "autoprobe.set", pf: pf.bdf, value: !now } as const;
  return opens("autoprobe", ToggleLeft, now ? "Keep drivers off new VFs…" : "Let drivers take new VFs…", {
    kind: "plan",
    request,
  });
}

/** Offered where all of them are the same now. */
function d3cold(functions: readonly FunctionInfo[]): FunctionAction | null {
  const now = functions[0]?.d3coldAllowed ?? null;
  if (now === null || functions.some((fn) => fn.d3coldAllowed !== now)) return null;
  const request = { kind: "d3cold.set", bdfs: bdfsOf(functions), value: !now } as const;
  return opens("d3cold", Zap, now ? "Keep out of D3cold…" : "Let it enter D3cold…", { kind: "plan", request });
}

function permanent(functions: readonly FunctionInfo[]): FunctionAction | null {
  const fn = onlyOne(functions);
  if (fn === null || permanentTexts(fn).length === 0) return null;
  return opens("permanent", Pin, "Make it last…", { kind: "permanent", bdf: fn.bdf });
}

function reset(functions: readonly FunctionInfo[]): FunctionAction | null {
  const able = functions.filter((fn) => roleOf(fn) !== "bridge");
  if (able.length === 0) return null;
  const off = able.every((fn) => fn.resetMethods?.length === 0) ? "The kernel knows no way to reset it." : null;
  const label = able.length === 1 ? "Reset…" : `Reset ${able.length}…`;
  return opens("reset", RotateCcw, label, { kind: "reset", bdfs: bdfsOf(able) }, off);
}

function remove(functions: readonly FunctionInfo[]): FunctionAction | null {
  const able = functions.filter((fn) => roleOf(fn) !== "bridge" && fn.physfn === null);
  if (able.length === 0) return null;
  const label = able.length === 1 ? "Remove from the bus…" : `Remove ${able.length} from the bus…`;
  return opens("remove", CircleMinus, label, { kind: "plan", request: { kind: "device.remove", bdfs: bdfsOf(able) } });
}
