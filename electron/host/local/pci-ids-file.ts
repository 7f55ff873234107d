/** Which PCI ID database to use: the one that comes with the program, or the system's where that is newer. */
import { open, readFile } from "node:fs/promises";
import { idsVersion, PciIds } from "../../../shared/pci/ids.ts";

/**
 * Where it is kept, of equal date the first counts: what was installed by hand (pciutils installs below /usr/local unless
 * told otherwise: Makefile, PREFIX and IDSDIR; update-pciids writes there too), then where distributions keep it.
 */
export const SYSTEM_PCI_IDS: readonly string[] = [
  "/usr/local/share/pci.ids",
  "/usr/local/share/pci.ids.gz",
  "/usr/share/misc/pci.ids",
  "/usr/share/misc/pci.ids.gz",
  "/usr/share/hwdata/pci.ids",
  "/usr/share/hwdata/pci.ids.gz",
  "/var/lib/pciutils/pci.ids",
  "/var/lib/pciutils/pci.ids.gz",
];

interface LoadedIds {
  readonly ids: PciIds;
  /** The file that it was read from; null when none could be read, so that there are numbers only. */
  readonly source: string | null;
}

/** The header with the version is at the start. */
const HEADER = 4096;

/**
 * @param embedded the database that comes with the program
 * @param system others to look at; a file that is missing or unreadable is passed over
 */
export async function loadPciIds(embedded: string, system: readonly string[] = SYSTEM_PCI_IDS): Promise<LoadedIds> {
  const candidates = await Promise.all(
    [embedded, ...system].map(async (path) => ({ path, version: await versionOf(path) })),
  );
  const readable = candidates.flatMap(({ path, version }) => (version === null ? [] : [{ path, version }]));
  // Dates compare as text; sorting is stable, so of equals the embedded one comes first.
  readable.sort((a, b) => (a.version < b.version ? 1 : a.version > b.version ? -1 : 0));
  for (const { path } of readable) {
    const text = await textOf(path);
    if (text !== null) return { ids: new PciIds(text), source: path };
  }
  return { ids: new PciIds(""), source: null };
}

/** The date in the header; `""` for a database without one, null for what cannot be read. */
async function versionOf(path: string): Promise<string | null> {
  if (path.endsWith(".gz")) {
    const text = await textOf(path);
    return text === null ? null : (idsVersion(text) ?? "");
  }
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER), 0, HEADER, 0);
      return idsVersion(buffer.toString("latin1", 0, bytesRead)) ?? "";
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

async function textOf(path: string): Promise<string | null> {
  try {
    const bytes = await readFile(path);
    return (path.endsWith(".gz") ? await unzipped(bytes) : bytes).toString("utf8");
  } catch {
    return null;
  }
}

/** Few systems pack it, and what unpacks it takes long to load. */
async function unzipped(bytes: Buffer): Promise<Buffer> {
  const { gunzipSync } = await import("node:zlib");
  return gunzipSync(bytes);
}
