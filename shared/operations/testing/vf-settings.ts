import type { VfSettings } from "../../machine/facts.ts";
import { NO_MAC } from "../verbs/vf-settings.ts";

/** What is known of a VF of which nothing was set, unless `facts` says otherwise. */
export function vfSettings(vf: number, facts: Partial<VfSettings> = {}): VfSettings {
  return {
    vf,
    mac: NO_MAC,
    vlan: 0,
    qos: 0,
    spoofCheck: false,
    trust: false,
    linkState: "auto",
    minRate: 0,
    maxRate: 0,
    ...facts,
  };
}
