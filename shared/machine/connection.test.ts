/** How a machine is read is said in the reader's language; names and addresses stay as they are. */
import { expect, test } from "vitest";
import { say } from "../words/say.ts";
import { connectionWords } from "./connection.ts";

test.for([
  ["this machine", "this machine", "本机"],
  ["demo", "demo", "演示"],
  ["file sos report.tar.gz", "file sos report.tar.gz", "文件 sos report.tar.gz"],
  ["sysfs tree /tmp/sys", "sysfs tree /tmp/sys", "sysfs 目录 /tmp/sys"],
  ["ssh root@lab1:2222", "ssh root@lab1:2222", "ssh root@lab1:2222"],
])("%s", ([connection = "", en = "", zh = ""]) => {
  const words = connectionWords(connection);
  expect([say("en", words), say("zh", words)]).toEqual([en, zh]);
});
