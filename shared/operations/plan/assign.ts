/** Plans `assign` and `giveBack`: functions go to vfio-pci, so that guests can have them, and back to the host's drivers. */

import type { FunctionInfo } from "../../machine/facts.ts";
import { listsBy } from "../../machine/lists.ts";
import { isBridge, type Machine } from "../../machine/machine.ts";
import { isGivingDriver, isHandedOut, isOnVfio, VFIO_PCI } from "../../machine/role.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { either } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { COMMON } from "../../words/texts/common.ts";
import { PLAN_WORDS } from "../../words/texts/plan.ts";
import type { Check } from "../checks/found.ts";
import { alreadySo, notABridge } from "../checks/requests.ts";
import { staysHandedOut } from "../checks/vfio.ts";
import { likelyHostDriver, pfOf } from "../findings/drivers.ts";
import type { PlanInput } from "../findings/knowledge.ts";
import type { RequestOf } from "../request/request.ts";
import { overrideStep } from "../verbs/driver-override.ts";
import { loadVfioStep } from "../verbs/module-load.ts";
import type { DraftStep } from "../verbs/table.ts";
import { functionNames } from "../words.ts";
import { toHost, toVfio, whileProbing } from "./bindings.ts";
import { type Draft, type DraftInput, emptyDraft, lookUp } from "./draft.ts";
import { guestUse } from "./guest-use.ts";
import { titleOf } from "./titles.ts";

export function draftAssign(input: DraftInput, request: RequestOf<"assign">): Draft {
  const { machine } = input;
  const { found, remarks } = lookUp(machine, request.bdfs);
  const title = titleOf(request, () => null);
  const moving = found.filter((fn) => !isOnVfio(fn) && !isBridge(fn));
  const onVfio = found.filter(isOnVfio);
  const notes = [
    ...remarks,
    ...found.flatMap((fn) => notABridge.run(fn)),
    ...onVfio.flatMap(({ bdf, driver }) =>
      alreadySo.run(
        PLAN_WORDS.onVfioAlready({ functions: bdf, count: 1, driver: driver ?? "" }),
        PLAN_WORDS.driverIs({ bdf, driver: driver ?? "" }),
        bdf,
      ),
    ),
  ];
  if (moving.length === 0) {
    const isAll = remarks.length === 0 && onVfio.length === found.length;
    return emptyDraft(title, notes, isAll ? allOnVfio(onVfio) : undefined);
  }
  return {
    title,
    summary: PLAN_WORDS.toVfio({
      functions: functionNames(moving.map((fn) => fn.bdf)),
      use: guestUse(input, moving),
      count: moving.length,
    }),
    steps: [...(machine.snapshot.host.vfioPci === "loaded" ? [] : [loadVfioStep()]), ...moving.flatMap(toVfio)],
    effects: { rebinds: moving.map((fn) => ({ bdf: fn.bdf, from: fn.driver, to: VFIO_PCI })) },
    undo: [undoText(moving)],
    change: { toVfio: moving },
    remarks: notes,
  };
}

function allOnVfio(fns: readonly FunctionInfo[]): Words {
  const drivers = new Set(fns.flatMap(({ driver }) => driver ?? []));
  const functions = functionNames(fns.map(({ bdf }) => bdf));
  return PLAN_WORDS.onVfioAlready({ functions, count: fns.length, driver: either([...drivers]) });
}

function undoText(moving: readonly FunctionInfo[]): Words {
  const [first] = moving;
  if (moving.length === 1 && first) {
    const { bdf, driver } = first;
    return driver === null ? PLAN_WORDS.undoUnbinds({ bdf }) : PLAN_WORDS.undoRebinds({ bdf, driver });
  }
  const bindings = moving.map(({ bdf, driver }) => PLAN_WORDS.binding({ bdf, driver: driver ?? COMMON.noDriver }));
  return PLAN_WORDS.undoEachBinding({ bindings });
}

export function draftGiveBack(input: PlanInput, request: RequestOf<"giveBack">): Draft {
  const { machine } = input;
  const { found, remarks } = lookUp(machine, request.bdfs);
  const title = titleOf(request, () => null);
  const moving = found.filter((fn) => isGivingDriver(fn.driver) || fn.driver === null);
  const staying = found.filter((fn) => !isGivingDriver(fn.driver) && fn.driver !== null);
  const freed = staying.filter(isReserved);
  const ofHost = staying.filter((fn) => !isReserved(fn));
  const notes = [...remarks, ...ofHost.flatMap(stayingRemark)];
  if (moving.length + freed.length === 0) {
    const isAll = remarks.length === 0 && !ofHost.some(isHandedOut);
    const functions = functionNames(ofHost.map(({ bdf }) => bdf));
    return emptyDraft(title, notes, isAll ? PLAN_WORDS.hostHas({ functions, count: ofHost.length }) : undefined);
  }
  const likely = new Map(moving.map((fn) => [fn.bdf, likelyOf(input, fn)]));
  return {
    title,
    summary: summaryOf(moving, freed, likely),
    steps: [...freed.map(clearStep), ...movingSteps(machine, moving, likely)],
    effects: { rebinds: moving.map((fn) => ({ bdf: fn.bdf, from: fn.driver, to: likely.get(fn.bdf) ?? null })) },
    undo: [PLAN_WORDS.undoToHost({ count: moving.length + freed.length })],
    change: { toHost: moving },
    remarks: notes,
  };
}

function stayingRemark(fn: FunctionInfo): Check[] {
  const { bdf, driver } = fn;
  return isHandedOut(fn)
    ? staysHandedOut.run(fn)
    : alreadySo.run(
        PLAN_WORDS.hostHas({ functions: bdf, count: 1 }),
        PLAN_WORDS.driverIs({ bdf, driver: driver ?? "" }),
        bdf,
      );
}

/** Reserved for a guest although the host has it: the next binding would take it away. */
function isReserved(fn: FunctionInfo): boolean {
  return isGivingDriver(fn.driverOverride);
}

function likelyOf({ machine, knowledge }: PlanInput, fn: FunctionInfo): string | null {
  return likelyHostDriver(machine, fn, knowledge?.previousDriver?.(fn.bdf) ?? null);
}

function clearStep(fn: FunctionInfo): DraftStep {
  const target = { bdf: fn.bdf };
  return { ...overrideStep(target, null), undo: [{ verb: "driver.override", target, driver: fn.driverOverride }] };
}

/** VFs of one PF stay together, so that its autoprobe is switched once. */
function movingSteps(
  machine: Machine,
  moving: readonly FunctionInfo[],
  likely: ReadonlyMap<Bdf, string | null>,
): DraftStep[] {
  const byPf = listsBy(moving, (fn) => pfOf(machine, fn.bdf));
  return [...byPf].flatMap(([pf, fns]) => {
    const steps = fns.flatMap((fn) => toHost(machine, fn, likely.get(fn.bdf) ?? null));
    return pf === null ? steps : whileProbing(pf, steps);
  });
}

function summaryOf(
  moving: readonly FunctionInfo[],
  freed: readonly FunctionInfo[],
  likely: ReadonlyMap<Bdf, string | null>,
): Words {
  if (moving.length === 0) {
    const drivers = [...new Set(freed.flatMap((fn) => fn.driverOverride ?? []))];
    return PLAN_WORDS.noLongerReserved({ functions: functionNames(freed.map((fn) => fn.bdf)), drivers });
  }
  const functions = functionNames(moving.map((fn) => fn.bdf));
  const drivers = [...new Set(likely.values())];
  const [only] = drivers;
  return drivers.length === 1 && only
    ? PLAN_WORDS.backOnDriver({ functions, driver: only })
    : PLAN_WORDS.backWithHost({ functions });
}
