// The page comes first: the stores look for the program as they are loaded.
import "../../../testing/window.ts";
import { beforeEach, expect, test } from "vitest";
import { loadInfo } from "../../../stores/connection.ts";
import { useMachine } from "../../../stores/machine.ts";
import { useOperations } from "../../../stores/operations.ts";
import { useView } from "../../../stores/view.ts";
import { bdf, sampleFamily, sampleSnapshot } from "../../../testing/machines.ts";
import { screen, show, within } from "../../../testing/page.tsx";
import { bridge } from "../../../testing/window.ts";
import { DetailPane } from "../DetailPane.tsx";

const VFS = [2, 3, 4, 5].map((number) => bdf(`0000:01:00.${number}`));
const [FIRST, SECOND] = [bdf("0000:01:00.2"), bdf("0000:01:00.3")];

/** The first is on vfio-pci. */
const PORT = sampleFamily("0000:01:00.0", 4).map((fn) => (fn.bdf === FIRST ? { ...fn, driver: "vfio-pci" } : fn));

beforeEach(async () => {
  bridge.answer("machine.usage", () => ({ revision: 1000, functions: [], unread: [] }) as never);
  await loadInfo();
  await useMachine.getState().open("local");
  bridge.change("local", sampleSnapshot(PORT));
  await expect.poll(() => useMachine.getState().machine?.byBdf.get(FIRST)?.driver).toBe("vfio-pci");
  useView.setState({ focused: FIRST, selected: new Set(VFS) });
});

const pane = () => within(screen.getByRole("region", { name: "Selection" }));
const selected = () => [...useView.getState().selected];

test("the pane is of all that are selected, and of one again when one is", async () => {
  const { user } = show(<DetailPane />);
  expect(pane().getByRole("heading", { level: 2 }).textContent).toBe("4 VFs of 0000:01:00.0 selected");
  expect(pane().getByTestId("many-driver").textContent).toBe("Drivermlx5_core3vfio-pci1");
  await user.click(pane().getByRole("button", { name: "0000:01:00.3" }));
  expect(selected()).toEqual([SECOND]);
  await expect.poll(() => screen.queryByRole("region", { name: "Selection" })).toBeNull();
  expect(screen.getByRole("heading", { level: 2 }).textContent).toBe(SECOND);
});

test("a value selects those that have it", async () => {
  const { user } = show(<DetailPane />);
  await user.click(pane().getByRole("button", { name: /^mlx5_core/ }));
  expect(selected()).toEqual(VFS.slice(1));
});

test("one is taken out of the selection, and the focus stays in the list", async () => {
  const { user } = show(<DetailPane />);
  const out = (address: string) => pane().getByRole("button", { name: `Remove ${address} from the selection` });
  await user.click(out(FIRST));
  expect(selected()).toEqual(VFS.slice(1));
  expect(useView.getState().focused).toBe(SECOND);
  expect(document.activeElement).toBe(out(SECOND));
});

test("each action says how many it concerns, and one comes first by their state", async () => {
  const { user } = show(<DetailPane />);
  await expect.poll(() => pane().queryByRole("button", { name: "Bind 3 to vfio-pci…" })).not.toBeNull();
  await user.click(pane().getByRole("button", { name: "More" }));
  const offered = screen.getAllByRole("menuitem").map(({ textContent }) => textContent);
  expect(offered).toContain("Pass 1 through to a guest…");
  expect(offered).toContain("Return 1 to host driver…");
  expect(offered).not.toContain("Bind 3 to vfio-pci…");
  await user.keyboard("{Escape}");
  await user.click(pane().getByRole("button", { name: "Bind 3 to vfio-pci…" }));
  expect(useOperations.getState().asked).toEqual({
    kind: "plan",
    request: { kind: "assign", bdfs: VFS.slice(1) },
  });
});

test("Escape goes back to the one that the keyboard was on", async () => {
  const { user } = show(<DetailPane />);
  pane().getByRole("button", { name: "More" }).focus();
  await user.keyboard("{Escape}");
  expect(selected()).toEqual([FIRST]);
});

test("each of them says who uses it, also that nobody does", async () => {
  show(<DetailPane />);
  await expect.poll(() => pane().getByRole("list").textContent).toContain("VF 0vfio-pcifree");
});
