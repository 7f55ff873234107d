/**
 * A small tree in which things are wrong, as they are on real machines: a function that left half-way, values that make
 * no sense, attributes that are missing or cannot be opened, an entry that leads nowhere or out of the tree.
 */
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Bdf, formatBdf } from "../../../../shared/pci/bdf.ts";
import { SysfsTree } from "./sysfs-tree.ts";

export interface OddTree {
  readonly root: string;
  /** Every value that can be odd is odd. */
  readonly oddValues: Bdf;
  /** Only `vendor`, `device` and `class` are there. */
  readonly bare: Bdf;
  /** Some attributes are folders, so that reading them fails with EISDIR as root, too. */
  readonly unreadable: Bdf;
  /** Its entry in bus/pci/devices leads to a folder that is gone. */
  readonly dangling: Bdf;
  /** Asleep, with attributes that would wake it. */
  readonly asleep: Bdf;
  /** A plain folder in bus/pci/devices instead of a link. */
  readonly plain: Bdf;
  /** Its entry leads out of the tree. */
  readonly outside: Bdf;
  /** Below an Intel VMD: a domain of its own below a function. */
  readonly vmd: Bdf;
}

const GOOD = {
  vendor: "0x8086",
  device: "0x1572",
  class: "0x020000",
  revision: "0x02",
  subsystem_vendor: "0x8086",
  subsystem_device: "0x0006",
  resource: "0x0000000000000000 0x0000000000000000 0x0000000000000000",
  irq: "17",
  numa_node: "-1",
  power_state: "D0",
};

/** @param outside a folder beside the tree that one entry leads to */
export function buildOddTree(root: string, outside: string): OddTree {
  const tree = new SysfsTree(root, false);
  const at = (device: number): Bdf => formatBdf({ domain: 0, bus: 0, device, function: 0 });
  const add = (bdf: Bdf, attributes: Readonly<Record<string, string>>, path = `devices/pci0000:00/${bdf}`): string => {
    tree.addFunction({ bdf, path, attributes, config: null, driver: null, iommuGroup: null });
    return path;
  };
  const odd: OddTree = {
    root,
    oddValues: at(1),
    bare: at(2),
    unreadable: at(3),
    dangling: at(4),
    asleep: at(5),
    plain: at(6),
    outside: at(7),
    vmd: formatBdf({ domain: 0x10000, bus: 0xe0, device: 6, function: 0 }),
  };

  const oddPath = add(odd.oddValues, {
    vendor: "0xzzzz",
    device: "0x123456",
    class: "network",
    revision: "0x100",
    subsystem_vendor: "",
    resource: "0x0 0x0",
    irq: "-5",
    numa_node: "-2",
    power_state: "D7",
    driver_override: "(null)",
    sriov_totalvfs: "many",
    sriov_vf_total_msix: "lots",
  });
  symlinkSync("../not-a-function", join(root, oddPath, "physfn"));
  symlinkSync("../0000:00:1f.7", join(root, oddPath, "virtfn3"));

  add(odd.bare, { vendor: "0x1af4", device: "0x1041", class: "0x020000" });

  const unreadable = add(odd.unreadable, GOOD);
  for (const name of ["revision", "irq"]) {
    rmSync(join(root, unreadable, name));
    mkdirSync(join(root, unreadable, name));
  }

  rmSync(join(root, add(odd.dangling, GOOD)), { recursive: true });

  add(odd.asleep, {
    ...GOOD,
    class: "0x060400",
    power_state: "D3cold",
    current_link_speed: "8.0 GT/s PCIe",
    current_link_width: "4",
    max_link_speed: "8.0 GT/s PCIe",
    max_link_width: "4",
    secondary_bus_number: "3",
    subordinate_bus_number: "5",
    "power/runtime_status": "suspended",
  });

  for (const [name, value] of Object.entries(GOOD)) tree.file(`bus/pci/devices/${odd.plain}/${name}`, `${value}\n`);

  mkdirSync(outside, { recursive: true });
  symlinkSync(outside, join(root, `bus/pci/devices/${odd.outside}`));

  add(odd.vmd, GOOD, `devices/pci0000:00/0000:00:0e.0/pci10000:e0/${odd.vmd}`);
  tree.file("bus/pci/devices/not-an-address", "");
  return odd;
}
