import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Askpass } from "./askpass.ts";

const SCRIPT = readFileSync(join(import.meta.dirname, "../../../assets/askpass.sh"), "utf8");

function opened(): { readonly askpass: Askpass; readonly folder: string; readonly asked: string[] } {
  const asked: string[] = [];
  const askpass = new Askpass(SCRIPT, async ({ text }) => {
    asked.push(text);
    return null;
  });
  onTestFinished(() => askpass.close());
  askpass.cancelled.catch(() => undefined);
  return { askpass, folder: dirname(askpass.env.SSH_ASKPASS ?? ""), asked };
}

test("a question in its folder is asked, and the folder goes when it is closed", async () => {
  const { askpass, folder, asked } = opened();
  writeFileSync(join(folder, "q1"), "\nPassword:");
  await expect.poll(() => asked).toEqual(["Password:"]);
  await expect(askpass.cancelled).rejects.toThrow("not answered");
  askpass.close();
  expect(existsSync(folder)).toBe(false);
});

test("a folder that is taken away while ssh runs ends no program", async () => {
  const { folder, asked } = opened();
  writeFileSync(join(folder, "q1"), "\nFirst:");
  await expect.poll(() => asked).toEqual(["First:"]);
  // The watcher tells of each of these; an error that nobody catches there fails this run.
  rmSync(folder, { recursive: true });
  const other = opened();
  writeFileSync(join(other.folder, "q1"), "\nSecond:");
  await expect.poll(() => other.asked).toEqual(["Second:"]);
  expect(readdirSync(other.folder)).toContain("q1");
});
