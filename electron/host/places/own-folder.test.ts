import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { claimBelow, claimFolder } from "./own-folder.ts";
import { cannotRun, NOT_ROOT } from "./testing/cannot-run.ts";
import { asStranger, folderOf, STRANGER } from "./testing/stranger.ts";

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

/** What {@link claimFolder} gave as JSON, in English. */
const inWords = (json: string): string => JSON.stringify(inEnglish(JSON.parse(json)));

function problemOf(path: string): string {
  const claim = claimFolder(path);
  return "problem" in claim ? english(claim.problem) : "";
}

it("a folder is made with those above it, for its user alone, and one that is there is closed to others", () => {
  const folder = folderOf(0o700);
  const own = join(folder, "state", "sriov-inspector");
  expect(inEnglish(claimFolder(own))).toEqual({ path: own });
  expect([modeOf(join(folder, "state")), modeOf(own)]).toEqual([0o700, 0o700]);
  chmodSync(own, 0o775);
  expect(claimBelow(own, "trees", "one")).toEqual({ path: join(own, "trees", "one") });
  expect(modeOf(own)).toBe(0o700);
});

it("a file in its place is told", () => {
  const path = join(folderOf(0o700), "sriov-inspector");
  writeFileSync(path, "");
  expect(problemOf(path)).toBe(`${path} is not a directory`);
  expect(problemOf(join(path, "run"))).toBe(`${path}/run can’t be created (ENOTDIR)`);
  expect(problemOf("sriov-inspector")).toBe("sriov-inspector is not an absolute path");
});

it("no user takes a folder below one in which everybody may exchange everything", () => {
  const shared = folderOf(0o777);
  const own = join(shared, "sriov-inspector");
  for (const uid of [0, 1000])
    expect(inEnglish(claimFolder(own, uid))).toMatchObject({ problem: `${shared} is writable by everyone` });
  expect(readdirSync(shared)).toEqual([]);
});

describe.skipIf(cannotRun("folders of root and of others", NOT_ROOT))("root", () => {
  it("takes no folder that another user could exchange, and makes nothing there", () => {
    const shared = folderOf(0o777);
    asStranger('mkdir -p "$1/his/sriov-inspector"', shared);
    const his = join(shared, "his");
    expect(problemOf(join(his, "sriov-inspector"))).toBe(`${shared} is writable by everyone`);
    chmodSync(shared, 0o1777);
    expect(problemOf(join(his, "sriov-inspector"))).toBe(`${his} belongs to another user (${STRANGER})`);
    expect(problemOf(join(his, "new", "sriov-inspector"))).toBe(`${his} belongs to another user (${STRANGER})`);
    expect(inEnglish(claimBelow(his, "trees"))).toMatchObject({ problem: expect.stringContaining("another user") });
    expect(readdirSync(his)).toEqual(["sriov-inspector"]);
  });

  it("takes its own in a folder where everybody has his own", () => {
    const shared = folderOf(0o1777);
    mkdirSync(join(shared, "root"), { mode: 0o755 });
    const own = join(shared, "root", "sriov-inspector");
    expect(inEnglish(claimFolder(own))).toEqual({ path: own });
  });

  it("takes no folder of a group's", () => {
    const own = join(folderOf(0o770), "sriov-inspector");
    expect(problemOf(own)).toContain("writable by users other than root");
    expect(existsSync(own)).toBe(false);
  });

  it("follows root's links on the way, nobody else's, and none in place of the folder", () => {
    const shared = folderOf(0o1777);
    const victim = join(folderOf(0o700), "victim");
    mkdirSync(victim, { mode: 0o755 });
    symlinkSync(victim, join(shared, "roots"));
    expect(inEnglish(claimFolder(join(shared, "roots", "sriov-inspector")))).toEqual({
      path: join(victim, "sriov-inspector"),
    });
    asStranger('ln -s "$2" "$1/his"', shared, victim);
    expect(problemOf(join(shared, "his", "sriov-inspector"))).toContain(`${shared}/his belongs to another user`);
    expect(problemOf(join(shared, "his"))).toBe(`${shared}/his is a symbolic link`);
    expect(problemOf(join(shared, "roots"))).toBe(`${shared}/roots is a symbolic link`);
    symlinkSync("circle", join(shared, "circle"));
    expect(problemOf(join(shared, "circle", "sriov-inspector"))).toContain("form a loop");
    expect(modeOf(victim)).toBe(0o755);
  });

  it("takes its own that others could write until now, and nothing that they have put there", () => {
    const own = join(folderOf(0o755), "sriov-inspector");
    mkdirSync(own);
    chmodSync(own, 0o777);
    asStranger('mkdir "$1/trees" "$1/elsewhere" && ln -s elsewhere "$1/run"', own);
    expect(inEnglish(claimFolder(own))).toEqual({ path: own });
    expect(modeOf(own)).toBe(0o700);
    expect(inEnglish(claimBelow(own, "trees", "one"))).toMatchObject({
      problem: expect.stringContaining("another user"),
    });
    expect(inEnglish(claimBelow(own, "run"))).toMatchObject({ problem: `${own}/run is a symbolic link` });
    expect(readdirSync(join(own, "elsewhere"))).toEqual([]);
  });

  it("takes no folder of root's that was given away", () => {
    const own = join(folderOf(0o700), "sriov-inspector");
    mkdirSync(own);
    chownSync(own, STRANGER, STRANGER);
    expect(problemOf(own)).toBe(`${own} belongs to another user (${STRANGER})`);
  });
});

describe.skipIf(cannotRun("folders of an ordinary user", NOT_ROOT))("an ordinary user", () => {
  /** As the stranger, whose process it has to be. */
  function claimed(path: string): string {
    const code = `import { claimFolder } from ${JSON.stringify(join(import.meta.dirname, "own-folder.ts"))};
      console.log(JSON.stringify(claimFolder(process.argv[1])));`;
    return asStranger('exec "$1" --input-type=module -e "$2" "$3"', process.execPath, code, path).trim();
  }

  it("has his folder in a home that his group may write, also behind a link of his own", () => {
    const shared = folderOf(0o1777);
    asStranger('umask 002 && mkdir "$1/home" "$1/elsewhere" && ln -s ../elsewhere "$1/home/sriov-inspector"', shared);
    expect(claimed(join(shared, "home", "new"))).toBe(JSON.stringify({ path: join(shared, "home", "new") }));
    expect(claimed(join(shared, "home", "sriov-inspector"))).toBe(JSON.stringify({ path: join(shared, "elsewhere") }));
  });

  it("has none that is another's, or that a link of another's leads to", () => {
    const shared = folderOf(0o1777);
    const open = folderOf(0o777);
    asStranger('mkdir "$1/his"', shared);
    chownSync(open, STRANGER + 1, STRANGER + 1);
    symlinkSync(join(shared, "his"), join(open, "link"));
    expect(inWords(claimed(open))).toContain(`belongs to another user (${STRANGER + 1})`);
    expect(inWords(claimed(join(open, "sriov-inspector")))).toContain("belongs to another user");
    expect(inWords(claimed(join(open, "link")))).toContain("belongs to another user");
    expect(inWords(claimed("/var"))).toContain("/var belongs to another user (0)");
    expect(inWords(claimed("/var/sriov-inspector-of-nobody"))).toContain("can’t be created (EACCES)");
  });
});
