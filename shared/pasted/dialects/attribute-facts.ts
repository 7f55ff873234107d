/** What an attribute of the kernel says: `sriov_numvfs` holds `4`. Pure. */
import type { TextFacts, TextLink, TextSriov } from "../text-facts.ts";
import { hexOf } from "./address-patterns.ts";

type Read = (value: string) => Partial<TextFacts>;

const hex =
  (key: "vendor" | "device" | "subsystemVendor" | "subsystemDevice" | "revision"): Read =>
  (value) =>
    /^0x[0-9a-f]{1,4}$/i.test(value) ? { [key]: hexOf(value) } : {};
const isCount = (value: string) => /^\d{1,9}$/.test(value);
const sriov =
  (key: keyof TextSriov): Read =>
  (value) =>
    isCount(value) ? { sriov: { [key]: Number(value) } } : {};
const width =
  (key: keyof TextLink): Read =>
  (value) =>
    isCount(value) ? { link: { [key]: Number(value) } } : {};
/** `2.5 GT/s PCIe` */
const speed =
  (key: keyof TextLink): Read =>
  (value) => {
    const rate = /^(\d{1,3}(?:\.\d)?) GT\/s/.exec(value)?.[1];
    return rate === undefined ? {} : { link: { [key]: Number(rate) } };
  };

const FACTS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ["vendor", hex("vendor")],
  ["device", hex("device")],
  ["subsystem_vendor", hex("subsystemVendor")],
  ["subsystem_device", hex("subsystemDevice")],
  ["revision", hex("revision")],
  ["class", classFacts],
  // -1 = the firmware does not say.
  ["numa_node", (value) => (isCount(value) ? { numaNode: Number(value) } : {})],
  ["irq", (value) => (isCount(value) ? { irq: Number(value) } : {})],
  ["sriov_totalvfs", sriov("totalVfs")],
  ["sriov_numvfs", sriov("numVfs")],
  ["sriov_offset", sriov("offset")],
  ["sriov_stride", sriov("stride")],
  ["sriov_vf_device", (value) => (/^[0-9a-f]{1,4}$/i.test(value) ? { sriov: { vfDevice: hexOf(value) } } : {})],
  ["current_link_speed", speed("speed")],
  ["current_link_width", width("width")],
  ["max_link_speed", speed("maxSpeed")],
  ["max_link_width", width("maxWidth")],
]);

/** A class of 24 bits, with or without 0x and a leading zero: `0x020000`, `20000`. */
export function classFacts(value: string): Partial<TextFacts> {
  if (!/^(?:0x)?[0-9a-f]{5,6}$/i.test(value)) return {};
  return { class: hexOf(value) >> 8, progIf: hexOf(value) & 0xff };
}

/** null where the attribute says nothing of what is shown. */
export function attributeFacts(name: string, value: string): Partial<TextFacts> | null {
  return FACTS.get(name)?.(value) ?? null;
}
