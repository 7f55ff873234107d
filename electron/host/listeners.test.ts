import { expect, test } from "vitest";
import { Listeners } from "./listeners.ts";

test("all are told until they end, and who comes while others are told is told the next time", () => {
  const listeners = new Listeners<number>();
  const heard: string[] = [];
  const endFirst = listeners.add((n) => {
    heard.push(`first ${n}`);
    endFirst();
    listeners.add((m) => heard.push(`third ${m}`));
  });
  listeners.add((n) => heard.push(`second ${n}`));
  listeners.tell(1);
  listeners.tell(2);
  expect(heard).toEqual(["first 1", "second 1", "second 2", "third 2"]);
  listeners.clear();
  expect(listeners.any).toBe(false);
});
