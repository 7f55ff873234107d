import { expect, test } from "vitest";
import { Holds } from "./holds.ts";

const PF = "0000:41:00.0";

test("what two operations hold is held until both have ended, however they end", async () => {
  const holds = new Holds<string>();
  const end = new Map<string, () => void>();
  const work = (name: string) => () => new Promise<string>((resolve) => end.set(name, () => resolve(name)));
  const first = holds.during(PF, work("first"));
  const second = holds.during(PF, work("second"));
  end.get("first")?.();
  expect(await first).toBe("first");
  expect(holds.has(PF)).toBe(true);
  end.get("second")?.();
  await second;
  await expect(holds.during(PF, () => Promise.reject(new Error("EBUSY")))).rejects.toThrow("EBUSY");
  expect(holds.any).toBe(false);
});

test("work that holds nobody is just done", async () => {
  const holds = new Holds<string>();
  expect(await holds.during(null, async () => holds.any)).toBe(false);
});
