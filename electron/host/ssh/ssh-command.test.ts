import { expect, test } from "vitest";
import { english } from "../../../shared/words/testing/english.ts";
import { SSH_WORDS } from "../../../shared/words/texts/ssh.ts";
import { sshCommand, sshEnd } from "./ssh-command.ts";

const target = { user: "root", host: "lab1", port: 2222 };

test("the machine's name is the last word before the command, where it can be no option", () => {
  const { args, env, first } = sshCommand(target, { script: "echo", asking: "never" });
  const end = args.indexOf("--");
  expect(args.slice(end + 1)).toEqual(["lab1", expect.stringMatching(/^exec sh -c 'eval .* count=4 .*' host-helper$/)]);
  expect(args.join(" ")).toContain("-l root -p 2222");
  expect(args).toContain("BatchMode=yes");
  expect(args).toContain("ClearAllForwardings=yes");
  expect(env?.SSH_ASKPASS).toBe(process.env.SSH_ASKPASS);
  expect(first).toBe("echo");
});

test("only a connection that a person waits for may ask", () => {
  const { args, env, detached } = sshCommand(target, { script: "", asking: { env: { SSH_ASKPASS: "/ask" } } });
  expect(args).not.toContain("BatchMode=yes");
  expect(env?.SSH_ASKPASS).toBe("/ask");
  expect(detached).toBe(true);
  expect(sshCommand(target, { script: "", asking: "terminal" }).detached).toBe(false);
});

const end = (said: string, status = 255) => sshEnd({ status, signal: null, said, notStarted: null });
const failed = (said: string, status?: number) => english(end(said, status).reason);

test.each([
  ["ssh: Could not resolve hostname lab9: Name or service not known", "host name not found"],
  ["ssh: connect to host lab1 port 22: Connection refused", "no ssh server is listening there"],
  ["ssh: connect to host lab1 port 22: No route to host", "there is no network route to it"],
  ["ssh: connect to host lab1 port 22: Connection timed out", "it does not respond"],
  ["Timeout, server lab1 not responding.", "it stopped responding"],
  ["root@lab1: Permission denied (publickey).", "login denied"],
  ["Host key verification failed.", "its host key was not accepted"],
  ["client_loop: send disconnect: Broken pipe", "the connection was lost"],
  ["/home/me/.ssh/config: line 3: Bad configuration option: foo", "the ssh configuration has an error"],
])("%s: in plain words, with ssh's own", (said, reason) => {
  expect(failed(`${said}\n`)).toBe(`${reason} (${said.replace(/\.$/, "")})`);
});

test("a changed host key is never taken for one that is merely new", () => {
  const said = "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.\n";
  expect(failed(said)).toMatch(/^its host key changed/);
  expect(end(said).needsPerson).toBe(true);
});

test("what trying again can mend is told apart from what a person has to", () => {
  expect(end("ssh: connect to host lab1 port 22: Connection refused").needsPerson).toBe(false);
  expect(end("root@lab1: Permission denied (publickey).").needsPerson).toBe(true);
});

test("the helper's own lines are not taken for ssh's, and control characters do not pass", () => {
  expect(failed("\u001b[31mstrange\u0007\nhost-helper: root: started\n", 1)).toBe(
    "the remote helper ended: [31mstrange",
  );
  expect(failed("", 127)).toBe("the helper can’t run there (no shell)");
  expect(sshEnd({ status: null, signal: null, said: "", notStarted: "ENOENT" }).reason).toBe(SSH_WORDS.notInstalled);
});
