/** The tabs of a function, one declaration each: those that do not apply are absent, not empty. */
import type { ReactNode } from "react";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import { linkOf } from "../../../shared/machine/link.ts";
import { roleOf } from "../../../shared/machine/role.ts";
import type { DecodedSpace } from "../../../shared/pci/decode.ts";
import type { DetailTab } from "../../stores/view.ts";
import { CapabilitiesTab } from "./capabilities/CapabilitiesTab.tsx";
import { capabilityOf } from "./capabilities/find.ts";
import { ConfigTab } from "./config/ConfigTab.tsx";
import { IommuTab } from "./iommu/IommuTab.tsx";
import { hopsOf } from "./link/hops.ts";
import { LinkTab } from "./link/LinkTab.tsx";
import { Overview } from "./overview/Overview.tsx";
import type { FunctionProps } from "./parts/function-props.ts";
import { ResourcesTab } from "./resources/ResourcesTab.tsx";
import { resourceRows } from "./resources/resource-rows.ts";
import { SriovTab } from "./sriov/SriovTab.tsx";

export interface TabProps extends FunctionProps {
  /** Where the number of VFs of a PF is set, on its SR-IOV tab; a button to the dialog when left out. */
  readonly vfControl: ((pf: FunctionInfo) => ReactNode) | undefined;
}

interface Tab {
  /** Left out = to every function. @param has is the capability there, as far as the configuration space is known */
  applies?(of: FunctionProps, has: (key: string) => boolean): boolean;
  content(props: TabProps): ReactNode;
}

/** In their order. */
const TABS: Readonly<Record<DetailTab, Tab>> = {
  overview: { content: ({ machine, fn }) => <Overview machine={machine} fn={fn} /> },
  capabilities: { content: ({ machine, fn }) => <CapabilitiesTab machine={machine} fn={fn} /> },
  config: { content: ({ machine, fn }) => <ConfigTab machine={machine} fn={fn} /> },
  sriov: {
    // A kernel without CONFIG_PCI_IOV has no sriov_* attributes, but the capability is there all the same.
    applies: ({ fn }, has) => roleOf(fn) === "pf" || (fn.physfn === null && has("sriov")),
    content: (props) => <SriovTab key={props.fn.bdf} {...props} />,
  },
  iommu: { content: ({ machine, fn }) => <IommuTab machine={machine} fn={fn} /> },
  resources: {
    applies: ({ fn }) => resourceRows(fn).length > 0,
    content: ({ machine, fn }) => <ResourcesTab machine={machine} fn={fn} />,
  },
  link: {
    applies: ({ machine, fn }, has) =>
      linkOf(machine, fn) !== null || hopsOf(machine, fn).length > 0 || ["exp", "aer", "pm"].some(has),
    content: ({ machine, fn }) => <LinkTab machine={machine} fn={fn} />,
  },
};

/** @param decoded null while the configuration space is not known */
export function tabsOf(of: FunctionProps, decoded: DecodedSpace | null): DetailTab[] {
  const has = (key: string) => decoded !== null && capabilityOf(decoded, key) !== null;
  return (Object.keys(TABS) as DetailTab[]).filter((id) => TABS[id].applies?.(of, has) ?? true);
}

export function tabContent(id: DetailTab, props: TabProps): ReactNode {
  return TABS[id].content(props);
}
