import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { loadPciIds, SYSTEM_PCI_IDS } from "./pci-ids-file.ts";
import { tempFolder } from "./testing/temp-folder.ts";

const text = (date: string | null, name: string) =>
  `#\n${date === null ? "" : `#\tVersion: ${date}\n`}#\n15b3  ${name}\n`;

function files(contents: Readonly<Record<string, string | Buffer>>): (name: string) => string {
  const dir = tempFolder();
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(dir, name), content);
  return (name) => join(dir, name);
}

describe("loadPciIds", () => {
  it("prefers the newest, packed or not", async () => {
    const at = files({
      embedded: text("2025.06.21", "embedded"),
      "old.ids": text("2023.04.10", "old"),
      "new.ids.gz": gzipSync(text("2026.01.02", "new")),
    });
    const { ids, source } = await loadPciIds(at("embedded"), [at("old.ids"), at("missing"), at("new.ids.gz")]);
    expect(ids.vendor(0x15b3)).toBe("new");
    expect(source).toBe(at("new.ids.gz"));
  });

  it("stays with its own where the system's is no newer or has no date", async () => {
    const at = files({
      embedded: text("2025.06.21", "embedded"),
      same: text("2025.06.21", "same"),
      undated: text(null, "undated"),
      "broken.gz": "not packed at all",
    });
    const { ids } = await loadPciIds(at("embedded"), [at("same"), at("undated"), at("broken.gz"), tempFolder()]);
    expect(ids.vendor(0x15b3)).toBe("embedded");
  });

  it("looks first at what was installed by hand, packed or not, as lspci of pciutils' own making does", () => {
    expect(SYSTEM_PCI_IDS.slice(0, 2)).toEqual(["/usr/local/share/pci.ids", "/usr/local/share/pci.ids.gz"]);
    expect(SYSTEM_PCI_IDS).toContain("/usr/share/hwdata/pci.ids");
    for (const path of SYSTEM_PCI_IDS) expect(path).toMatch(/^\/(usr|var)\/\S+\/pci\.ids(\.gz)?$/);
  });

  it("takes the system's when its own cannot be read, and numbers when there is none", async () => {
    const at = files({ system: text(null, "system") });
    expect((await loadPciIds(at("missing"), [at("system")])).ids.vendor(0x15b3)).toBe("system");
    const none = await loadPciIds(at("missing"), []);
    expect([none.ids.vendor(0x15b3), none.source]).toEqual([null, null]);
  });

  it("reads the database that comes with the program, licence and all", async () => {
    const embedded = fileURLToPath(new URL("../../../assets/pci.ids", import.meta.url));
    expect(existsSync(embedded)).toBe(true);
    const { ids } = await loadPciIds(embedded, []);
    expect(ids.version).toMatch(/^20\d\d\.\d\d\.\d\d$/);
    expect(ids.vendor(0x15b3)).toBe("Mellanox Technologies");
    expect(ids.device(0x15b3, 0x101e)).toBe("ConnectX Family mlx5Gen Virtual Function");
    expect(ids.device(0x10de, 0x2329)).not.toBeNull();
  });
});
