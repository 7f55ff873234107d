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
import { isFile } from "../../shared/machine/file-name.ts";
import { hasVfSettings } from "../../shared/machine/interfaces.ts";
import type { Machine } from "../../shared/machine/machine.ts";
import { isNvmePf } from "../../shared/machine/nvme-vfs.ts";
import { hasVfio, hasVfs, isGivingDriver, roleOf } from "../../shared/machine/role.ts";
import type { UsedByIndex } from "../../shared/machine/used-by.ts";
import { noVfsBecause } from "../../shared/operations/findings/pf-drivers.ts";
import { permanentTexts } from "../../shared/operations/texts/kept-over-restart.ts";
import type { Words } from "../../shared/words/message.ts";
import { leaveFunctionUnread } from "../stores/left-unread.ts";
import { type AskedDialog, ask } from "../stores/operations.ts";
import { outOfReachNow } from "../stores/out-of-reach.ts";
import { usedByNow } from "../stores/used-by.ts";
import { focusFunction } from "../stores/view.ts";
import { FUNCTION_ACTION_WORDS } from "../words/function-actions.ts";
import { RESET_WORDS } from "../words/reset.ts";
import { SRIOV_TAB_WORDS } from "../words/sriov-tab.ts";
import { bindable } from "./bindable.ts";
import { copyText } from "./clipboard.ts";
import { editVfs } from "./edit-vfs.ts";
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

/** What stands together in a menu, in the order of {@link ACTION_GROUPS}. */
export const ACTION_GROUPS = ["vfs", "driver", "guest", "copy", "power"] as const;
export type ActionGroup = (typeof ACTION_GROUPS)[number];

export interface FunctionAction {
  readonly id: FunctionActionId;
  readonly group: ActionGroup;
  readonly label: Words;
  /** Further words by which the palette finds it, of either language. */
  readonly words?: string;
  /** Takes a function from the machine, or its state: stands last, and looks so. */
  readonly isDestructive?: true;
  readonly icon: LucideIcon;
  /** Why it cannot be done right now; null when it can. */
  readonly disabledBecause: Words | null;
  /** For which of the functions it is not. */
  readonly hint?: Words;
  run(): void;
}

/** One action for these functions, of which there is one at least; null where it makes no sense for them. */
type Rule = (functions: readonly FunctionInfo[], machine: Machine, usedBy: UsedByIndex) => FunctionAction | null;

/** By group, most used first. What the kernel would refuse for a reason worth knowing is left in: the plan explains it. */
const RULES: readonly Rule[] = [
  setVfs,
  vfSettings,
  nvmeVfs,
  autoprobe,
  assign,
  giveBack,
  permanent,
  handOver,
  copyBdf,
  exportReport,
  showInTopology,
  leaveUnread,
  d3cold,
  reset,
  remove,
];

/** These read only: a file has them, and none of the others; a machine that is lost has the others off. */
const READS: ReadonlySet<FunctionActionId> = new Set([
  "hand-over",
  "copy-bdf",
  "export",
  "show-in-topology",
  "permanent",
]);

/** What is known beside the facts of a machine, by whoever draws; else what is known at this moment. */
export interface Known {
  readonly usedBy?: UsedByIndex;
  /** Why nothing can be changed on the machine right now; null = it is in reach. */
  readonly outOfReach?: Words | null;
}

/** The actions that make sense for these functions. */
export function functionActions(
  machine: Machine,
  functions: readonly FunctionInfo[],
  { usedBy = usedByNow(machine), outOfReach = outOfReachNow() }: Known = {},
): readonly FunctionAction[] {
  if (functions.length === 0) return [];
  const actions = RULES.flatMap((rule) => rule(functions, machine, usedBy) ?? []);
  if (isFile(machine.snapshot)) return actions.filter(({ id }) => READS.has(id));
  if (outOfReach === null) return actions;
  return actions.map((action) => (READS.has(action.id) ? action : { ...action, disabledBecause: outOfReach }));
}

function opens(
  id: FunctionActionId,
  group: ActionGroup,
  icon: LucideIcon,
  label: Words,
  dialog: AskedDialog,
  more: Partial<Pick<FunctionAction, "disabledBecause" | "hint" | "words" | "isDestructive">> = {},
): FunctionAction {
  return { id, group, icon, label, disabledBecause: null, ...more, run: () => ask({ ...dialog }) };
}

function bdfsOf(functions: readonly FunctionInfo[]) {
  return functions.map((fn) => fn.bdf);
}

/** The function, where it is the only one. */
function onlyOne(functions: readonly FunctionInfo[]): FunctionInfo | null {
  return functions.length === 1 ? (functions[0] ?? null) : null;
}

/** `Bind to vfio-pci…`, `Bind 3 to vfio-pci…`: the number where several are selected. */
function withCount(
  concerned: readonly FunctionInfo[],
  of: readonly FunctionInfo[],
  one: Words,
  several: (values: { count: number }) => Words,
): Words {
  return of.length === 1 ? one : several({ count: concerned.length });
}

/** Some machines hang or die of a read of a certain function's registers. */
function leaveUnread(functions: readonly FunctionInfo[]): FunctionAction | null {
  const fn = onlyOne(functions);
  if (fn === null) return null;
  const isLeft = !fn.leftUnread;
  const label = isLeft ? FUNCTION_ACTION_WORDS.leaveUnread : FUNCTION_ACTION_WORDS.readAgain;
  const run = () => void leaveFunctionUnread(fn.bdf, isLeft);
  return { id: "leave-unread", group: "power", label, icon: EyeOff, disabledBecause: null, run };
}

function setVfs(functions: readonly FunctionInfo[]): FunctionAction | null {
  const pf = onlyOne(functions);
  if (pf === null || roleOf(pf) !== "pf") return null;
  const off = pf.sriov?.totalVfs === 0 ? SRIOV_TAB_WORDS.noneAllowed : noVfsBecause(pf);
  return opens(
    "set-vfs",
    "vfs",
    SlidersHorizontal,
    hasVfs(pf) ? FUNCTION_ACTION_WORDS.changeVfs : FUNCTION_ACTION_WORDS.createVfs,
    { kind: "vfs", pf: pf.bdf, draft: null },
    { disabledBecause: off, words: "set number of VFs sriov numvfs 设置 VF 数量" },
  );
}

function assign(functions: readonly FunctionInfo[], _: Machine, usedBy: UsedByIndex): FunctionAction | null {
  const { able, leftOut, isRefused } = bindable(functions, usedBy);
  if (able.length === 0 && !isRefused) return null;
  const request = { kind: "assign", bdfs: bdfsOf(able) } as const;
  const label =
    able.length === 0
      ? FUNCTION_ACTION_WORDS.bind
      : withCount(able, functions, FUNCTION_ACTION_WORDS.bind, FUNCTION_ACTION_WORDS.bindSeveral);
  return opens(
    "assign",
    "driver",
    Plug,
    label,
    { kind: "plan", request },
    {
      disabledBecause: able.length === 0 ? leftOut : null,
      ...(leftOut === null ? {} : { hint: leftOut }),
      words: "passthrough guest vfio 直通 虚拟机",
    },
  );
}

function giveBack(functions: readonly FunctionInfo[]): FunctionAction | null {
  const held = functions.filter((fn) => isGivingDriver(fn.driver));
  if (held.length === 0) return null;
  const request = { kind: "giveBack", bdfs: bdfsOf(held) } as const;
  const label = withCount(held, functions, FUNCTION_ACTION_WORDS.giveBack, FUNCTION_ACTION_WORDS.giveBackSeveral);
  return opens("give-back", "driver", Unplug, label, { kind: "plan", request });
}

function handOver(functions: readonly FunctionInfo[]): FunctionAction | null {
  const given = functions.filter(hasVfio);
  if (given.length === 0) return null;
  const label = withCount(given, functions, FUNCTION_ACTION_WORDS.guest, FUNCTION_ACTION_WORDS.guestSeveral);
  return opens(
    "hand-over",
    "guest",
    Forward,
    label,
    { kind: "handoff", bdfs: bdfsOf(given) },
    { words: "guest configuration hand over libvirt qemu xml virsh 虚拟机 配置" },
  );
}

function copyBdf(functions: readonly FunctionInfo[]): FunctionAction {
  return {
    id: "copy-bdf",
    group: "copy",
    icon: Copy,
    label:
      functions.length === 1
        ? FUNCTION_ACTION_WORDS.copyBdf
        : FUNCTION_ACTION_WORDS.copyBdfs({ count: functions.length }),
    disabledBecause: null,
    run: () => void copyText(bdfsOf(functions).join("\n")),
  };
}

function exportReport(functions: readonly FunctionInfo[]): FunctionAction {
  return opens("export", "copy", FileDown, FUNCTION_ACTION_WORDS.exportReport, {
    kind: "export",
    scope: { kind: "functions", bdfs: bdfsOf(functions) },
  });
}

function showInTopology(functions: readonly FunctionInfo[]): FunctionAction | null {
  const fn = onlyOne(functions);
  if (fn === null) return null;
  return {
    id: "show-in-topology",
    group: "copy",
    icon: ListTree,
    label: FUNCTION_ACTION_WORDS.showInTopology,
    disabledBecause: null,
    run() {
      clearNarrowing();
      setGrouping("topology");
      focusFunction(fn.bdf);
    },
  };
}

/** Of a PF's VFs: of all of them, or of those that are selected. */
function vfSettings(functions: readonly FunctionInfo[], machine: Machine): FunctionAction | null {
  const alone = onlyOne(functions);
  const physfn = alone?.virtfns.length ? alone.bdf : (functions[0]?.physfn ?? null);
  const pf = physfn === null ? undefined : machine.byBdf.get(physfn);
  if (pf === undefined || !hasVfSettings(pf)) return null;
  if (pf !== alone && functions.some((fn) => fn.physfn !== pf.bdf)) return null;
  const chosen = new Set(bdfsOf(functions));
  const vfs = pf.virtfns.flatMap(({ index, bdf }) => (pf === alone || chosen.has(bdf) ? [index] : []));
  if (vfs.length === 0) return null;
  const label =
    vfs.length === 1
      ? FUNCTION_ACTION_WORDS.vfSettings
      : FUNCTION_ACTION_WORDS.vfSettingsSeveral({ count: vfs.length });
  return {
    id: "vf-settings",
    group: "vfs",
    icon: Settings2,
    label,
    words: "MAC VLAN trust spoof rate MSI-X",
    disabledBecause: null,
    run: () => editVfs(pf.bdf, vfs),
  };
}

/** Of VFs of one NVMe PF. */
function nvmeVfs(functions: readonly FunctionInfo[], machine: Machine): FunctionAction | null {
  const physfn = functions[0]?.physfn ?? null;
  const pf = physfn === null ? undefined : machine.byBdf.get(physfn);
  if (pf === undefined || !isNvmePf(pf) || functions.some((fn) => fn.physfn !== pf.bdf)) return null;
  const chosen = new Set(bdfsOf(functions));
  const vfs = pf.virtfns.flatMap(({ index, bdf }) => (chosen.has(bdf) ? [index] : []));
  if (vfs.length === 0) return null;
  const label =
    vfs.length === 1 ? FUNCTION_ACTION_WORDS.nvme : FUNCTION_ACTION_WORDS.nvmeSeveral({ count: vfs.length });
  return opens("nvme-vfs", "vfs", HardDrive, label, { kind: "nvmeVfs", pf: pf.bdf, vfs });
}

function autoprobe(functions: readonly FunctionInfo[]): FunctionAction | null {
  const pf = onlyOne(functions);
  const now = pf?.sriov?.driversAutoprobe ?? null;
  if (pf === null || now === null) return null;
  const request = { kind: "autoprobe.set", pf: pf.bdf, value: !now } as const;
  const label = now ? FUNCTION_ACTION_WORDS.autoprobeOff : FUNCTION_ACTION_WORDS.autoprobeOn;
  return opens("autoprobe", "vfs", ToggleLeft, label, { kind: "plan", request });
}

/** Offered where all of them are the same now. */
function d3cold(functions: readonly FunctionInfo[]): FunctionAction | null {
  const now = functions[0]?.d3coldAllowed ?? null;
  if (now === null || functions.some((fn) => fn.d3coldAllowed !== now)) return null;
  const request = { kind: "d3cold.set", bdfs: bdfsOf(functions), value: !now } as const;
  const label = now ? FUNCTION_ACTION_WORDS.d3coldOff : FUNCTION_ACTION_WORDS.d3coldOn;
  return opens("d3cold", "power", Zap, label, { kind: "plan", request });
}

function permanent(functions: readonly FunctionInfo[]): FunctionAction | null {
  const fn = onlyOne(functions);
  if (fn === null || permanentTexts(fn).length === 0) return null;
  return opens(
    "permanent",
    "driver",
    Pin,
    FUNCTION_ACTION_WORDS.permanent,
    { kind: "permanent", bdf: fn.bdf },
    { words: "reboot boot restart persist permanent keep 重启 开机 保留 永久" },
  );
}

function reset(functions: readonly FunctionInfo[]): FunctionAction | null {
  const able = functions.filter((fn) => roleOf(fn) !== "bridge");
  if (able.length === 0) return null;
  const off = able.every((fn) => fn.resetMethods?.length === 0) ? RESET_WORDS.noMethod : null;
  const label =
    able.length === 1 ? FUNCTION_ACTION_WORDS.reset : FUNCTION_ACTION_WORDS.resetSeveral({ count: able.length });
  return opens(
    "reset",
    "power",
    RotateCcw,
    label,
    { kind: "reset", bdfs: bdfsOf(able) },
    { disabledBecause: off, isDestructive: true, words: "flr" },
  );
}

function remove(functions: readonly FunctionInfo[]): FunctionAction | null {
  const able = functions.filter((fn) => roleOf(fn) !== "bridge" && fn.physfn === null);
  if (able.length === 0) return null;
  const label =
    able.length === 1 ? FUNCTION_ACTION_WORDS.remove : FUNCTION_ACTION_WORDS.removeSeveral({ count: able.length });
  const request = { kind: "device.remove", bdfs: bdfsOf(able) } as const;
  const words = "unplug hot-plug 热插拔";
  return opens("remove", "power", CircleMinus, label, { kind: "plan", request }, { isDestructive: true, words });
}
