/** What electron-builder calls when it has made its folder, on every system: sets the program's fuses. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { AfterPackContext } from "electron-builder";
import { setFuses } from "./fuses.ts";

/** The name of Electron's program in the folder. */
function programName({ electronPlatformName, packager }: AfterPackContext): string {
  const { productFilename } = packager.appInfo;
  if (electronPlatformName === "darwin") return `${productFilename}.app`;
  return electronPlatformName === "win32" ? `${productFilename}.exe` : "sriov-inspector";
}

export default async function afterPack(context: AfterPackContext): Promise<void> {
  const program = join(context.appOutDir, programName(context));
  if (!existsSync(program)) throw new Error(`electron-builder made no ${program}`);
  await setFuses(program);
}
