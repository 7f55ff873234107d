/** Why a file or folder of the product's own cannot be used: clauses without a full stop. */
import { messages } from "../messages.ts";

export const PLACES_WORDS = messages("places", {
  notAFile: { en: "it is not a file", zh: "它不是文件" },
  othersFile: { en: "it belongs to another user ({uid})", zh: "它属于其他用户（{uid}）" },
  secondName: { en: "it has a second name elsewhere", zh: "它在别处还有一个名称（硬链接）" },
  notMade: { en: "{path} can’t be created ({code})", zh: "无法创建 {path}（{code}）" },
  notAbsolute: { en: "{path} is not an absolute path", zh: "{path} 不是绝对路径" },
  isLink: { en: "{path} is a symbolic link", zh: "{path} 是符号链接" },
  notAFolder: { en: "{path} is not a directory", zh: "{path} 不是目录" },
  others: { en: "{path} belongs to another user ({uid})", zh: "{path} 属于其他用户（{uid}）" },
  notWritable: { en: "{path} can’t be written ({code})", zh: "无法写入 {path}（{code}）" },
  worldWritable: { en: "{path} is writable by everyone", zh: "{path} 对所有用户可写" },
  notRootOnly: { en: "{path} is writable by users other than root", zh: "{path} 对 root 以外的用户可写" },
  linkLoop: { en: "the symbolic links of {path} form a loop", zh: "{path} 的符号链接形成循环" },
  refusedToRoot: {
    en: "{folder} is writable by everyone, so something else could be run from there as root: move the program to another directory, or start it as your own user.",
    zh: "{folder} 对所有用户可写，他人可借此以 root 运行其他程序：请将程序移到其他目录，或以普通用户启动。",
  },
});
