import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Askpass } from "../ssh/askpass.ts";
import { configDirectory, runtimeDirectories, stateDirectory, temporaryDirectory } from "./places.ts";
import { cannotRun, NOT_ROOT } from "./testing/cannot-run.ts";
import { asStranger, folderOf } from "./testing/stranger.ts";

const NAME = "sriov-inspector";
const FOLDERS = { XDG_CONFIG_HOME: "config", XDG_STATE_HOME: "state", XDG_RUNTIME_DIR: "runtime", HOME: "home" };

/** Everything that names a folder names one below this. */
function keep(home: string): void {
  for (const [variable, name] of Object.entries(FOLDERS)) vi.stubEnv(variable, join(home, name));
  vi.stubEnv("TMPDIR", join(home, "tmp"));
}

beforeEach(() => {
  for (const variable of Object.keys(FOLDERS)) vi.stubEnv(variable, undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

it("the environment names the folders, by HOME where it names none, and relative ones do not count", () => {
  const home = folderOf(0o700);
  vi.stubEnv("HOME", home);
  vi.stubEnv("XDG_STATE_HOME", join(home, "kept"));
  vi.stubEnv("XDG_CONFIG_HOME", "relative");
  expect(stateDirectory()).toBe(join(home, "kept", NAME));
  expect(configDirectory()).toBe(join(home, ".config", NAME));
});

describe.skipIf(cannotRun("root in another user's environment", NOT_ROOT))(
  "root whose environment was kept from another user",
  () => {
    let his = "";
    let victim = "";
    let own = "";
    beforeEach(() => {
      victim = folderOf(0o700);
      own = folderOf(0o700);
      writeFileSync(join(victim, "journal.jsonl"), "precious");
      const shared = folderOf(0o1777);
      asStranger(
        `mkdir "$1/his" && cd "$1/his" && mkdir config state runtime home tmp &&
       for each in config state runtime home/.config home/.local/state; do
         mkdir -p $each && ln -s "$2" $each/sriov-inspector; done`,
        shared,
        victim,
      );
      his = join(shared, "his");
      keep(his);
    });

    it("has root's own folders instead", () => {
      const { homedir } = userInfo();
      expect(configDirectory()).toBe(join(homedir, ".config", NAME));
      expect(stateDirectory()).toBe(join(homedir, ".local/state", NAME));
    });

    it("has its folder for what lasts as long as the program below /run, and nothing in his", () => {
      expect(runtimeDirectories().next().value).toBe(`/run/${NAME}`);
      expect(temporaryDirectory()).toBeNull();
    });

    it("asks for passwords from a folder that he cannot exchange", () => {
      const askpass = new Askpass("#!/bin/sh\n", async () => null);
      expect(askpass.env.SSH_ASKPASS).not.toContain(his);
      askpass.close();
      for (const name of ["runtime", "tmp"])
        expect(readdirSync(join(his, name)).join()).toMatch(/^(sriov-inspector)?$/);
      expect(readdirSync(victim)).toEqual(["journal.jsonl"]);
    });

    it("goes by a folder of root's own that is named beside his", () => {
      vi.stubEnv("XDG_STATE_HOME", own);
      expect(stateDirectory()).toBe(join(own, NAME));
      mkdirSync(join(own, "below"));
      symlinkSync(join(his, "state"), join(own, "below", NAME));
      vi.stubEnv("XDG_STATE_HOME", join(own, "below"));
      expect(stateDirectory()).not.toContain(own);
    });
  },
);

describe.skipIf(cannotRun("places of an ordinary user", NOT_ROOT))("an ordinary user", () => {
  /** As the stranger, in this environment. */
  function runtimeOf(runtime: string, state: string): string {
    const code = `import { runtimeDirectories } from ${JSON.stringify(join(import.meta.dirname, "places.ts"))};
      console.log(runtimeDirectories().next().value ?? null);`;
    const line = 'XDG_RUNTIME_DIR="$3" XDG_STATE_HOME="$4" exec "$1" --input-type=module -e "$2"';
    return asStranger(line, process.execPath, code, runtime, state).trim();
  }

  it("has what lasts as long as the program in XDG_RUNTIME_DIR where that is his own, else beside the journal", () => {
    const shared = folderOf(0o1777);
    asStranger('mkdir -m 700 "$1/runtime" "$1/state"', shared);
    const state = join(shared, "state");
    expect(runtimeOf(join(shared, "runtime"), state)).toBe(join(shared, "runtime", NAME));
    const anothers = folderOf(0o777);
    expect(runtimeOf(anothers, state)).toBe(join(state, NAME, "run"));
    expect(runtimeOf("/nowhere", state)).toBe(join(state, NAME, "run"));
    expect(readdirSync(anothers)).toEqual([]);
    expect(runtimeOf("", "/nowhere")).toBe("null");
  });
});
