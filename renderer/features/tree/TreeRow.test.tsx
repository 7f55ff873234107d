import { expect, test } from "vitest";
import type { ColumnId } from "../../../shared/machine/columns.ts";
import { buildMachine, type Machine } from "../../../shared/machine/machine.ts";
import { buildRows, type RowsInput } from "../../../shared/machine/rows.ts";
import { parseQuery, type Query } from "../../../shared/machine/search.ts";
import { type UsedBy, usedByIndex } from "../../../shared/machine/used-by.ts";
import { bdf, labMachine } from "../../testing/machines.ts";
import { screen, show, within } from "../../testing/page.tsx";
import { shownColumns } from "./columns.ts";
import { sameRow, TreeRow, type TreeRowProps } from "./TreeRow.tsx";

const machine = buildMachine(labMachine());
const COLUMNS = shownColumns(null, true);
const NO_QUERY: Query = [];

function rowProps(id: string, input: Partial<RowsInput> = {}, on: Machine = machine): TreeRowProps {
  const rows = buildRows(on, { grouping: "topology", collapsed: new Set(), filters: new Set(), query: "", ...input });
  const index = rows.findIndex((row) => row.id === id);
  const row = rows[index];
  if (row === undefined) throw new Error(`no row ${id}`);
  return {
    row,
    machine: on,
    usedBy: row.fn === null ? null : usedByIndex(on, null).of(row.fn),
    index,
    top: index * 26,
    columns: COLUMNS,
    guides: "",
    query: input.query === undefined ? NO_QUERY : parseQuery(input.query),
    cursor: false,
    selected: false,
    shown: false,
    left: false,
    leaving: false,
  };
}

function drawn(id: string, input: Partial<RowsInput> = {}, props: Partial<TreeRowProps> = {}): HTMLElement {
  show(<TreeRow {...rowProps(id, input)} {...props} />);
  return screen.getByRole("row");
}

function wordsIn(node: Node): string {
  if (!(node instanceof Element)) return node.textContent ?? "";
  return ` ${node.getAttribute("aria-label") ?? ""} ${[...node.childNodes].map(wordsIn).join("")} `;
}

/** What a person reads, and what an icon is called. */
function words(row: HTMLElement): string {
  return wordsIn(row).replaceAll(/\s+/g, " ").trim();
}

/** What is said where the pointer rests. */
function tips(row: HTMLElement): string {
  return [...row.querySelectorAll<HTMLElement>("[data-tip]")].map(({ dataset }) => dataset.tip).join("\n");
}

test("a row says where it stands in the tree", () => {
  const row = drawn("fn:0000:01:00.0");
  const standing = ["level", "posinset", "setsize", "expanded"].map((name) => row.getAttribute(`aria-${name}`));
  expect(standing).toEqual(["3", "1", "2", "true"]);
  expect(drawn("fn:0000:01:00.2").hasAttribute("aria-expanded")).toBe(false);
});

test("a PF shows its VFs of how many, a VF its index and its PF's link", () => {
  expect(words(drawn("fn:0000:01:00.0"))).toBe(
    "01:00.0 PF In use: ens01f0np0 up Mellanox MT2910 Family [ConnectX-7] mlx5_core ens01f0np0 up 4/16 40 0 16 GT/s x16",
  );
  const vf = drawn("fn:0000:01:00.5");
  expect(words(vf)).toContain("VF 3");
  expect(words(vf)).toContain("vfio-pci");
  expect(tips(vf)).toContain("VFs have no link. This is the link of the PF, 0000:01:00.0.");
});

test("a VF below its PF shows what differs, and its name where it stands alone", () => {
  const id = "fn:0000:01:00.5";
  const name = (input: Partial<RowsInput>, props: Partial<TreeRowProps> = {}) =>
    drawn(id, input, props).querySelector('[data-cell="name"]')?.textContent;
  const without = (...ids: readonly ColumnId[]) => ({ columns: COLUMNS.filter((each) => !ids.includes(each)) });
  expect(name({}, without("driver"))).toBe("vfio-pci");
  expect(name({ grouping: "driver" })).toContain("Virtual Function");
  expect(tips(drawn(id))).toContain("Virtual Function");
  // What a column has is told there, and once.
  expect(name({})).toBe("");
  const user = {
    kind: "guest",
    text: "guest build-07",
    clause: "is held",
    isProtected: false,
    isMaybe: false,
  } as const;
  const usedBy: UsedBy = { state: "used", users: [user] };
  expect(name({}, { usedBy })).toBe("");
  expect(name({}, { usedBy, ...without("used-by") })).toBe("guest build-07");
});

test("a VF below its PF tells its interface in one place", () => {
  const net = { kind: "net", name: "ens1v0", state: "up", address: "02:00:00:00:00:10" } as const;
  const functions = machine.snapshot.functions.map((fn) =>
    fn.bdf === "0000:01:00.3" ? { ...fn, children: [net] } : fn,
  );
  const name = (columns: readonly ColumnId[]) => {
    const props = rowProps("fn:0000:01:00.3", {}, buildMachine({ ...machine.snapshot, functions }));
    show(<TreeRow {...props} columns={columns} />);
    return screen.getByRole("row").querySelector('[data-cell="name"]')?.textContent;
  };
  expect(name(COLUMNS)).toBe("ens1v0 02:00:00:00:00:10");
  expect(name([...COLUMNS, "interfaces"])).toBe("02:00:00:00:00:10");
});

test("who uses a function stands in its cell and as a mark, protected or not; free and unknown are told apart", () => {
  const users = (isProtected: boolean): UsedBy => ({
    state: "used",
    users: [
      { kind: "guest", text: "guest build-07", clause: "is held by guest build-07", isProtected, isMaybe: false },
    ],
  });
  const row = (usedBy: UsedBy) => words(drawn("fn:0000:01:00.5", {}, { usedBy }));
  expect(row(users(false))).toContain("In use: guest build-07");
  expect(row(users(true))).toContain("In use, protected: guest build-07");
  expect(row({ state: "nobody", users: [] })).toContain("vfio-pci free");
  expect(row({ state: "unknown", users: [] })).toContain("vfio-pci unknown");
  expect(tips(drawn("fn:0000:01:00.5", {}, { usedBy: users(true) }))).toContain("Protected: is held by guest build-07");
});

test("a degraded link is named and explained, one without driver and one asleep are told", () => {
  const gpu = drawn("fn:0000:02:00.0");
  expect(words(gpu)).toContain("2.5 GT/s x16 Link degraded");
  expect(tips(gpu)).toContain("max 32 GT/s");
  expect(words(drawn("fn:0000:00:1f.2"))).toContain("Asleep");
  expect(words(drawn("fn:0000:00:1f.2"))).toContain("no driver");
});

test("what the search found is marked, and what is there for its sake only is dimmed", () => {
  const [mark] = within(drawn("fn:0000:01:00.5", { query: "vfio" })).getAllByText("vfio");
  expect(mark?.tagName).toBe("MARK");
  expect(mark?.parentElement?.textContent).toBe("vfio-pci");
  expect(drawn("fn:0000:01:00.0", { query: "vfio" }).className).toMatch(/context/);
});

test("a VF to come and a function that left are told apart from those that are there", () => {
  const ghosts = [{ pf: bdf("0000:01:00.1"), index: 0, bdf: bdf("0000:01:00.3"), driver: "vfio-pci" }];
  const ghost = drawn("ghost:0000:01:00.1/0", { ghosts });
  expect(words(ghost)).toBe("01:00.3 VF 0 will be created vfio-pci");
  expect(words(drawn("fn:0000:02:00.0", {}, { left: true }))).toContain("02:00.0 gone");
});

test("a change of one function draws its row again, those that show something of it, and no other", () => {
  const pf = bdf("0000:01:00.0");
  const { snapshot } = machine;
  const functions = snapshot.functions.map((fn) =>
    fn.bdf === pf ? { ...fn, link: { speed: 8, width: 8, maxSpeed: 16, maxWidth: 16 } } : fn,
  );
  const after = buildMachine({ ...snapshot, functions, revision: 2 });
  const same = (id: string) => sameRow(rowProps(id), rowProps(id, {}, after));
  expect(same(`fn:${pf}`)).toBe(false);
  expect(same("fn:0000:01:00.3")).toBe(false);
  expect(same("fn:0000:02:00.0")).toBe(true);
  expect(same("hb:pci0000:00")).toBe(true);
});

test("attributes that answered oddly are told, those that need root are not", () => {
  const problem = { attribute: "vendor", message: "The function left while it was read." };
  const odd = (code: string) => {
    const functions = machine.snapshot.functions.map((fn) => ({ ...fn, problems: [{ ...problem, code }] }));
    const on = buildMachine({ ...machine.snapshot, functions });
    show(<TreeRow {...rowProps("fn:0000:02:00.0", {}, on)} />);
    return words(screen.getByRole("row"));
  };
  expect(odd("ENODEV")).toContain("Partly unreadable");
  expect(odd("EACCES")).not.toContain("Partly unreadable");
});

test("a function that is left unread says so, and by whose word", () => {
  const [first] = labMachine().functions;
  if (first === undefined) throw new Error("no function");
  const left = buildMachine({ ...labMachine(), functions: [{ ...first, leftUnread: true }] });
  show(<TreeRow {...rowProps(`fn:${first.bdf}`, {}, left)} />);
  const row = screen.getByRole("row");
  expect(words(row)).toContain("Left unread");
  expect(tips(row)).toContain("by your setting");
});
