// The page comes first: the stores look for the program as they are loaded.
import "../../testing/window.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadInfo } from "../../stores/connection.ts";
import { useMachine } from "../../stores/machine.ts";
import { useOperations } from "../../stores/operations.ts";
import { screen, show, within } from "../../testing/page.tsx";
import { bridge } from "../../testing/window.ts";
import { setLanguage } from "../../words/language.ts";
import { ExportDialog } from "./ExportDialog.tsx";
import { useExportOptions } from "./use-export.ts";

/** The languages of the reports that were asked for. */
function asked(): unknown[] {
  return bridge.calls.flatMap(({ method, input }) =>
    method === "report.create" ? [(input as { language: unknown }).language] : [],
  );
}

beforeEach(async () => {
  await loadInfo();
  await useMachine.getState().open("demo:lab");
  useExportOptions.setState({ format: "md", language: null });
  useOperations.setState({ asked: { kind: "export", scope: { kind: "machine" } } });
  bridge.answer("report.create", () => ({ fileName: "lab.md", mediaType: "text/markdown", text: "# lab" }));
});

afterEach(() => setLanguage("en"));

test("a report is in the language of the window, until another is chosen", async () => {
  const before = asked().length;
  const first = show(<ExportDialog />);
  await first.user.click(screen.getByRole("button", { name: "Copy" }));
  await first.user.click(
    within(screen.getByRole("radiogroup", { name: "Language of the report" })).getByText("简体中文"),
  );
  await first.user.click(screen.getByRole("button", { name: "Copy" }));
  await expect.poll(() => asked().slice(before)).toEqual(["en", "zh"]);
  // It stays chosen for the next.
  await show(<ExportDialog />).user.click(screen.getByRole("button", { name: "Copy" }));
  await expect.poll(() => asked().slice(before)).toEqual(["en", "zh", "zh"]);
});

test("a Chinese window has Chinese reports", async () => {
  const before = asked().length;
  setLanguage("zh");
  await show(<ExportDialog />).user.click(screen.getByRole("button", { name: "复制" }));
  await expect.poll(() => asked().slice(before)).toEqual(["zh"]);
});

test("what programs read has no language to choose", () => {
  useExportOptions.setState({ format: "json" });
  show(<ExportDialog />);
  expect(screen.queryByRole("radiogroup", { name: "Format" })).not.toBeNull();
  expect(screen.queryByRole("radiogroup", { name: "Language of the report" })).toBeNull();
});
