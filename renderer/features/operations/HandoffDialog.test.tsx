// The page comes first: the stores look for the program as they are loaded.
import "../../testing/window.ts";
import { beforeEach, expect, test } from "vitest";
import { vfSettings } from "../../../shared/operations/testing/vf-settings.ts";
import { loadInfo } from "../../stores/connection.ts";
import { useMachine } from "../../stores/machine.ts";
import { bdf, sampleFamily, sampleSnapshot } from "../../testing/machines.ts";
import { screen, show } from "../../testing/page.tsx";
import { bridge } from "../../testing/window.ts";
import { HandoffDialog } from "./HandoffDialog.tsx";

const PF = "0000:01:00.0";
const VFS = [2, 3, 4, 5].map((number) => bdf(`0000:01:00.${number}`));
const LAST = bdf("0000:01:00.5");

/** A port with four VFs on vfio-pci. */
const PORT = sampleFamily(PF, 4).map((fn) => (fn.physfn === null ? fn : { ...fn, driver: "vfio-pci" }));

beforeEach(async () => {
  bridge.answer("machine.usage", () => ({ revision: 1000, functions: [], unread: [] }) as never);
  bridge.answer("function.detail", ({ bdf: asked }) => ({
    bdf: asked,
    numVfs: 4,
    iommuGroupType: null,
    reservedRegions: [],
    aer: [],
    runtimeStatus: null,
    enableCount: null,
    vfSettings: [0, 1, 2, 3].map((vf) => vfSettings(vf, { mac: `02:00:00:00:00:1${vf}`, vlan: 20, spoofCheck: true })),
    problems: [],
  }));
  await loadInfo();
  await useMachine.getState().open("local");
  bridge.change("local", sampleSnapshot(PORT));
  await expect.poll(() => useMachine.getState().machine?.byBdf.has(LAST)).toBe(true);
});

/** The dialog is open: its first field has the focus. */
async function opened(): Promise<void> {
  await expect.poll(() => document.activeElement?.getAttribute("value")).toBe("0-3");
}
const text = () => screen.getByTestId("handoff-text").textContent ?? "";
const hosts = () => [...text().matchAll(/cat > hostdev-0000-01-00-(\d)/g)].map(([, number]) => Number(number));

test("libvirt gets what the PF keeps now; of one function the copy button has the focus", async () => {
  show(<HandoffDialog bdfs={VFS} />);
  await opened();
  await expect.poll(text).toContain("<mac address='02:00:00:00:00:10'/>");
  expect(hosts()).toEqual([2, 3, 4, 5]);
  show(<HandoffDialog bdfs={VFS.slice(0, 1)} />);
  await expect.poll(() => document.activeElement?.textContent).toBe("Copy for libvirt");
});

test("VFs are chosen by their numbers, and the list follows", async () => {
  const { user } = show(<HandoffDialog bdfs={VFS} />);
  await opened();
  await user.keyboard("9");
  expect(screen.getByText("Write numbers of these VFs, such as 0-2, 5.")).toBeTruthy();
  // A text for those of before would be another than what is asked for.
  expect(screen.queryByTestId("handoff-text")).toBeNull();
  await user.keyboard("{Backspace}1-2");
  expect(hosts()).toEqual([3, 4]);
  await user.click(screen.getByRole("checkbox", { name: /VF 0/ }));
  expect(screen.getByRole("textbox", { name: "VFs" }).getAttribute("value")).toBe("0-2");
});

test("three of four take one click with Shift, and one more lets one go", async () => {
  const { user } = show(<HandoffDialog bdfs={VFS} />);
  const box = (name: RegExp) => screen.getByRole("checkbox", { name });
  await user.keyboard("{Shift>}");
  await user.click(box(/VF 2/));
  await user.keyboard("{/Shift}");
  expect(hosts()).toEqual([2, 3, 4]);
  expect(screen.getByRole("group", { name: "3 of 4 functions" })).toBeTruthy();
  await user.click(box(/VF 1/));
  expect(hosts()).toEqual([2, 4]);
});

test("arrows and blank choose as well, at one stop of the Tab key", async () => {
  const { user } = show(<HandoffDialog bdfs={VFS} />);
  await opened();
  screen.getByRole("checkbox", { name: /VF 0/ }).focus();
  await user.keyboard("{ArrowDown}{ArrowDown} ");
  expect(hosts()).toEqual([2, 3, 5]);
  await user.tab();
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Guest name" }));
});

test("with none chosen there is nothing to copy, and it says what to do", async () => {
  const { user } = show(<HandoffDialog bdfs={VFS.slice(0, 2)} />);
  for (const box of screen.getAllByRole("checkbox", { name: /VF/ })) await user.click(box);
  expect(screen.getByText("Choose at least one function.")).toBeTruthy();
  expect(screen.queryByTestId("handoff-text")).toBeNull();
});

test("the guest that is named stands in the command, and a name that libvirt refuses does not", async () => {
  const { user } = show(<HandoffDialog bdfs={VFS.slice(0, 1)} />);
  const name = screen.getByRole("textbox", { name: "Guest name" });
  expect(text()).toContain("--domain GUEST ");
  await user.type(name, "build-07");
  expect(text()).toContain("--domain build-07 ");
  await user.type(name, "/x");
  expect(name.getAttribute("aria-invalid")).toBe("true");
  expect(text()).toContain("--domain GUEST ");
});

test("iommufd is chosen for libvirt and QEMU together", async () => {
  const { user } = show(<HandoffDialog bdfs={VFS} />);
  await user.click(screen.getByRole("checkbox", { name: "Use iommufd" }));
  expect(text()).toContain("<driver iommufd='yes'/>");
  await user.click(screen.getByRole("tab", { name: "QEMU" }));
  expect(text()).toContain("-object iommufd,id=iommufd0");
});

test("what a guest has already is said, for nobody else can open it", async () => {
  const reason = {
    kind: "guest",
    short: "guest db-2",
    text: "is held",
    evidence: "pid 7",
    level: "protected",
  } as const;
  bridge.answer(
    "machine.usage",
    () => ({ revision: 1000, functions: [{ bdf: VFS[1], reasons: [reason] }], unread: [] }) as never,
  );
  show(<HandoffDialog bdfs={VFS} />);
  await expect.poll(() => document.body.textContent).toContain("In use: 0000:01:00.3 (guest db-2).");
});
