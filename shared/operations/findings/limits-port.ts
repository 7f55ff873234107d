/** What the port above a PF forwards to its VFs: devices by ARI, and memory by the bridge's windows. Pure. */
import type { FunctionFacts } from "../../machine/facts.ts";
import { kernelResource } from "../../machine/kernel-view.ts";
import { cutByPort } from "../../machine/port-reach.ts";
import type { ConfigSpace } from "../../pci/config-space.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import type { VfBarSlice } from "../../pci/sriov.ts";
import { names } from "../../words/joined.ts";
import { VF_LIMIT_WORDS } from "../../words/texts/vf-limits.ts";
import type { Surroundings, VfLimit } from "./limits-config.ts";

/**
 * Where the first VF is not reached, the kernel finds no device there and returns EIO (pci_setup_device). Later ones it
 * takes for what the first one is (iov.c, pci_read_vf_config_common): they are listed and unusable.
 */
export function portLimit(around: Surroundings, pf: FunctionFacts, space: ConfigSpace | null): VfLimit | null {
  const cut = cutByPort(around, pf, space);
  if (cut === null || cut.port.forwardsAri === null) return null;
  const { port, from } = cut;
  return {
    kind: "port",
    most: from.index,
    evidence: (named) =>
      VF_LIMIT_WORDS.port({
        evidence: port.evidence,
        port: port.bdf,
        vf: named(`VF ${from.index}`),
        bdf: from.bdf,
      }),
  };
}

const MEMORY = 0x200;
/** Lines of a bridge's `resource` file on kernels with CONFIG_PCI_IOV, which a PF needs. */
const FIRST_WINDOW = 13;

/** VF BARs lie in a window of the bridge above, or nothing reaches them: the kernel returns ENOMEM (iov.c, sriov_enable). */
export function bridgeWindowLimit(
  around: Surroundings,
  pf: FunctionFacts,
  { bar, start, window, perVf }: VfBarSlice,
): VfLimit | null {
  const parent = around.parentOf(pf.bdf);
  const bridge = parent === null ? undefined : around.byBdf.get(parent);
  if (start === null || window === null || perVf === null || perVf === 0n || !bridge || bridge.registersOnly)
    return null;
  const windows = bridge.resources
    .slice(FIRST_WINDOW)
    .map(kernelResource)
    .filter(({ start: from, end, flags }) => (flags & MEMORY) !== 0 && from !== 0n && end > from);
  if (windows.length === 0) return null;
  const holds = windows.find(({ start: from, end }) => from <= start && start <= end);
  const room = holds === undefined ? 0n : holds.end - start + 1n;
  if (room >= window) return null;
  const hex = (address: bigint) => hexDigits(address, 8);
  return {
    kind: "mmio-windows",
    most: Number(room / perVf),
    evidence: (named) =>
      VF_LIMIT_WORDS.bridgeWindow({
        bar: named(`VF BAR ${bar}`),
        from: hex(start),
        to: hex(start + window - 1n),
        bridge: bridge.bdf,
        windows: names(windows.map(({ start: from, end }) => `${hex(from)}–${hex(end)}`)),
      }),
  };
}
