import { act } from "@testing-library/react";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { partProblems } from "../../../shared/machine/text-problems.ts";
import { labMachine } from "../../testing/machines.ts";
import { screen, show } from "../../testing/page.tsx";
import { openStores } from "../../testing/stores.ts";

const bridge = await openStores({ local: labMachine(), "file:2": labMachine() });
const { loadInfo, useConnection } = await import("../../stores/connection.ts");
const { useMachine } = await import("../../stores/machine.ts");
const { addNotice } = await import("../../stores/notices.ts");
const { Banners } = await import("./Banners.tsx");

function drawn({ crashed = false as boolean | null, problems = 0 } = {}) {
  const lab = labMachine();
  const snapshot = {
    ...lab,
    host: { ...lab.host, crashed },
    problems: Array.from({ length: problems }, (_, at) => ({
      attribute: "a",
      code: "EIO",
      message: `Part ${at} is missing.`,
    })),
  };
  useMachine.setState({ machine: buildMachine(snapshot) });
  return show(<Banners />);
}
beforeEach(() => useMachine.setState({ machine: null, error: null }));

it("a kernel that has crashed is told as long as the machine is open, and what to do", () => {
  drawn({ crashed: true });
  expect(screen.getByRole("alert").textContent).toMatch(
    /kernel of this machine has crashed since boot.*reboot this machine\./,
  );
  expect(screen.queryByRole("button", { name: "Dismiss" })).toBeNull();
  for (const crashed of [false, null]) {
    drawn({ crashed });
    expect(screen.queryByRole("alert")).toBeNull();
  }
});

it("what could not be read of the machine as a whole is told, the first of many by name", () => {
  drawn({ problems: 1 });
  expect(screen.getByRole("status").textContent).toContain("Part 0 is missing.");
  drawn({ crashed: true, problems: 4 });
  expect(screen.getAllByRole("alert")).toHaveLength(1);
  const told = screen.getAllByRole("status").map(({ textContent }) => textContent);
  expect(told).toHaveLength(3);
  expect(told.at(-1)).toBe("2 more notes: a report has them.");
});

it("all of many notes are shown when they are asked for", async () => {
  const { user } = drawn({ problems: 5 });
  await user.click(screen.getByRole("button", { name: "Show all notes" }));
  const told = screen.getAllByRole("status").map(({ textContent }) => textContent);
  expect(told).toEqual([0, 1, 2, 3, 4].map((at) => `Part ${at} is missing.`));
});

it("a text of several machines says which is shown, and leads to the others", async () => {
  await loadInfo();
  const { info } = useConnection.getState();
  if (info === null) throw new Error("the program has not answered");
  const machine = (host: string, part: string | null, file = "lab.txt", first = "file:1") => {
    const source = { kind: "file", at: null, by: "file" } as const;
    return { host, part, file, first, source, name: part === null ? file : `${file}, ${part}` };
  };
  const files = [
    machine("file:1", "host-a, from line 1"),
    machine("file:2", "host-b, from line 31"),
    machine("file:3", null, "other.txt", "file:3"),
  ];
  useConnection.setState({ info: { ...info, files } });
  onTestFinished(async () => {
    useConnection.setState({ info });
    await useMachine.getState().open("local");
  });
  const lab = labMachine();
  const [problem] = partProblems(
    [
      { host: null, line: 1 },
      { host: null, line: 31 },
    ],
    0,
  );
  if (problem === undefined) throw new Error("two parts are no problem");
  useMachine.setState({ host: "file:1", machine: buildMachine({ ...lab, problems: [problem] }) });
  const { user } = show(<Banners />);
  const [banner, ...more] = screen.getAllByRole("status");
  expect(banner?.textContent).toContain(
    "lab.txt has 2 machines, or one machine at several moments. Shown: host-a, from line 1.",
  );
  expect(more).toEqual([]);
  const before = bridge.calls.length;
  await user.click(screen.getByRole("button", { name: "Show host-b, from line 31" }));
  expect(bridge.calls.slice(before)).toContainEqual({ method: "host.open", input: { host: "file:2" } });
  act(() => useMachine.setState({ host: "file:3", machine: buildMachine(lab) }));
  expect(screen.queryByRole("status")).toBeNull();
});

it("what was read is dismissed, and only that", async () => {
  const { user } = drawn();
  act(() => {
    addNotice("danger", "The report could not be saved.");
    addNotice("info", "The helper was installed.");
  });
  const [first] = screen.getAllByRole("button", { name: "Dismiss" });
  if (first === undefined) throw new Error("nothing can be dismissed");
  await user.click(first);
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getByRole("status").textContent).toBe("The helper was installed.");
});

it("a machine that does not answer is tried again when asked for", async () => {
  const { user } = drawn();
  act(() => useMachine.setState({ live: "lost", lostBecause: "The network is down." }));
  expect(screen.getByText(/is not responding: The network is down\./)).toBeTruthy();
  const before = bridge.calls.length;
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(bridge.calls.slice(before)).toContainEqual({ method: "host.open", input: { host: "local" } });
});

it("a lost connection names the command that the page was told, which packages change", () => {
  const meta = Object.assign(document.createElement("meta"), { name: "start-command", content: "npm start --" });
  document.head.append(meta);
  onTestFinished(() => {
    meta.remove();
    useConnection.setState({ socket: "open" });
  });
  useConnection.setState({ socket: "lost" });
  drawn();
  expect(screen.getByRole("alert").textContent).toContain("run npm start -- --link and open the new link");
  meta.content = "sriov-inspector";
  act(() => useConnection.setState({ socket: "stranger" }));
  expect(screen.getByRole("alert").textContent).toContain("run sriov-inspector --link and open the new link");
});
