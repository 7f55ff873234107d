import { expect, test } from "vitest";
import { unprivilegedIds } from "./relay.ts";

test("the child becomes the person behind sudo, and nobody where there is none", () => {
  expect(unprivilegedIds({ SUDO_UID: "1000", SUDO_GID: "1001" })).toEqual({ uid: 1000, gid: 1001 });
  expect(unprivilegedIds({})).toEqual({ uid: 65534, gid: 65534 });
});

test.each([
  { SUDO_UID: "0", SUDO_GID: "0" },
  { SUDO_UID: "1000", SUDO_GID: "0" },
  { SUDO_UID: "-1", SUDO_GID: "5" },
  { SUDO_UID: "1e3x", SUDO_GID: "5" },
])("%j never leads back to root", (env) => {
  expect(unprivilegedIds(env)).toEqual({ uid: 65534, gid: 65534 });
});
