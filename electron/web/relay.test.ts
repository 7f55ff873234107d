import { expect, test } from "vitest";
import { FromRelay } from "./relay-messages.ts";
import { unprivilegedIds } from "./unprivileged-ids.ts";

test("the process that listens becomes a user that nobody else is, and nobody where there is none", () => {
  const [own, nobody] = unprivilegedIds();
  expect(own?.uid).toBeGreaterThanOrEqual(61184);
  expect(own?.uid).toBeLessThanOrEqual(65519);
  expect(own?.gid).toBe(own?.uid);
  expect(nobody).toEqual({ uid: 65534, gid: 65534 });
});

test.each([
  "alive",
  { kind: "listening", port: 0 },
  { kind: "listening", port: 80, link: "http://evil.example" },
  { kind: "open", page: 0 },
  { kind: "open", page: "1" },
  { kind: "frame", page: 1, text: { a: 1 } },
  { kind: "request", page: 1, seq: 1, message: {} },
])("%j is not taken from it", (message) => {
  expect(FromRelay.safeParse(message).success).toBe(false);
});
