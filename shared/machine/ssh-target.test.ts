import { expect, test } from "vitest";
import { parseSshTarget } from "./ssh-target.ts";

test("a name, a user, a port and an address of IPv6 are told apart", () => {
  expect(parseSshTarget("lab1")).toEqual({ user: null, host: "lab1", port: null });
  expect(parseSshTarget("root@lab1.example.org:2222")).toEqual({ user: "root", host: "lab1.example.org", port: 2222 });
  expect(parseSshTarget("[fe80::1%eth0]:22")).toEqual({ user: null, host: "fe80::1%eth0", port: 22 });
});

test.each([
  "",
  "-oProxyCommand=reboot",
  "root@-oProxyCommand=reboot",
  "lab1 reboot",
  "lab1;reboot",
  "$(reboot)",
  "lab1\n",
  "a@b@c",
  "lab1:70000",
  "lab1:0",
  "fe80::1",
  "[lab1]",
  "../lab1",
])("%j is no target", (text) => {
  expect(parseSshTarget(text)).toBeNull();
});
