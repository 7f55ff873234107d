/** What the packages run as root, tried on folders of the test. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder } from "../../electron/host/local/testing/temp-folder.ts";
import { ROOT } from "../build.ts";

interface Stage {
  /** Where the profile would be. */
  readonly profile: string;
  /** Runs a script of the window's package. @returns its status and what the parser was asked for */
  run(
    script: "postinst" | "postrm",
    word: string,
  ): { readonly status: number | null; readonly asked: readonly string[] };
}

/** @param parser what apparmor_parser says to the profile; null = there is none */
function stage({
  parser,
  isLoaded = false,
}: {
  readonly parser: "yes" | "no" | null;
  readonly isLoaded?: boolean;
}): Stage {
  const folder = tempFolder();
  const at = (path: string) => join(folder, path);
  for (const path of ["bin", "etc/apparmor.d", "usr/lib/sriov-inspector/window"])
    mkdirSync(at(path), { recursive: true });
  if (isLoaded) mkdirSync(at("sys/kernel/security/apparmor/policy"), { recursive: true });
  writeFileSync(
    at("usr/lib/sriov-inspector/window/apparmor-profile"),
    readFileSync(join(ROOT, "packaging/apparmor-profile")),
  );
  writeFileSync(at("asked"), "");
  if (parser !== null) {
    const status = parser === "yes" ? 0 : 1;
    writeFileSync(at("bin/apparmor_parser"), `#!/bin/sh\necho "$*" >>${at("asked")}\nexit ${status}\n`);
    chmodSync(at("bin/apparmor_parser"), 0o755);
  }
  return {
    profile: at("etc/apparmor.d/sriov-inspector"),
    run(script, word) {
      const text = readFileSync(join(ROOT, `packaging/window.${script}`), "utf8").replace(
        /(?<=[\s"=}])\/(?=(?:etc|usr\/lib|sys|var)\/)/g,
        `${folder}/`,
      );
      const { status } = spawnSync("/bin/sh", ["-s", "--", word], {
        input: text,
        env: { PATH: `${at("bin")}:/usr/bin:/bin` },
      });
      return {
        status,
        asked: readFileSync(at("asked"), "utf8")
          .split("\n")
          .filter((line) => line !== ""),
      };
    },
  };
}

test.each(["configure", "1", "2"])(
  "installed (%s), a profile that AppArmor understands is put into its place and loaded",
  (word) => {
    const { run, profile } = stage({ parser: "yes", isLoaded: true });
    const { status, asked } = run("postinst", word);
    expect(status).toBe(0);
    expect(readFileSync(profile, "utf8")).toContain("userns,");
    expect(asked.at(-1)).toBe(`-r -T -W ${profile}`);
  },
);

test.each([
  ["an AppArmor that does not understand it", "no"],
  ["no AppArmor", null],
] as const)("%s gets none", (_, parser) => {
  const { run, profile } = stage({ parser, isLoaded: true });
  expect(run("postinst", "configure").status).toBe(0);
  expect(existsSync(profile)).toBe(false);
});

test("where AppArmor is off it is put there, and not loaded", () => {
  const { run, profile } = stage({ parser: "yes" });
  expect(run("postinst", "configure").asked).toHaveLength(1);
  expect(existsSync(profile)).toBe(true);
});

test.each([
  ["remove", false],
  ["purge", false],
  ["0", false],
  ["upgrade", true],
  ["1", true],
  ["abort-install", true],
])("after %s it is there: %s", (word, isThere) => {
  const { run, profile } = stage({ parser: "yes", isLoaded: true });
  run("postinst", "configure");
  const { status, asked } = run("postrm", word);
  expect(status).toBe(0);
  expect(existsSync(profile)).toBe(isThere);
  expect(asked.at(-1) === `-R ${profile}`).toBe(!isThere);
});

test.each(["abort-upgrade", "triggered", ""])("postinst %s does nothing", (word) => {
  const { run, profile } = stage({ parser: "yes" });
  expect(run("postinst", word)).toEqual({ status: 0, asked: [] });
  expect(existsSync(profile)).toBe(false);
});

test("a link where the profile belongs, which leads nowhere, is exchanged for it", () => {
  const { run, profile } = stage({ parser: "yes" });
  symlinkSync("/nonexistent/profile", profile);
  expect(run("postinst", "configure").status).toBe(0);
  expect(lstatSync(profile).isFile()).toBe(true);
});

test("where the profile cannot be written or removed, the package is installed and removed all the same", () => {
  const { run, profile } = stage({ parser: "yes" });
  // A folder in its place stops root as well.
  mkdirSync(join(profile, "kept"), { recursive: true });
  expect(run("postinst", "configure").status).toBe(0);
  expect(run("postrm", "remove").status).toBe(0);
});

/** The command line's package, removed from the system below this folder. */
function purgeCli(root: string) {
  return spawnSync("/bin/sh", [join(ROOT, "packaging/cli.postrm"), "purge"], {
    encoding: "utf8",
    env: { PATH: "/usr/bin:/bin", DPKG_ROOT: root },
  });
}

test("the lock of helpers is removed, but not below one that has it", async () => {
  const root = tempFolder();
  const locks = join(root, "run/sriov-inspector");
  mkdirSync(locks, { recursive: true });
  writeFileSync(join(locks, "machine"), "");
  const holder = spawn("flock", [join(locks, "machine"), "sh", "-c", "echo has it; read -r line"]);
  await once(holder.stdout, "data");
  expect(purgeCli(root)).toMatchObject({ status: 0, stderr: expect.stringContaining(`${locks} is left`) });
  expect(existsSync(join(locks, "machine"))).toBe(true);
  holder.stdin.end("\n");
  await once(holder, "close");
  expect(purgeCli(root)).toMatchObject({ status: 0, stderr: "" });
  expect(existsSync(locks)).toBe(false);
});
