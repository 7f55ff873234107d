import { describe, expect, it, test } from "vitest";
import { isWords } from "../../words/message.ts";
import { say } from "../../words/say.ts";
import { english } from "../../words/testing/english.ts";
import type { OperationRequest } from "../request/request.ts";
import { at } from "../testing/facts.ts";
import { type Referred, titleOf } from "./titles.ts";

const PF = at("01:00.0");
const VFS = [at("01:00.2"), at("01:00.3")];
const SET: OperationRequest = { kind: "vfs.set", pf: PF, count: 4, purpose: "host" };
const TITLE = "Set 0000:01:00.0 to 4 VFs";

function journal(entries: Readonly<Record<string, OperationRequest>>): Referred {
  return (id) => {
    const request = entries[id];
    return request === undefined ? null : { request };
  };
}

const undo = (entryId: string) => ({ kind: "undo", entryId }) as const;
const finish = (entryId: string) => ({ kind: "finish", entryId }) as const;

const titled = (request: OperationRequest, entries: Readonly<Record<string, OperationRequest>> = {}) =>
  english(titleOf(request, journal(entries)));

test.each<[OperationRequest, string, string]>([
  [SET, TITLE, "将 0000:01:00.0 设为 4 个 VF"],
  [{ ...SET, count: 0 }, "Set 0000:01:00.0 to 0 VFs", "将 0000:01:00.0 设为 0 个 VF"],
  [{ kind: "assign", bdfs: VFS.slice(0, 1) }, "Bind 0000:01:00.2 to vfio-pci", "将 0000:01:00.2 绑定到 vfio-pci"],
  [
    { kind: "giveBack", bdfs: VFS },
    "Return 0000:01:00.2 and 0000:01:00.3 to the host driver",
    "将 0000:01:00.2 和 0000:01:00.3 归还给宿主机驱动",
  ],
  [
    { kind: "device.remove", bdfs: [...VFS, at("02:00.0"), at("03:00.0")] },
    "Remove 4 functions from the bus",
    "从总线移除 4 个 Function",
  ],
  [{ kind: "device.reset", bdfs: [PF], method: null }, "Reset 0000:01:00.0", "复位 0000:01:00.0"],
  [{ kind: "bus.rescan" }, "Rescan the PCI buses", "重新扫描 PCI 总线"],
  [
    { kind: "autoprobe.set", pf: PF, value: true },
    "Enable driver autoprobe for VFs of 0000:01:00.0",
    "开启 0000:01:00.0 的 VF 驱动自动探测",
  ],
  [
    { kind: "autoprobe.set", pf: PF, value: false },
    "Disable driver autoprobe for VFs of 0000:01:00.0",
    "关闭 0000:01:00.0 的 VF 驱动自动探测",
  ],
  [
    { kind: "d3cold.set", bdfs: [PF], value: true },
    "Allow 0000:01:00.0 to enter D3cold",
    "允许 0000:01:00.0 进入 D3cold",
  ],
  [
    { kind: "d3cold.set", bdfs: [PF], value: false },
    "Keep 0000:01:00.0 out of D3cold",
    "禁止 0000:01:00.0 进入 D3cold",
  ],
  [
    { kind: "vf.settings", pf: PF, edits: [{ vfs: [1200], settings: { vlan: 7 } }] },
    "Set VLAN of VF 1200 of 0000:01:00.0",
    "设置 0000:01:00.0 的 VF 1200 的 VLAN",
  ],
  [
    { kind: "vf.settings", pf: PF, edits: [{ vfs: [0, 1], settings: { vlan: 7 } }] },
    "Set VLAN of 2 VFs of 0000:01:00.0",
    "设置 0000:01:00.0 的 2 个 VF 的 VLAN",
  ],
  [
    { kind: "vf.settings", pf: PF, edits: [{ vfs: [3], settings: { vlan: 7, trust: true } }] },
    "Change settings of VF 3 of 0000:01:00.0",
    "更改 0000:01:00.0 的 VF 3 的设置",
  ],
  [
    {
      kind: "vf.settings",
      pf: PF,
      edits: [
        { vfs: [0], settings: { vlan: 7 } },
        { vfs: [1, 2], settings: { trust: true } },
      ],
    },
    "Change settings of 3 VFs of 0000:01:00.0",
    "更改 0000:01:00.0 的 3 个 VF 的设置",
  ],
  [
    { kind: "nvme.vfs", pf: PF, vfs: [3, 3], online: true },
    "Bring the NVMe controller of VF 3 of 0000:01:00.0 online",
    "使 0000:01:00.0 的 VF 3 的 NVMe 控制器上线",
  ],
  [
    { kind: "nvme.vfs", pf: PF, vfs: [0, 1], online: false },
    "Take the NVMe controllers of 2 VFs of 0000:01:00.0 offline",
    "使 0000:01:00.0 的 2 个 VF 的 NVMe 控制器下线",
  ],
])("%j has a title in both languages", (request, en, zh) => {
  const title = titleOf(request, () => null);
  expect([say("en", title), say("zh", title)]).toEqual([en, zh]);
});

describe("an undo", () => {
  it("is of what it undoes", () => {
    const title = titleOf(undo("a"), journal({ a: SET }));
    expect([say("en", title), say("zh", title)]).toEqual([`Undo: ${TITLE}`, "撤销：将 0000:01:00.0 设为 4 个 VF"]);
  });

  it("of an undo is a redo", () => {
    const title = titleOf(undo("b"), journal({ a: SET, b: undo("a") }));
    expect([say("en", title), say("zh", title)]).toEqual([`Redo: ${TITLE}`, "重做：将 0000:01:00.0 设为 4 个 VF"]);
  });

  it("does not nest, however often it goes to and fro", () => {
    const entries = { a: SET, b: undo("a"), c: undo("b"), d: undo("c") };
    expect([titled(undo("c"), entries), titled(undo("d"), entries)]).toEqual([`Undo: ${TITLE}`, `Redo: ${TITLE}`]);
  });

  it("of what finished another one names what that one wanted", () => {
    expect(titled(undo("b"), { a: SET, b: finish("a") })).toBe(`Undo: Finish: ${TITLE}`);
  });

  it("names none where the journal does not have it, or has entries that refer to each other", () => {
    expect(titled(undo("lost"))).toBe("Undo an operation");
    expect(titled(undo("b"), { b: undo("lost") })).toBe("Undo an operation");
    expect(titled(undo("a"), { a: undo("b"), b: undo("a") })).toBe("Undo an operation");
  });
});

describe("a finish", () => {
  it("is of what it finishes, an undo too", () => {
    const title = titleOf(finish("a"), journal({ a: SET }));
    expect([say("en", title), say("zh", title)]).toEqual([
      `Finish: ${TITLE}`,
      "继续完成：将 0000:01:00.0 设为 4 个 VF",
    ]);
    expect(titled(finish("b"), { a: SET, b: undo("a") })).toBe(`Finish: Undo: ${TITLE}`);
  });

  it("of a finish is of what the first of them wanted", () => {
    expect(titled(finish("c"), { a: SET, b: finish("a"), c: finish("b") })).toBe(`Finish: ${TITLE}`);
  });

  it("names none where the journal does not have it, or has entries that refer to each other", () => {
    expect(titled(finish("lost"))).toBe("Finish an operation");
    expect(titled(finish("b"), { b: finish("lost") })).toBe("Finish an operation");
    expect(titled(finish("a"), { a: finish("b"), b: finish("a") })).toBe("Finish an operation");
    const circle = titleOf(finish("a"), journal({ a: undo("b"), b: finish("a") }));
    expect(english(circle)).toMatch(/^Finish: Undo: .*Finish an operation$/);
    // A title that is nested deeper is refused on its way to the window.
    expect(isWords(circle)).toBe(true);
  });
});
