/**
 * A polkit agent whose every dialog is cancelled at once. The text agent of polkit cannot be: it knows only Ctrl+C, which
 * ends it. To polkit this one is an agent like a desktop's, and answers as those do (PolicyKit1.AuthenticationAgent).
 */
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { CALL, ERROR, firstMessage, message, RETURN, Writer } from "./dbus-message.ts";
import type { PolkitAgent } from "./polkit-agent.ts";

const BUS = "/run/dbus/system_bus_socket";
const CANCELLED = "org.freedesktop.PolicyKit1.Error.Cancelled";
const REGISTER = 2;

/** This process, as polkit names it: by its number and when it was started (field 22 of its stat). */
function thisProcess(): Buffer {
  const stat = readFileSync("/proc/self/stat", "utf8");
  const started = BigInt(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? 0);
  return new Writer()
    .align(8)
    .text("unix-process")
    .structs((inner) => {
      inner.align(8).text("pid").signature("u").u32(process.pid);
      inner.align(8).text("start-time").signature("t").u64(started);
    })
    .text("C")
    .text("/agent")
    .done();
}

/** Resolves when polkit knows of it. */
export function startDismissingAgent(): Promise<PolkitAgent> {
  const socket = connect(BUS);
  let shown = "";
  let serial = REGISTER;
  let rest = Buffer.alloc(0);
  let greeted = false;
  socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(process.getuid?.())).toString("hex")}\r\n`);
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    const greet = () => {
      greeted = true;
      socket.write("BEGIN\r\n");
      const bus = { path: "/org/freedesktop/DBus", interface: "org.freedesktop.DBus", member: "Hello" };
      socket.write(message(CALL, 1, { ...bus, destination: "org.freedesktop.DBus" }));
      const register = {
        path: "/org/freedesktop/PolicyKit1/Authority",
        interface: "org.freedesktop.PolicyKit1.Authority",
        member: "RegisterAuthenticationAgent",
        destination: "org.freedesktop.PolicyKit1",
        signature: "(sa{sv})ss",
      };
      socket.write(message(CALL, REGISTER, register, thisProcess()));
    };
    const take = ({ type, serial: asked, fields }: NonNullable<ReturnType<typeof firstMessage>>) => {
      if (type === ERROR) reject(new Error(`the bus answers ${fields.error}`));
      if (type === RETURN && fields.replyTo === REGISTER) {
        resolve({ shown: () => shown, close: async () => void socket.destroy() });
      }
      if (type !== CALL) return;
      shown += `${fields.member}\n`;
      const answer = { error: CANCELLED, replyTo: asked, destination: fields.sender ?? "", signature: "s" };
      serial++;
      socket.write(message(ERROR, serial, answer, new Writer().text("The dialog was closed.").done()));
    };
    socket.on("data", (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      if (!greeted) {
        const line = rest.indexOf("\r\n");
        if (line < 0) return;
        if (!rest.toString("latin1").startsWith("OK ")) return reject(new Error(`the bus says ${rest}`));
        rest = rest.subarray(line + 2);
        greet();
      }
      for (let next = firstMessage(rest); next !== null; next = firstMessage(rest)) {
        rest = rest.subarray(next.size);
        take(next);
      }
    });
  });
}
