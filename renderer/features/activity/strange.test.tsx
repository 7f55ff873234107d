import { afterEach, beforeEach, expect, test } from "vitest";
import { labMachine } from "../../testing/machines.ts";
import { sampleEntry, sampleOutcome } from "../../testing/operations.ts";
import { screen, show } from "../../testing/page.tsx";
import { openStores } from "../../testing/stores.ts";
import { plainWords } from "../../testing/strange.ts";
import { setLanguage } from "../../words/language.ts";

await openStores({ local: labMachine() });
const { useJournal } = await import("../../stores/journal.ts");
const { ActivityPanel } = await import("./ActivityPanel.tsx");
const { EntryRow } = await import("./EntryRow.tsx");
const { RecoveryBanners } = await import("./RecoveryBanners.tsx");

beforeEach(() => setLanguage("xx"));
afterEach(() => setLanguage("en"));

const TEXT = "…";
const TITLE = { title: TEXT, nowTrue: [TEXT] };
const idle = (): void => undefined;

test("the journal, empty, failed and in part, is messages to the last word", () => {
  for (const entries of [[], null]) {
    useJournal.setState({
      entries,
      error: TEXT,
      unread: { text: TEXT, entries: [{ id: "7", startedAt: null, title: null }] },
    });
    show(<ActivityPanel />);
    expect(screen.getByTestId("activity-panel").textContent).toMatch(/\p{Letter}{3}/u);
    expect(plainWords(["Ctrl"])).toEqual([]);
  }
});

test("an entry in each state is messages to the last word", () => {
  const wayBack = { seconds: 60, until: "2026-11-22T15:01:00.000Z", state: "fired" } as const;
  const entries = [
    sampleEntry("1", { ...TITLE, undoOf: "2", steps: [sampleOutcome("1", { label: TEXT, state: "done", tookMs: 7 })] }),
    sampleEntry("1", {
      ...TITLE,
      state: "cancelled",
      wayBack,
      steps: [sampleOutcome("1", { label: TEXT, state: "undone" })],
    }),
    sampleEntry("1", { ...TITLE, state: "running", endedAt: null, steps: [] }),
    sampleEntry("1", { ...TITLE, state: "interrupted", settledBy: "2", steps: [sampleOutcome("1", { label: TEXT })] }),
  ];
  for (const entry of entries) {
    show(<EntryRow entry={entry} open busy onToggle={idle} onMove={idle} />);
    expect(screen.getAllByRole("button").length).toBeGreaterThan(2);
    // A weekday and a month are the locale's.
    for (const dated of document.querySelectorAll("[title*='2026']")) dated.removeAttribute("title");
    expect(plainWords(["Nov"])).toEqual([]);
  }
});

test("operations that were interrupted, and that another program runs, are messages to the last word", () => {
  const begunBy = { pid: 7, here: false, lives: true };
  const wayBack = { seconds: 60, until: "2026-11-22T15:01:00.000Z", state: "armed" } as const;
  const writing = sampleOutcome("1", { label: TEXT, state: "running", writer: { pid: 8, started: "1" } });
  useJournal.setState({
    error: null,
    entries: [
      sampleEntry("1", {
        ...TITLE,
        machineKind: "local",
        state: "running",
        endedAt: null,
        begunBy,
        wayBack,
        steps: [writing],
      }),
      sampleEntry("2", { ...TITLE, state: "interrupted" }),
    ],
  });
  show(<RecoveryBanners />);
  expect(screen.getByTestId("recovery")).toBeTruthy();
  expect(screen.getByTestId("under-way")).toBeTruthy();
  expect(plainWords(["Nov"])).toEqual([]);
});
