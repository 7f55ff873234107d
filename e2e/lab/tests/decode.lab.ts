/** Truth of decode: the product's text and bytes of every function are those of the guest's own lspci. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { AgentConnection } from "../agent/remote-host.ts";
import { Ssh } from "../machine/ssh.ts";
import { AGENT, PRODUCT } from "../places.ts";
import { labWorld } from "../worlds/catalogue.ts";
import { bootedLab } from "./booted.ts";
import { without314 } from "./lspci-versions.ts";

const place = bootedLab();
const world = labWorld(place.world);
const ssh = await Ssh.open(place.ssh);
const agent = new AgentConnection(ssh.start(`node ${AGENT}`));
/** By PF, as many VFs as there can be. */
const counts = world.offers.flatMap(({ pf, undrivenVfs }) => [
  ...(pf ? [{ pf: pf.bdf, count: pf.limit }] : []),
  ...(undrivenVfs ? [undrivenVfs] : []),
]);

/** Shell line that writes to a PF's attribute. */
function setVfs(bdf: Bdf, count: number): string {
  return `echo ${count} > /sys/bus/pci/devices/${bdf}/sriov_numvfs`;
}

/** lspci's text, function by function, by address as it writes it. */
function byFunction(text: string): ReadonlyMap<string, string> {
  const blocks = text.split("\n\n").map((block) => block.trimEnd());
  return new Map(blocks.filter((block) => block !== "").map((block) => [block.slice(0, block.indexOf(" ")), block]));
}

/** Bytes by address, out of the lines `10: 00 01 …` of `lspci -xxxx`. */
function bytesOf(block: string): string {
  const lines = [...block.matchAll(/^[0-9a-f]{2,3}: ((?:[0-9a-f]{2} ?)+)$/gm)];
  return lines
    .map((line) => line[1] ?? "")
    .join("")
    .replaceAll(" ", "");
}

beforeAll(async () => {
  for (const { pf, count } of counts) await ssh.run(setVfs(pf, count));
});
afterAll(async () => {
  for (const { pf } of counts) await ssh.run(setVfs(pf, 0));
  agent.close();
  ssh.close();
});

describe(`${world.name}, with all VFs on`, () => {
  it("the text is that of lspci -vvv, line by line", async () => {
    const ours = byFunction(await ssh.run(`node ${PRODUCT}/dist/app/cli.js show --format lspci --wake`));
    const theirs = byFunction(await ssh.run(`lspci -vvv -i ${PRODUCT}/assets/pci.ids`));
    expect([...ours.keys()]).toEqual([...theirs.keys()]);
    for (const [bdf, text] of theirs) expect(without314(ours.get(bdf) ?? ""), bdf).toBe(text);
    console.info(`lspci -vvv on ${world.name}: ${theirs.size} functions, every line equal`);
  });

  it("the bytes are those of lspci -xxxx", async () => {
    const host = await agent.openHost();
    const blocks = byFunction(await ssh.run("lspci -Dxxxx"));
    for (const [bdf, block] of blocks) {
      if (!isBdf(bdf)) throw new Error(`${bdf} is no address`);
      const reading = await host.config(bdf, { wake: true });
      expect(reading.state === "read" ? reading.hex : reading.state, bdf).toBe(bytesOf(block));
    }
    await host.close();
    console.info(`lspci -xxxx on ${world.name}: ${blocks.size} functions, every byte equal`);
  });
});
