import { act } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { labMachine } from "../../testing/machines.ts";
import { screen, show } from "../../testing/page.tsx";
import { openStores } from "../../testing/stores.ts";

const bridge = await openStores({ local: labMachine() });
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
    /kernel has crashed since it was started.*restart this machine\./,
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
  expect(screen.getByText(/does not answer: The network is down\./)).toBeTruthy();
  const before = bridge.calls.length;
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(bridge.calls.slice(before)).toContainEqual({ method: "host.open", input: { host: "local" } });
});
