/** What a PF in switchdev mode has for each of its VFs: an interface that stands for it (Documentation/networking/representors.rst). */
import type { ChildFacts } from "../../../../shared/machine/facts.ts";
import { isRepresentor } from "../../../../shared/machine/interfaces.ts";
import { bdfParts } from "../../../../shared/pci/bdf.ts";
import { hex2 } from "../../../../shared/pci/hex-digits.ts";
import type { SimFunction } from "./state.ts";

/** The PF's interface that stands for a VF while its switch is in switchdev mode (drivers/net/ethernet/mellanox/mlx5/core/en_rep.c). */
function representor(pf: SimFunction, vf: number): ChildFacts | null {
  const { net, switchdev } = pf.spec.hints;
  if (net === undefined || switchdev === undefined) return null;
  const { bus } = bdfParts(pf.bdf);
  return {
    kind: "net",
    name: `${net.name.replace(/np\d+$/, "")}pf${switchdev}vf${vf}`,
    state: "down",
    address: `02:00:5e:${hex2(bus)}:f${switchdev & 0xf}:${hex2(vf & 0xff)}`,
    portName: `pf${switchdev}vf${vf}`,
    ...(net.port?.switchId === undefined ? {} : { switchId: net.port.switchId }),
    devPort: 0,
    linkType: "ether",
  };
}

export function addRepresentor(pf: SimFunction, vf: number): void {
  const stands = representor(pf, vf);
  if (stands !== null) pf.children = [...pf.children, stands];
}

export function removeRepresentors(pf: SimFunction): void {
  pf.children = pf.children.filter((child) => !isRepresentor(child));
}
