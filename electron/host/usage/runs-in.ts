/** What a kernel runs in: on hardware of its own, in a domain of Xen, or in a virtual machine, and in whose. */
import type { RunsIn } from "../../../shared/machine/usage-facts.ts";
import type { SentFiles } from "./sent-files.ts";

/** Who makes virtual machines of these names (systemd's and cloud-init's tables have the same strings of SMBIOS). */
const VENDORS: readonly (readonly [vendor: RegExp, product: RegExp, RunsIn])[] = [
  [/^Amazon EC2/, /./, "ec2"],
  [/^Google/, /Google/, "gce"],
  [/^Microsoft Corporation/, /^Virtual Machine/, "hyper-v"],
  [/^VMware/, /./, "vmware"],
  [/^innotek|^Oracle Corporation/, /^VirtualBox/, "virtualbox"],
  [/^QEMU|^Red Hat/, /./, "qemu"],
  [/./, /^KVM$|^Standard PC|^QEMU/, "qemu"],
];
/** SMBIOS' asset tag of each virtual machine in Azure. */
const AZURE = "7783-7084-3265-9085-8269-3286-77";
/** XENFEAT_dom0 (include/xen/interface/features.h): this domain owns the hardware. */
const OWNS_HARDWARE = 1n << 11n;

/** null = it cannot be told */
export function readRunsIn(files: SentFiles): RunsIn | null {
  const dmi = (name: string) => files.text(`/sys/class/dmi/id/${name}`)?.trim() ?? "";
  if (files.text("/sys/hypervisor/type")?.trim() === "xen") {
    if (isXenHost(files)) return "xen-host";
    return /amazon/i.test(dmi("bios_version")) ? "ec2" : "xen";
  }
  // The processor's own word, which x86 has in each virtual machine.
  const processor = files.text("/proc/cpuinfo")?.trim() ?? null;
  if (processor === "bare") return "machine";
  const vendor = dmi("sys_vendor");
  const product = dmi("product_name");
  const found = VENDORS.find(([ofVendor, ofProduct]) => ofVendor.test(vendor) && ofProduct.test(product))?.[2];
  if (found === "ec2" && /\.metal\b/.test(product) && processor !== "hypervisor") return "machine";
  if (found === "hyper-v" && dmi("chassis_asset_tag") === AZURE) return "azure";
  return found ?? (processor === "hypervisor" ? "guest" : null);
}

function isXenHost(files: SentFiles): boolean {
  if (/\bcontrol_d\b/.test(files.text("/proc/xen/capabilities") ?? "")) return true;
  const features = files.text("/sys/hypervisor/properties/features")?.trim() ?? "";
  return /^[0-9a-f]{1,16}$/i.test(features) && (BigInt(`0x${features}`) & OWNS_HARDWARE) !== 0n;
}
