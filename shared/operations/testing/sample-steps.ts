/** One step of each verb: a verb without one does not compile. */
import type { TemplateOf, VerbName } from "../verbs/list.ts";
import { at } from "./facts.ts";

const bdf = at("01:00.0");
const target = { bdf };

export const SAMPLES: { readonly [V in VerbName]: TemplateOf<V> } = {
  "sriov.numvfs": { verb: "sriov.numvfs", bdf, value: 4 },
  "sriov.autoprobe": { verb: "sriov.autoprobe", bdf, value: false },
  "driver.override": { verb: "driver.override", target, driver: "vfio-pci" },
  "driver.unbind": { verb: "driver.unbind", target, from: "igb" },
  "driver.probe": { verb: "driver.probe", target },
  "module.load": { verb: "module.load", module: "vfio-pci" },
  "vf.network": { verb: "vf.network", bdf, vf: 1, settings: [{ set: "vlan", vlan: 100, qos: 0 }] },
  "vf.msix": { verb: "vf.msix", target, count: 8 },
  "device.reset": { verb: "device.reset", bdf },
  "reset.method": { verb: "reset.method", bdf, methods: ["flr"] },
  "device.remove": { verb: "device.remove", bdf },
  "bus.rescan": { verb: "bus.rescan" },
  "power.d3cold": { verb: "power.d3cold", bdf, value: false },
  "nvme.resources": { verb: "nvme.resources", bdf, vf: 0, controller: 1, resource: "queues", count: 2 },
  "nvme.state": { verb: "nvme.state", bdf, vf: 0, controller: 1, online: true },
};
