/** Browser mode as a program: its link, who may use it, and as whom it runs. */
import { readFileSync } from "node:fs";
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
    expect(server.output()).toMatch(/For another tab: http/);
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
    expect(uid).toBe(process.getuid?.() === 0 ? 65534 : process.getuid?.());
  } finally {
    await server.close();
  }
});

test("changes to the real machine are refused unless they were allowed", async ({ home, sharedBrowser }) => {
  const server = await startServer(["--host", "local"], home);
  try {
    const context = await sharedBrowser?.newContext();
    const page = await context?.newPage();
    if (!context || !page) throw new Error("no browser");
    await page.goto(server.link);
    await expect(tree(page)).toBeVisible();
    const reply = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const session = sessionStorage.getItem("sriov-inspector.session");
          const socket = new WebSocket(`ws://${location.host}/socket`, ["sriov-inspector.v1", `session.${session}`]);
          socket.onmessage = ({ data }) => {
            const message = JSON.parse(String(data)) as { hello?: number };
            if (message.hello) {
              socket.send(
                JSON.stringify({ v: 1, id: 1, method: "operation.run", input: { host: "local", planId: "x" } }),
              );
            } else resolve(String(data));
          };
        }),
    );
    expect(JSON.parse(reply)).toMatchObject({ ok: false, error: { code: "REFUSED" } });
    await context.close();
  } finally {
    await server.close();
  }
});

test("help and mistakes are told in words, with the right status", async ({ home }) => {
  await expect(startServer(["--help"], home)).rejects.toThrow(/status 0[\s\S]*--demo/);
  await expect(startServer(["--demo", "nothing"], home)).rejects.toThrow(
    /status 2[\s\S]*there is no demo machine "nothing"/,
  );
  await expect(startServer(["--port", "70000"], home)).rejects.toThrow(/status 2[\s\S]*0 to 65535/);
});
