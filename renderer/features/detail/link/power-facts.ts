/** Power management of a function, out of the kernel's attributes and its capability. Pure. */
import type { FunctionDetail, FunctionInfo } from "../../../../shared/machine/facts.ts";
import type { CapabilityNode } from "../../../../shared/pci/decode.ts";
import { numberOf, shownOf } from "../capabilities/find.ts";
import { type Fact, fact } from "../parts/facts.ts";

/** @param pm null = there is none or it could not be read */
export function powerFacts(fn: FunctionInfo, pm: CapabilityNode | null, detail: FunctionDetail | null): Fact[] {
  const facts: Fact[] = [
    fact("power-state", "Power state", "power_state", fn.powerState, {
      help: "As the kernel keeps it; looking does not wake the function.",
    }),
    {
      id: "d3cold",
      label: "May enter D3cold",
      value: fn.d3coldAllowed === null ? null : fn.d3coldAllowed ? "yes" : "no",
      none: "not known",
      help: "Whether the kernel may cut its power while it is not in use, where nothing else speaks against it.",
      source: "d3cold_allowed",
    },
    fact("runtime", "Runtime PM", "power/runtime_status", detail?.runtimeStatus ?? null, { none: "not known" }),
    fact("enable-count", "Enable count", "enable", detail?.enableCount == null ? null : String(detail.enableCount), {
      none: "not known",
      help: "How many times drivers have enabled the function.",
    }),
  ];
  if (pm === null) return facts;
  const states = ["D1", "D2"].filter((state) => numberOf(pm, `cap.${state.toLowerCase()}`) === 1);
  const wakes = [
    ["D0", "cap.pme0"],
    ["D1", "cap.pme1"],
    ["D2", "cap.pme2"],
    ["D3hot", "cap.pme3h"],
    ["D3cold", "cap.pme3c"],
  ] as const;
  const from = wakes.filter(([, field]) => numberOf(pm, field) === 1).map(([state]) => state);
  facts.push(
    {
      id: "register-state",
      label: "State in its register",
      value: shownOf(pm, "ctl.state"),
      none: "not readable",
      source: "Power Management Control/Status, bits 1:0",
    },
    fact("states", "States it has", "Power Management Capabilities", ["D0", ...states, "D3"].join(", ")),
    {
      id: "pme",
      label: "Can wake from",
      value: from.length === 0 ? null : from.join(", "),
      none: "none",
      help: "States in which it can ask to be woken (PME).",
      source: "Power Management Capabilities, bits 15:11",
    },
  );
  return facts;
}
