/** The key of a machine: the same out of its files by this program and by the helper. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { HelperChannel } from "../helper/helper-channel.ts";
import { changedScript, placesOf, SHELLS, startShell } from "../helper/testing/tree-helper.ts";
import { buildTree } from "../local/testing/build-tree.ts";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { ownMachineKey } from "./machine-key.ts";

const ID = "0123456789abcdef0123456789abcdef\n";
const UUID = "4c4c4544-0031-3010-8056-b7c04f4e3233\n";

function machine(files: Readonly<Record<string, string>>) {
  const { root } = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 1 });
  const [etc, dmi] = [tempFolder(), join(root, "class/dmi/id")];
  mkdirSync(dmi, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(name === "machine-id" ? etc : dmi, name), text);
  return { root, etc, dmi };
}

it.each(SHELLS)("is read alike here and by the script in $name", async ({ shell }) => {
  const all = { "machine-id": ID, product_uuid: UUID, board_serial: "C0FFEE\n" };
  const cases: readonly [Readonly<Record<string, string>>, RegExp | null][] = [
    [all, /^id:[0-9a-f]{16} dmi:[0-9a-f]{16}$/],
    [{ "machine-id": ID }, /^id:[0-9a-f]{16}$/],
    [{ product_uuid: UUID }, /^dmi:[0-9a-f]{16}$/],
    // Not set, as many boards are shipped, and a system that has no id yet.
    [{ "machine-id": "uninitialized\n", product_uuid: "00000000-0000-0000-0000-000000000000\n" }, null],
    [{ product_uuid: "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF\n", board_serial: "C0FFEE\n" }, null],
  ];
  for (const [files, expected] of cases) {
    const { root, etc, dmi } = machine(files);
    const script = changedScript({ places: { ...placesOf(root), ETC: etc } });
    const { channel, hello } = await HelperChannel.open(startShell(script, shell));
    onTestFinished(() => channel.close("done"));
    const key = ownMachineKey(etc, dmi);
    if (expected === null) expect(key).toBeNull();
    else expect(key).toMatch(expected);
    expect(hello.machineKey).toBe(key);
  }
});

it("tells nothing of the id itself", () => {
  const { etc, dmi } = machine({ "machine-id": ID });
  expect(ownMachineKey(etc, dmi)).not.toContain(ID.slice(0, 8));
});
