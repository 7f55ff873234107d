/** Names that no kernel could have made, and such as only hurt a shell, through the script and back, whichever shell runs it. */
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { REFUSED } from "../../../shared/machine/refuse-names.ts";
import { LocalHost } from "../local/local-host.ts";
import { buildTree } from "../local/testing/build-tree.ts";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { linkBusybox, openTree, userlands } from "./testing/tree-helper.ts";

const tools = mkdtempSync(join(tmpdir(), "tools-"));
afterAll(() => rmSync(tools, { recursive: true }));

const CANARY = "canary";
/** The kernel takes them (dev_valid_name), and so does the program. */
const ODD = ["a'b\"c", "$(id)", "`id`", "-n", "*", "a\\nb", "x;y"];
/** The kernel makes none of these. */
const BAD = ["two words", "tab\there", "line\nfeed", "a\n0000:01:00.0", "sixteen_letters_", "no\u00a0break"];

function oddTree() {
  const root = join(tempFolder(), "sys");
  const { pfs, vfs } = buildTree(root, { ports: 1, pfs: 1, vfs: 2 });
  const [pf, vf] = [pfs[0], vfs[0]];
  if (pf === undefined || vf === undefined) throw new Error("the tree is too small");
  const folder = realpathSync(join(root, "bus/pci/devices", pf));
  const addInterface = (name: string): void => {
    mkdirSync(join(folder, "net", name), { recursive: true });
    writeFileSync(join(folder, "net", name, "operstate"), "up\n");
    mkdirSync(join(root, "class/net"), { recursive: true });
    symlinkSync(
      relative(join(realpathSync(root), "class/net"), join(folder, "net", name)),
      join(root, "class/net", name),
    );
  };
  const setDriver = (driver: string): string => {
    const place = join(root, "bus/pci/drivers", driver);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "unbind"), "");
    const link = join(root, "bus/pci/devices", vf, "driver");
    unlinkSync(link);
    symlinkSync(relative(realpathSync(join(root, "bus/pci/devices", vf)), realpathSync(place)), link);
    return join(place, "unbind");
  };
  return { root, pf, vf, addInterface, setDriver };
}

describe.each(userlands(linkBusybox(tools)))("under $name", (userland) => {
  it("an interface whose name hurts a shell is told as it is, and one that no kernel made by no name", async () => {
    const { root, pf, addInterface } = oddTree();
    const local = new LocalHost({ root });
    onTestFinished(() => local.close());
    for (const name of [...ODD, ...BAD]) addInterface(name);
    const seen = (await (await openTree(root, { userland })).scan()).functions;
    const children = seen.find(({ bdf }) => bdf === pf)?.children ?? [];
    const names = children.map(({ name }) => name);
    for (const name of ODD) expect(names).toContain(name);
    for (const name of BAD) expect(names).not.toContain(name);
    expect(names).toContain(REFUSED);
    // What a name with a line feed comes to is no other interface, and no other function.
    for (const part of ["line", "feed", "a", "words", "break"]) expect(names).not.toContain(part);
    expect(seen.map(({ bdf }) => bdf)).toEqual((await local.scan()).functions.map(({ bdf }) => bdf));
  });

  it.each(["line\nfeed", "ev\u202eil", "tab\there", "a\nvfio-pci"])(
    "a driver called %j is not known, and not none",
    async (name) => {
      const { root, vf, setDriver } = oddTree();
      setDriver(name);
      const local = new LocalHost({ root });
      onTestFinished(() => local.close());
      for (const host of [local, await openTree(root, { userland })]) {
        const fn = (await host.scan()).functions.find(({ bdf }) => bdf === vf);
        // busybox tells something else in place of what it does not show, but no other driver's name.
        if (host !== local && userland.isSilent) expect(fn?.driver ?? "?").toContain("?");
        else expect(fn).toMatchObject({ driver: null, driverUnknown: true });
        const step = { verb: "driver.unbind", bdf: vf, from: name } as const;
        expect(await host.perform(step)).toMatchObject({ ok: false });
      }
    },
  );

  it("a driver with quotes is told as it is, and nothing of it is run", async () => {
    const { root, vf, setDriver } = oddTree();
    const name = `$(touch ${CANARY})'"\`touch ${CANARY}\`;`;
    const unbind = setDriver(name);
    const host = await openTree(root, { userland });
    const fn = (await host.scan()).functions.find(({ bdf }) => bdf === vf);
    expect(fn?.driver).toBe(name);
    expect(await host.perform({ verb: "driver.unbind", bdf: vf, from: name })).toMatchObject({ ok: false });
    expect(readFileSync(unbind, "utf8")).toBe("");
    expect(() => readFileSync(join(root, "bus/pci/devices", CANARY))).toThrow(/ENOENT/);
    expect(() => readFileSync(CANARY)).toThrow(/ENOENT/);
  });
});
