/** What can be done with one or several functions: the same list for the context menu, the selection bar and the palette. */
import type { FunctionInfo } from "../../shared/machine/facts.ts";
import type { Machine } from "../../shared/machine/machine.ts";
import { hasVfio, isGivingDriver, isOnVfio, roleOf } from "../../shared/machine/role.ts";
import { useOperations } from "../stores/operations.ts";
import { focusFunction } from "../stores/view.ts";
import { copyText } from "./clipboard.ts";
import { type DeviceActionId, deviceActions } from "./device-actions.ts";
import { clearNarrowing, setGrouping } from "./tree-view.ts";

export type FunctionActionId =
  | "copy-bdf"
  | "set-vfs"
  | "assign"
  | "give-back"
  | "hand-over"
  | "export"
  | "show-in-topology"
  | DeviceActionId;

export interface FunctionAction {
  readonly id: FunctionActionId;
  readonly label: string;
  /** Why it cannot be done right now; null when it can. */
  readonly disabledBecause: string | null;
  run(): void;
}

const NOT_A_LIVE_MACHINE = "A file shows a machine as it was: nothing in it can be changed.";

/**
 * The actions that make sense for these functions, most used first. What the kernel would refuse for a reason worth
 * knowing is left in: the plan explains it.
 */
export function functionActions(machine: Machine, functions: readonly FunctionInfo[]): readonly FunctionAction[] {
  const [first] = functions;
  if (first === undefined) return [];
  const isFile = machine.snapshot.identity.kind === "file";
  const changes = [setVfs(functions), assign(functions), giveBack(functions)]
    .filter((action) => action !== null)
    .map((action) => (isFile ? { ...action, disabledBecause: NOT_A_LIVE_MACHINE } : action));
  const bdfs = functions.map((fn) => fn.bdf);
  const given = functions.filter(hasVfio);
  const actions: FunctionAction[] = [
    ...changes,
    ...(given.length === 0 ? [] : [handOver(given, functions)]),
    {
      id: "copy-bdf",
      label: functions.length === 1 ? "Copy BDF" : `Copy ${functions.length} BDFs`,
      disabledBecause: null,
      run: () => void copyText(bdfs.join("\n")),
    },
    {
      id: "export",
      label: "Export report…",
      disabledBecause: null,
      run: () => useOperations.getState().openExport({ kind: "functions", bdfs: [...bdfs] }),
    },
  ];
  if (functions.length === 1) {
    actions.push({
      id: "show-in-topology",
      label: "Show in topology",
      disabledBecause: null,
      run: () => {
        clearNarrowing();
        setGrouping("topology");
        focusFunction(first.bdf);
      },
    });
  }
  const more = deviceActions(machine, functions).map((action) =>
    isFile && action.id !== "permanent" ? { ...action, disabledBecause: NOT_A_LIVE_MACHINE } : action,
  );
  actions.push(...more);
  return actions;
}

function setVfs(functions: readonly FunctionInfo[]): FunctionAction | null {
  const [pf] = functions;
  if (pf === undefined || functions.length > 1 || roleOf(pf) !== "pf") return null;
  return {
    id: "set-vfs",
    label: "Set number of VFs…",
    disabledBecause: pf.sriov?.totalVfs === 0 ? "Its driver allows no VFs." : null,
    run: () => useOperations.getState().openVfDialog(pf.bdf),
  };
}

function assign(functions: readonly FunctionInfo[]): FunctionAction | null {
  const free = functions.filter((fn) => !isOnVfio(fn) && roleOf(fn) !== "bridge");
  if (free.length === 0) return null;
  return {
    id: "assign",
    label: withCount("Assign", free, functions, "to vfio-pci…"),
    disabledBecause: null,
    run: () => useOperations.getState().requestPlan({ kind: "assign", bdfs: free.map((fn) => fn.bdf) }),
  };
}

function giveBack(functions: readonly FunctionInfo[]): FunctionAction | null {
  const held = functions.filter((fn) => isGivingDriver(fn.driver));
  if (held.length === 0) return null;
  return {
    id: "give-back",
    label: withCount("Give", held, functions, "back to the host…"),
    disabledBecause: null,
    run: () => useOperations.getState().requestPlan({ kind: "giveBack", bdfs: held.map((fn) => fn.bdf) }),
  };
}

/** Reads only: it goes for a file as well. */
function handOver(given: readonly FunctionInfo[], functions: readonly FunctionInfo[]): FunctionAction {
  return {
    id: "hand-over",
    label: withCount("Hand", given, functions, "over to a guest…"),
    disabledBecause: null,
    run: () => useOperations.getState().openHandoff(given.map((fn) => fn.bdf)),
  };
}

/** `Assign to vfio-pci…`, `Assign 3 to vfio-pci…`: the number where there are several. */
function withCount(
  verb: string,
  concerned: readonly FunctionInfo[],
  all: readonly FunctionInfo[],
  rest: string,
): string {
  return all.length === 1 ? `${verb} ${rest}` : `${verb} ${concerned.length} ${rest}`;
}
