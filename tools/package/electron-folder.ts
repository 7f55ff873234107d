/** Electron with the product's archive in it, by electron-builder. */
import { cpSync, existsSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { build, Platform } from "electron-builder";
import { ROOT } from "../build.ts";
import type { ElectronRuntime } from "../electron-runtime.ts";

/** What a runtime may bring that is not Electron's own: the stand-in of the tests, another program's updates. */
const NOT_OURS = ["resources/default_app.asar", "resources/app-update.yml", "resources/app"];

/**
 * @param app the folder of {@link writeAppFolder}
 * @param work where the folder is made
 * @returns the folder with the program, its libraries and the archive
 */
export async function electronFolder(app: string, electron: ElectronRuntime, work: string): Promise<string> {
  const runtime = join(work, "electron");
  rmSync(runtime, { recursive: true, force: true });
  cpSync(dirname(electron.path), runtime, { recursive: true, verbatimSymlinks: true });
  for (const name of NOT_OURS) rmSync(join(runtime, name), { recursive: true, force: true });
  const output = join(work, "electron-builder");
  rmSync(output, { recursive: true, force: true });
  await build({
    projectDir: ROOT,
    targets: Platform.LINUX.createTarget("dir"),
    publish: "never",
    config: {
      extends: join(ROOT, "electron-builder.yml"),
      directories: { app, output },
      electronDist: runtime,
      electronVersion: electron.version,
    },
  });
  const folder = join(output, "linux-unpacked");
  if (!existsSync(join(folder, "sriov-inspector"))) throw new Error(`electron-builder made no ${basename(folder)}.`);
  rmSync(runtime, { recursive: true, force: true });
  return folder;
}
