import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildTree } from "../host/local/testing/build-tree.ts";
import { tempFolder } from "../host/local/testing/temp-folder.ts";

/** Refuses what takes long to load and is of no use for text. */
const HOOKS = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  registerHooks({
    resolve(name, context, next) {
      if (/^zod$|react|ssh-host|simulated/.test(name)) throw new Error("loaded: " + name);
      return next(name, context);
    },
  });
`)}`;

test.each([["show", "--help"], ["capabilities"]])("%s ends quietly when its reader has seen enough", (...words) => {
  const command = `"$0" --experimental-strip-types --no-warnings "$@" | true; echo "\${PIPESTATUS[0]}"`;
  const main = join(import.meta.dirname, "main.ts");
  const { stderr, stdout } = spawnSync("bash", ["-c", command, process.execPath, main, ...words], { encoding: "utf8" });
  expect({ stderr, stdout }).toEqual({ stderr: "", stdout: "0\n" });
});

test.each(["tree", "lspci"])(
  "%s of this machine is printed without what only other machines and reports need",
  (format) => {
    const { root } = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 1 });
    const program = [
      "--experimental-strip-types",
      "--no-warnings",
      "--import",
      HOOKS,
      join(import.meta.dirname, "main.ts"),
    ];
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      [...program, "show", "--sysfs-root", root, "--format", format],
      { encoding: "utf8", env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: "1" } },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("01:00.0");
  },
);
