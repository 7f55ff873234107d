/** Truth of usage: what a real machine stands on is named on the function that carries it. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolveUsage, type Usage } from "../../../shared/machine/usage.ts";
import { say } from "../../../shared/words/say.ts";
import { Ssh } from "../machine/ssh.ts";
import { PRODUCT } from "../places.ts";
import { bootedLab } from "./booted.ts";
import { machineSeen, rootHost } from "./seen.ts";
import { PRELUDE, STANDINGS, type Standing } from "./stand.ts";

const place = bootedLab();
const ssh = await Ssh.open(place.ssh);
const host = rootHost(place.ssh);

async function look(): Promise<Usage> {
  const machine = await machineSeen(host);
  return resolveUsage(await host.usage(), machine);
}

/** Level and text of each reason that the function has. */
function toldOf(usage: Usage, { on }: Standing): readonly string[] {
  return usage.reasonsOf(on).map(({ level, text }) => `${level}: ${say("en", text)}`);
}

function words({ level, told }: Standing): RegExp {
  const text = typeof told === "string" ? `^${told.replace(/[()]/g, "\\$&")}$` : told.source;
  return new RegExp(text.replace(/^\^/, `^${level}: `));
}

afterAll(async () => {
  await host.close();
  ssh.close();
});

describe("on a real kernel", () => {
  let before: Usage;
  let after: Usage;
  beforeAll(async () => {
    before = await look();
    const lines = STANDINGS.flatMap(({ make }) => make ?? []);
    await ssh.run("cat > /tmp/stand && sh -x /tmp/stand", [PRELUDE, ...lines, ""].join("\n"));
    after = await look();
  });

  it("every source is read", () => {
    expect(before.unread).toEqual([]);
    expect(after.unread).toEqual([]);
  });

  it.each(STANDINGS)("$what is named on what carries it", (standing) => {
    expect(toldOf(after, standing)).toContainEqual(expect.stringMatching(words(standing)));
  });

  it.each(STANDINGS.filter(({ make }) => make !== undefined))("$what is not told before it is there", (standing) => {
    expect(toldOf(before, standing)).not.toContainEqual(expect.stringMatching(words(standing)));
  });
});

describe("a helper that sees a part of the machine says so", () => {
  const HELPER = `${PRODUCT}/assets/host-helper.sh`;

  it.each([
    ["in a network namespace of its own", "unshare -n", ["routes", "addresses", "interfaces"]],
    ["in a PID namespace of its own", "unshare -pf --mount-proc", ["holders", "namespaces"]],
  ])("%s", async (_, start, sources) => {
    const asks = sources.map((source, index) => `${index + 1} usage ${source}\n`).join("");
    const said = await ssh.run(`${start} sh ${HELPER}`, `${asks}99 end\n`);
    const ends = said.split("\n").filter((line) => /^=(?:read|unread) /.test(line));
    const end = (source: string) => expect.stringMatching(`^=unread ${source} EPERM .* namespace of its own`);
    expect(ends).toEqual(sources.map(end));
  });
});
