import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { readModuleTables } from "./modules.ts";

const CONNECTX = "pci:v000015B3d00001021sv000015B3sd00000041bc02sc00i00";
const NVME = "pci:v0000144Dd0000A80Asv0000144Dsd0000A801bc01sc08i02";

const ALIASES = [
  "# Aliases extracted from modules themselves.",
  "alias usb:v0403p6001* ftdi_sio",
  "alias pci:v*d*sv*sd*bc02sc00i* any_ethernet",
  "alias pci:v000015B3d0000101Esv*sd*bc*sc*i* mlx5_core",
  "alias pci:v000015B3d00001021sv*sd*bc*sc*i* mlx5_core",
  "alias pci:v000015B3d00001021sv*sd*bc*sc*i* mlx5_alternative",
  "alias pci:v000015B3d00001021sv000015B3sd*bc*sc*i* mlx5_core",
  "alias pci:v000015B3d00001021sv00001028sd*bc*sc*i* not_for_this_board",
  "alias pci:v0000144Ddsv*sd*bc*sc*i* broken_pattern",
  "alias pci:v*d*sv*sd*bc01sc08i02* nvme",
  "alias pci:v*d*sv*sd*bc0Csc03i[12]0* hcd",
  "alias vfio_pci:v000015B3d0000101Esv*sd*bc*sc*i* mlx5_vfio_pci",
  "",
].join("\n");

function modulesFolder(files: Readonly<Record<string, string>>): string {
  const dir = join(tempFolder(), "6.12.0");
  mkdirSync(dir);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  return dir;
}

describe("readModuleTables", () => {
  it("gives the modules that claim a function, in the file's order and each once", async () => {
    const tables = await readModuleTables(modulesFolder({ "modules.alias": ALIASES }));
    expect(tables.modulesFor(CONNECTX)).toEqual(["any_ethernet", "mlx5_core", "mlx5_alternative"]);
    expect(tables.modulesFor(NVME)).toEqual(["nvme"]);
    expect(tables.modulesFor("pci:v00008086d00001234sv00000000sd00000000bc0Csc03i20")).toEqual(["hcd"]);
    expect(tables.modulesFor("pci:v00008086d00001234sv00000000sd00000000bc0Csc03i30")).toEqual([]);
    expect(tables.modulesFor("")).toEqual([]);
  });

  it("looks at built-in drivers where no module claims the function", async () => {
    const builtin =
      "nvme.alias=pci:v*d*sv*sd*bc01sc08i02*\0nvme.license=GPL\0mlx5.alias=pci:v000015B3d*sv*sd*bc*sc*i*\0";
    const dir = modulesFolder({ "modules.alias": "alias pci:v000015B3d00001021sv*sd*bc*sc*i* mlx5_core\n" });
    writeFileSync(join(dir, "modules.builtin.modinfo"), builtin);
    const tables = await readModuleTables(dir);
    expect(tables.modulesFor(NVME)).toEqual(["nvme"]);
    expect(tables.modulesFor(CONNECTX)).toEqual(["mlx5_core"]);
  });

  it("knows whether a module is at hand", async () => {
    const dep = "kernel/drivers/vfio/pci/vfio-pci.ko.zst: kernel/drivers/vfio/vfio.ko.zst\n";
    expect((await readModuleTables(modulesFolder({ "modules.dep": dep }))).has("vfio-pci")).toBe(true);
    const builtin = "kernel/drivers/vfio/pci/vfio-pci.ko\n";
    expect((await readModuleTables(modulesFolder({ "modules.builtin": builtin }))).has("vfio-pci")).toBe(true);
    const core = dep.replaceAll("vfio-pci.ko", "vfio-pci-core.ko");
    expect((await readModuleTables(modulesFolder({ "modules.dep": core }))).has("vfio-pci")).toBe(false);
    expect((await readModuleTables(modulesFolder({}))).has("vfio-pci")).toBeNull();
  });

  it("knows none where there is no folder", async () => {
    for (const dir of [null, join(tempFolder(), "missing")]) {
      const tables = await readModuleTables(dir);
      expect([tables.modulesFor(CONNECTX), tables.has("vfio-pci")]).toEqual([null, null]);
    }
  });
});
