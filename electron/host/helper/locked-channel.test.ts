/** Names of ports are behind a lock that somebody else may hold for long: what was read before still holds. */
import { expect, it } from "vitest";
import { at } from "../../../shared/operations/testing/facts.ts";
import { NETWORK } from "../sysfs/scan.ts";
import { LockedChannel } from "./locked-channel.ts";

const PF = at("01:00.0");
const PATH = `/sys/bus/pci/devices/${PF}/net/eth0/phys_port_name`;

async function read(channel: LockedChannel, path = PATH) {
  const asked = await channel.start([PF], []).read([{ owner: NETWORK, path, lasting: true }]);
  return asked.get(path);
}

it("asks for ports that could not be read as soon as somebody wants to know", async () => {
  const answers = ["=late", `${PF}/net/eth0/phys_port_name:p0`];
  const channel = new LockedChannel(async (verb) => (verb === "ports" ? (answers.shift() ?? "=late") : ""));
  expect(await read(channel)).toEqual({ code: "ETIMEDOUT" });
  // Each try costs seconds while the lock is held.
  expect(await read(channel)).toEqual({ code: "ETIMEDOUT" });
  expect(answers).toHaveLength(1);
  channel.askAgain();
  expect(await read(channel)).toEqual({ text: "p0" });
});

it("knows a port by the name that it had, while the lock of all interfaces is held", async () => {
  const answers = [`${PF}/net/eth0/phys_port_name:p0`, "=late"];
  const channel = new LockedChannel(async (verb) => (verb === "ports" ? (answers.shift() ?? "=late") : ""));
  expect(await read(channel)).toEqual({ text: "p0" });
  expect(await read(channel)).toEqual({ text: "p0" });
  // Of one that was never read nothing is known.
  expect(await read(channel, PATH.replace("eth0", "eth1"))).toEqual({ code: "ETIMEDOUT" });
});
