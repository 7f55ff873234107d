/**
 * The product once more, with the development build of React, which tells of mistakes that the usual one passes over:
 * two children with one key, state set while drawing, an effect that is not taken back.
 */
import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt, INTERFACE, INTERFACE_BUILD, ROOT } from "./build.ts";

const FOLDER = join(ROOT, ".cache/development");
const STAMP = "dist/build-stamp";

function isCurrent(): boolean {
  const [own, usual] = [join(FOLDER, STAMP), join(ROOT, STAMP)];
  return existsSync(own) && readFileSync(own, "utf8") === readFileSync(usual, "utf8");
}

/**
 * Builds it where it is missing or old. From now on this process is one of development: Vite asks for no more.
 * @returns its browser mode, to be run by Node
 */
export async function ensureDevelopmentBuild(): Promise<string> {
  await ensureBuilt();
  const program = join(FOLDER, "dist/app/web.js");
  if (isCurrent()) return program;
  process.env.NODE_ENV = "development";
  const { build } = await import("vite");
  const { default: react } = await import("@vitejs/plugin-react");
  rmSync(FOLDER, { recursive: true, force: true });
  await build({
    ...INTERFACE,
    mode: "development",
    plugins: [react()],
    build: {
      ...INTERFACE_BUILD,
      outDir: join(FOLDER, "dist/renderer"),
      minify: false,
      chunkSizeWarningLimit: 10_000,
    },
  });
  // The program looks for all of these from where it lies.
  for (const part of ["package.json", "assets", "dist/app", STAMP]) {
    cpSync(join(ROOT, part), join(FOLDER, part), { recursive: true });
  }
  return program;
}
