import type { ChineseOf } from "./chinese-of.ts";

export const HIERARCHY_AND_ENCLOSURE: ChineseOf = {
  "Requester ID of the message that delivered the Hierarchy ID.": "携带 Hierarchy ID 的消息的 Requester ID。",
  "Set: software may write the Hierarchy ID and the GUID; clear: a message delivers them.":
    "为 1 时，软件可写 Hierarchy ID 和 GUID；为 0 时由消息下发。",
  "Scheme by which the system's GUID was assigned; 0 = no GUID.": "系统 GUID 遵循的编号规则；0 表示没有 GUID。",
  "Hierarchy of the system that contains this function.": "该 Function 属于系统中的哪个层级。",
  "Part 1 of 5 of the GUID that identifies this system.": "本系统 GUID 的第 1 部分，共 5 部分。",
  "Part 2 of 5 of the GUID that identifies this system.": "本系统 GUID 的第 2 部分，共 5 部分。",
  "Part 3 of 5 of the GUID that identifies this system.": "本系统 GUID 的第 3 部分，共 5 部分。",
  "Part 4 of 5 of the GUID that identifies this system.": "本系统 GUID 的第 4 部分，共 5 部分。",
  "Part 5 of 5 of the GUID that identifies this system.": "本系统 GUID 的第 5 部分，共 5 部分。",
  "States that the enclosure's indicators can show.": "机箱指示灯可以表示的状态。",
  "Set: the enclosure's indicators can be controlled through this capability.":
    "为 1 时，可通过本 Capability 控制机箱指示灯。",
  "Set: enclosure management can be reset.": "为 1 时，支持复位机箱管理。",
  "Set: the indicators can show that the drive works.": "为 1 时，指示灯可以表示“硬盘工作正常”。",
  "Set: the indicators can show that the drive is being located.": "为 1 时，指示灯可以表示“正在定位该硬盘”。",
  "Set: the indicators can show that the drive has failed.": "为 1 时，指示灯可以表示“硬盘已故障”。",
  "Set: the indicators can show that the drive is being rebuilt.": "为 1 时，指示灯可以表示“硬盘正在重建”。",
  "Set: the indicators can show that the drive is predicted to fail soon.":
    "为 1 时，指示灯可以表示“预测硬盘即将故障”。",
  "Set: the indicators can show that the drive is a hot spare.": "为 1 时，指示灯可以表示“硬盘为热备盘”。",
  "Set: the indicators can show that the drive's array has lost redundancy.":
    "为 1 时，指示灯可以表示“硬盘所在阵列已失去冗余”。",
  "Set: the indicators can show that the drive's array has failed.": "为 1 时，指示灯可以表示“硬盘所在阵列已失效”。",
  "Set: the indicators can show that this type of drive does not belong in the slot.":
    "为 1 时，指示灯可以表示“此类硬盘不应装在该槽位”。",
  "Set: the indicators can show that the drive is disabled and may be removed.":
    "为 1 时，指示灯可以表示“硬盘已停用，可以取出”。",
  "What the indicators can show with these bits is defined by the enclosure's vendor.":
    "指示灯可用这些位表示的状态由机箱厂商定义。",
  "States that the indicators are set to show.": "要求指示灯表示的状态。",
  "Set: this capability controls the indicators; clear: the enclosure controls them.":
    "为 1 时，由本 Capability 控制指示灯；为 0 时由机箱自行控制。",
  "Writing 1 resets enclosure management; reads 0.": "写 1 复位机箱管理；读出恒为 0。",
  "Set: the indicators show that the drive works.": "为 1 时，让指示灯表示“硬盘工作正常”。",
  "Set: the indicators show that the drive is being located.": "为 1 时，让指示灯表示“正在定位该硬盘”。",
  "Set: the indicators show that the drive has failed.": "为 1 时，让指示灯表示“硬盘已故障”。",
  "Set: the indicators show that the drive is being rebuilt.": "为 1 时，让指示灯表示“硬盘正在重建”。",
  "Set: the indicators show that the drive is predicted to fail soon.": "为 1 时，让指示灯表示“预测硬盘即将故障”。",
  "Set: the indicators show that the drive is a hot spare.": "为 1 时，让指示灯表示“硬盘为热备盘”。",
  "Set: the indicators show that the drive's array has lost redundancy.":
    "为 1 时，让指示灯表示“硬盘所在阵列已失去冗余”。",
  "Set: the indicators show that the drive's array has failed.": "为 1 时，让指示灯表示“硬盘所在阵列已失效”。",
  "Set: the indicators show that this type of drive does not belong in the slot.":
    "为 1 时，让指示灯表示“此类硬盘不应装在该槽位”。",
  "Set: the indicators show that the drive is disabled and may be removed.":
    "为 1 时，让指示灯表示“硬盘已停用，可以取出”。",
  "What the indicators show with these bits is defined by the enclosure's vendor.":
    "这些位要求指示灯表示的状态由机箱厂商定义。",
  "Set: the last command has completed. Write 1 to clear.": "为 1 时，最近一条命令已完成。写 1 清零。",
  "The meaning of these bits is defined by the enclosure's vendor.": "这些位的含义由机箱厂商定义。",
};
