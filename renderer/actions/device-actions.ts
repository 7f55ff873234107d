/** Actions on functions themselves, beside who has them: settings of VFs, reset, removal, what is to last. */
import type { FunctionInfo } from "../../shared/machine/facts.ts";
import type { Machine } from "../../shared/machine/machine.ts";
import { roleOf } from "../../shared/machine/role.ts";
import { permanentTexts } from "../../shared/operations/texts/kept-over-restart.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { useOperations } from "../stores/operations.ts";

export type DeviceActionId = "vf-settings" | "autoprobe" | "permanent" | "reset" | "remove";

interface DeviceAction {
  readonly id: DeviceActionId;
  readonly label: string;
  readonly disabledBecause: string | null;
  run(): void;
}

/** Those that make sense for these functions. What a plan would refuse for a reason worth knowing is left in. */
export function deviceActions(machine: Machine, functions: readonly FunctionInfo[]): DeviceAction[] {
  const actions = [
    vfSettings(machine, functions),
    autoprobe(functions),
    permanent(functions),
    reset(functions),
    remove(functions),
  ];
  return actions.filter((action) => action !== null);
}

/** The VFs of one PF among these functions, by index; null when there are others as well. */
export function vfsOfOnePf(
  machine: Machine,
  functions: readonly FunctionInfo[],
): { readonly pf: Bdf; readonly vfs: readonly number[] } | null {
  const [first] = functions;
  const pf = first?.physfn == null ? undefined : machine.byBdf.get(first.physfn);
  if (pf === undefined || functions.some((fn) => fn.physfn !== pf.bdf)) return null;
  const chosen = new Set(functions.map((fn) => fn.bdf));
  return { pf: pf.bdf, vfs: pf.virtfns.flatMap(({ index, bdf }) => (chosen.has(bdf) ? [index] : [])) };
}

function vfSettings(machine: Machine, functions: readonly FunctionInfo[]): DeviceAction | null {
  const chosen = vfsOfOnePf(machine, functions);
  if (chosen === null || chosen.vfs.length === 0) return null;
  return {
    id: "vf-settings",
    label: chosen.vfs.length === 1 ? "VF settings…" : `Settings of ${chosen.vfs.length} VFs…`,
    disabledBecause: null,
    run: () => useOperations.getState().openVfSettings(chosen.pf, chosen.vfs),
  };
}

function autoprobe(functions: readonly FunctionInfo[]): DeviceAction | null {
  const [pf] = functions;
  const now = pf?.sriov?.driversAutoprobe ?? null;
  if (pf === undefined || functions.length > 1 || now === null) return null;
  return {
    id: "autoprobe",
    label: now ? "Keep drivers off new VFs…" : "Let drivers take new VFs…",
    disabledBecause: null,
    run: () => useOperations.getState().requestPlan({ kind: "autoprobe.set", pf: pf.bdf, value: !now }),
  };
}

function permanent(functions: readonly FunctionInfo[]): DeviceAction | null {
  const [fn] = functions;
  if (fn === undefined || functions.length > 1 || permanentTexts(fn).length === 0) return null;
  return {
    id: "permanent",
    label: "Make it last…",
    disabledBecause: null,
    run: () => useOperations.getState().openPermanent(fn.bdf),
  };
}

function reset(functions: readonly FunctionInfo[]): DeviceAction | null {
  const able = functions.filter((fn) => roleOf(fn) !== "bridge");
  if (able.length === 0) return null;
  const none = able.every((fn) => fn.resetMethods?.length === 0);
  return {
    id: "reset",
    label: able.length === 1 ? "Reset…" : `Reset ${able.length}…`,
    disabledBecause: none ? "The kernel knows no way to reset it." : null,
    run: () => useOperations.getState().openReset(able.map((fn) => fn.bdf)),
  };
}

function remove(functions: readonly FunctionInfo[]): DeviceAction | null {
  const able = functions.filter((fn) => roleOf(fn) !== "bridge" && fn.physfn === null);
  if (able.length === 0) return null;
  return {
    id: "remove",
    label: able.length === 1 ? "Remove from the bus…" : `Remove ${able.length} from the bus…`,
    disabledBecause: null,
    run: () => useOperations.getState().requestPlan({ kind: "device.remove", bdfs: able.map((fn) => fn.bdf) }),
  };
}
