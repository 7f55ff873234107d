/** The built product and the contract suite's program, as files of the guest. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { AGENT, PRODUCT } from "../places.ts";
import { folderEntries } from "./build-image.ts";
import type { GuestEntry } from "./cpio.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** @throws Error when the product is not built */
export function productFiles(): readonly GuestEntry[] {
  if (!existsSync(join(ROOT, "dist/app/web.js"))) throw new Error("the product is not built: npm run build");
  const at = PRODUCT.slice(1);
  return [
    ...folderEntries(join(ROOT, "dist/app"), `${at}/dist/app`),
    ...folderEntries(join(ROOT, "dist/renderer"), `${at}/dist/renderer`),
    ...folderEntries(join(ROOT, "assets"), `${at}/assets`),
    { kind: "file", path: `${at}/package.json`, from: join(ROOT, "package.json") },
  ];
}

/** Bundles the agent into `folder`, built as the product is. */
export async function agentFiles(folder: string): Promise<readonly GuestEntry[]> {
  const { build } = await import("vite");
  await build({
    configFile: false,
    logLevel: "warn",
    root: ROOT,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      target: "node20",
      minify: false,
      rolldownOptions: {
        input: { agent: join(ROOT, "e2e/lab/agent/agent.ts") },
        output: { format: "es", entryFileNames: "[name].js" },
      },
    },
  });
  return [
    { kind: "file", path: AGENT.slice(1), from: join(folder, "agent.js") },
    { kind: "text", path: join(AGENT.slice(1), "../package.json"), text: '{"type":"module"}\n' },
  ];
}
