/** Browser mode as a program: its link, who may use it, and as whom it runs. */
import { readFileSync } from "node:fs";
import { openedPage } from "../../electron/web/testing/page.ts";
import { expect, startServer, test } from "../fixtures/app.ts";
import { tree } from "../pages/tree.ts";

test("a link opens one tab; used again it says how to get another", async ({ home, sharedBrowser }) => {
  const server = await startServer(["--demo", "p22-048-018"], home);
  try {
    const context = await sharedBrowser?.newContext();
    const first = await context?.newPage();
    await first?.goto(server.link);
    if (!context || !first) throw new Error("no browser");
    await expect(tree(first)).toBeVisible();
    // The secret does not stay in the address bar, and a reload of the tab goes on working.
    expect(new URL(first.url()).hash).toBe("");
    await first.reload();
    await expect(tree(first)).toBeVisible();
    const second = await context.newPage();
    await second.goto(server.link);
    await expect(second.getByText(/link/i).first()).toBeVisible();
    await expect(tree(second)).toHaveCount(0);
    // The next one opens in the very tab that the spent one did not open.
    await second.evaluate((link) => {
      location.href = link;
    }, server.nextLink());
    await expect(tree(second)).toBeVisible();
    await context.close();
  } finally {
    await server.close();
  }
});

test("what listens has no privileges, also when root started it", async ({ home }) => {
  const server = await startServer(["--demo", "p22-048-018"], home);
  try {
    const port = Number(new URL(server.link).port);
    const listening = `0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`;
    const line = readFileSync("/proc/net/tcp", "utf8")
      .split("\n")
      .find((text) => text.includes(` ${listening} `) && / 0A /.test(text));
    const uid = Number(line?.trim().split(/\s+/)[7]);
    // Started by root, it is a user that nobody else on the machine is.
    if (process.getuid?.() === 0) expect(uid).toBeGreaterThanOrEqual(61184);
    else expect(uid).toBe(process.getuid?.());
  } finally {
    await server.close();
  }
});

test("changes to the real machine are refused unless they were allowed", async ({ home }) => {
  const server = await startServer(["--host", "local"], home);
  try {
    const { port, hash } = new URL(server.link);
    const page = await openedPage({ port: Number(port), secret: hash.slice(1) });
    page.socket.send(JSON.stringify({ v: 1, id: 1, method: "operation.run", input: { host: "local", planId: "x" } }));
    expect(JSON.parse(await page.next())).toMatchObject({ ok: false, error: { code: "REFUSED" } });
    page.socket.terminate();
  } finally {
    await server.close();
  }
});

test("help and mistakes are told in words, with the right status", async ({ home }) => {
  await expect(startServer(["--help"], home)).rejects.toThrow(/status 0[\s\S]*--demo/);
  await expect(startServer(["--demo", "nothing"], home)).rejects.toThrow(/status 2[\s\S]*no demo machine “nothing”/);
  await expect(startServer(["--port", "70000"], home)).rejects.toThrow(/status 2[\s\S]*0 to 65535/);
});
