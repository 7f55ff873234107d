/** Power management of a function, out of the kernel's attributes and its capability. Pure. */

import type { FunctionDetail, FunctionInfo } from "../../../../shared/machine/facts.ts";
import type { CapabilityNode } from "../../../../shared/pci/decode.ts";
import { names } from "../../../../shared/words/joined.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { FACT_WORDS } from "../../../../shared/words/texts/facts.ts";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { LINK_TAB_WORDS } from "../../../words/link-tab.ts";
import { numberOf, shownOf } from "../capabilities/find.ts";
import { type Fact, fact } from "../parts/facts.ts";

/** @param pm null = there is none or it could not be read */
export function powerFacts(fn: FunctionInfo, pm: CapabilityNode | null, detail: FunctionDetail | null): Fact[] {
  const facts: Fact[] = [
    fact("power-state", FACT_WORDS.powerState, "power_state", fn.powerState, {
      help: LINK_TAB_WORDS.powerStateHelp,
    }),
    {
      id: "d3cold",
      label: FACT_WORDS.d3cold,
      value: fn.d3coldAllowed === null ? null : fn.d3coldAllowed ? DETAIL_WORDS.yes : DETAIL_WORDS.no,
      none: COMMON.unknown,
      help: LINK_TAB_WORDS.d3coldHelp,
      source: "d3cold_allowed",
    },
    fact("runtime", LINK_TAB_WORDS.runtime, "power/runtime_status", detail?.runtimeStatus ?? null, {
      none: COMMON.unknown,
    }),
    fact(
      "enable-count",
      LINK_TAB_WORDS.enableCount,
      "enable",
      detail?.enableCount == null ? null : String(detail.enableCount),
      {
        none: COMMON.unknown,
        help: LINK_TAB_WORDS.enableCountHelp,
      },
    ),
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
      label: LINK_TAB_WORDS.registerState,
      value: shownOf(pm, "ctl.state"),
      none: DETAIL_WORDS.notReadable,
      source: "Power Management Control/Status, bits 1:0",
    },
    fact("states", LINK_TAB_WORDS.states, "Power Management Capabilities", names(["D0", ...states, "D3"])),
    {
      id: "pme",
      label: LINK_TAB_WORDS.wakeFrom,
      value: from.length === 0 ? null : names(from),
      none: COMMON.none,
      help: LINK_TAB_WORDS.wakeFromHelp,
      source: "Power Management Capabilities, bits 15:11",
    },
  );
  return facts;
}
