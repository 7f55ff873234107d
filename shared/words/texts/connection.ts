/** How a machine is read, as people see it. */
import { messages } from "../messages.ts";

export const CONNECTION_WORDS = messages("connection", {
  thisMachine: { en: "this machine", zh: "本机" },
  demo: { en: "demo", zh: "演示" },
  file: { en: "file", zh: "文件" },
  fileNamed: { en: "file {name}", zh: "文件 {name}" },
  tree: { en: "sysfs tree {path}", zh: "sysfs 目录 {path}" },
});
