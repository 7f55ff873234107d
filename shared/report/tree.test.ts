import { expect, test } from "vitest";
import { buildMachine } from "../machine/machine.ts";
import { bdf, functionInfo, labServer, pfWithVfs, snapshot } from "../machine/testing/sample-machine.ts";
import { treeText } from "./tree.ts";

test("draws bridges, functions and VFs below their PF, with who has them", () => {
  expect(treeText(buildMachine(labServer()), "en")).toBe(
    `lab-7: 10 functions
pci0000:00
├─ 00:01.0 PCI bridge to bus 01–02
│  ├─ 01:00.0 Mellanox Technologies MT2910 Family [ConnectX-7] — PF, 4 of 16 VFs enabled, bound to mlx5_core, group 41
│  │  ├─ VF 0 01:00.2, bound to mlx5_core, group 100
│  │  ├─ VF 1 01:00.3, bound to vfio-pci, group 101
│  │  ├─ VF 2 01:00.4, bound to mlx5_core, group 102
│  │  └─ VF 3 01:00.5, bound to vfio-pci, group 103
│  └─ 01:00.1 Mellanox Technologies MT2910 Family [ConnectX-7] — PF, SR-IOV off, up to 16 VFs, bound to mlx5_core, group 42
└─ 00:02.0 PCI bridge to bus 41, link 2.5 GT/s x16 (max 32 GT/s)
   ├─ 41:00.0 NVIDIA Corporation GB203 [GeForce RTX 5080] — Graphics card, bound to nvidia, group 7, link 2.5 GT/s x16 (max 32 GT/s)
   └─ 41:00.1 Unknown vendor Unknown device — Class 0403, no driver
`,
  );
});

test("a run of VFs on the same driver is one line, unless every VF is asked for", () => {
  const functions = pfWithVfs("01:00.0", 16).map((fn) =>
    fn.physfn === null ? fn : { ...fn, driver: fn.bdf === "0000:01:00.4" ? "vfio-pci" : "mlx5_core" },
  );
  const machine = buildMachine(snapshot(functions));
  expect(treeText(machine, "en").split("\n").slice(3, 7)).toEqual([
    "   ├─ VF 0 01:00.2, bound to mlx5_core, group 100",
    "   ├─ VF 1 01:00.3, bound to mlx5_core, group 101",
    "   ├─ VF 2 01:00.4, bound to vfio-pci, group 102",
    "   └─ VF 3–15 01:00.5 … 01:02.1, bound to mlx5_core",
  ]);
  expect(treeText(machine, "en", true).match(/VF \d+ /g)).toHaveLength(16);
});

test("a name cannot draw into the terminal", () => {
  const fn = functionInfo("01:00.0", { driver: "\u001b[31mred\u202e", parent: bdf("00:01.0") });
  expect(treeText(buildMachine(snapshot([fn])), "en")).toContain("bound to \\x1b[31mred\\u202e");
});

test("a kernel that has crashed is told below the machine's name", () => {
  const crashed = { ...snapshot([]), host: { ...snapshot([]).host, crashed: true } };
  expect(treeText(buildMachine(crashed), "en").split("\n")[1]).toMatch(/^Note: The kernel of this machine has crashed/);
});
