import type { ChineseOf } from "./chinese-of.ts";

export const FLITS: ChineseOf = {
  "Oldest logged flit with an error. Clear the entry to read the next one.":
    "日志中最早的出错 Flit；清除本条目后才能读取下一条。",
  "Set: the log holds an entry; writing 1 clears it and loads the next one.":
    "为 1 时，日志中有条目；写 1 清除该条目并载入下一条。",
  "Link width at which the flit was received.": "接收该 Flit 时的链路位宽。",
  "Position after the previous logged flit: 1 = the next flit, 15 = 15 or more flits later, 0 = no previous entry.":
    "该 Flit 距上一条记录的 Flit 数：1 表示紧随其后，15 表示 15 个或更多，0 表示没有上一条记录。",
  "Which of the five flits right after this one had errors, too: a bit for each.":
    "紧随其后的 5 个 Flit 中哪些也出错，每个 Flit 对应一位。",
  "Set: further errors are logged after this entry.": "为 1 时，本条目之后还有其他错误记录。",
  "Set: the flit passed its CRC but uses a reserved encoding.": "为 1 时，该 Flit 通过了 CRC 校验，但使用了保留编码。",
  "Set: FEC could not correct the flit, or its CRC failed.": "为 1 时，FEC 无法纠正该 Flit，或其 CRC 校验失败。",
  "FEC syndrome of the first of the flit's three ECC groups: which bits were wrong.":
    "第一个 ECC 组（共三个）的 FEC 校正子：出错的位。",
  "FEC syndrome of the first of the flit's three ECC groups: where the error was.":
    "第一个 ECC 组（共三个）的 FEC 校正子：出错的位置。",
  "FEC syndromes of the flit's other two ECC groups.": "该 Flit 其余两个 ECC 组的 FEC 校正子。",
  "FEC syndrome of the second ECC group: which bits were wrong.": "第二个 ECC 组的 FEC 校正子：出错的位。",
  "FEC syndrome of the second ECC group: where the error was.": "第二个 ECC 组的 FEC 校正子：出错的位置。",
  "FEC syndrome of the third ECC group: which bits were wrong.": "第三个 ECC 组的 FEC 校正子：出错的位。",
  "FEC syndrome of the third ECC group: where the error was.": "第三个 ECC 组的 FEC 校正子：出错的位置。",
  "How flits with errors are counted.": "出错 Flit 的计数方式。",
  "Set: the error counter is running.": "为 1 时，错误计数器运行。",
  "Set: an interrupt is raised when the count exceeds the trigger value.": "为 1 时，计数超过触发值后产生中断。",
  "Errors that are counted.": "计入计数的错误类型。",
  "The event is triggered when the count exceeds this value; 0 = never.": "计数超过该值时触发事件；0 表示不触发。",
  "Result of counting.": "计数结果。",
  "Link width when counting began; if the width has changed since, counts are hard to compare.":
    "开始计数时的链路位宽；此后位宽若有变化，计数难以比较。",
  "Error count. It also decreases at a fixed rate, so that occasional errors do not add up.":
    "错误计数。计数还会以固定速率递减，因此偶发错误不会累积。",
  "Measurement of the bit error rate.": "误码率测量。",
  "Set: the bit error rate is being measured.": "为 1 时，正在测量误码率。",
  "Writing 1 clears the counters below.": "写 1 将以下计数器清零。",
  "Errors that the lane counters count.": "各 lane 计数器统计的错误类型。",
  "Number of flits received since the measurement began.": "开始测量以来收到的 Flit 数。",
  "Number of flits among them that were invalid: FEC could not correct them, or their CRC failed.":
    "其中无效的 Flit 数，即 FEC 无法纠正或 CRC 校验失败的 Flit。",
  "Bit errors corrected on this lane; far more than on neighboring lanes point to its contacts or trace.":
    "该 lane 上已纠正的误码数；若明显多于相邻 lane，应检查其接触情况和走线。",
  "What can be measured; the bits are not decoded.": "可测量的内容；各位未解析。",
  "What is measured; the bits are not decoded.": "正在测量的内容；各位未解析。",
  "State of the measurement; the bits are not decoded.": "测量的状态；各位未解析。",
  "LTSSM measurement 1 of 5; the bits are not decoded.": "第 1 项 LTSSM 测量，共 5 项；各位未解析。",
  "LTSSM measurement 2 of 5; the bits are not decoded.": "第 2 项 LTSSM 测量，共 5 项；各位未解析。",
  "LTSSM measurement 3 of 5; the bits are not decoded.": "第 3 项 LTSSM 测量，共 5 项；各位未解析。",
  "LTSSM measurement 4 of 5; the bits are not decoded.": "第 4 项 LTSSM 测量，共 5 项；各位未解析。",
  "LTSSM measurement 5 of 5; the bits are not decoded.": "第 5 项 LTSSM 测量，共 5 项；各位未解析。",
  "Which flits get errors, at which rates and how often.": "向哪些 Flit、在哪些速率下、以何种频率注入错误。",
  "Set: errors are injected into flits, to test how the link handles them.":
    "为 1 时，向 Flit 注入错误，以检验链路的应对情况。",
  "Set: errors are injected into transmitted flits.": "为 1 时，向发送的 Flit 注入错误。",
  "Set: errors are injected into received flits.": "为 1 时，向接收的 Flit 注入错误。",
  "Set: flit errors are injected while the link runs at 2.5 GT/s.": "为 1 时，链路运行在 2.5 GT/s 时注入 Flit 错误。",
  "Set: flit errors are injected while the link runs at 5.0 GT/s.": "为 1 时，链路运行在 5.0 GT/s 时注入 Flit 错误。",
  "Set: flit errors are injected while the link runs at 8.0 GT/s.": "为 1 时，链路运行在 8.0 GT/s 时注入 Flit 错误。",
  "Set: flit errors are injected while the link runs at 16.0 GT/s.": "为 1 时，链路运行在 16.0 GT/s 时注入 Flit 错误。",
  "Set: flit errors are injected while the link runs at 32.0 GT/s.": "为 1 时，链路运行在 32.0 GT/s 时注入 Flit 错误。",
  "Set: flit errors are injected while the link runs at 64.0 GT/s.": "为 1 时，链路运行在 64.0 GT/s 时注入 Flit 错误。",
  "Number of errors to inject into flits; 0 = until injection is disabled.":
    "注入 Flit 错误的次数；0 表示持续注入，直至停用。",
  "Number of flits between two errors; 0 = random, from 1 to 127.":
    "两次注入之间间隔的 Flit 数；0 表示在 1 到 127 之间随机。",
  "Types of flits that get errors.": "向哪类 Flit 注入错误。",
  "Properties of the injected errors.": "所注入错误的特征。",
  "Number of flits after a flit with an error that get errors too.":
    "某个 Flit 注入错误后，其后连续注入错误的 Flit 数。",
  "Whether FEC can correct the injected errors.": "注入的错误能否由 FEC 纠正。",
  "Byte of the FEC group that gets the error; for uncorrectable errors, the distance between bytes with errors.":
    "在 FEC 组的哪个字节注入错误；注入不可纠正错误时，表示出错字节之间的间距。",
  "Bits of the byte that are inverted; 0 = random.": "字节中翻转的位；0 表示随机。",
  "Progress of flit error injection.": "Flit 错误注入的进度。",
  "Progress of error injection into transmitted flits.": "向发送的 Flit 注入错误的进度。",
  "Progress of error injection into received flits.": "向接收的 Flit 注入错误的进度。",
  "Which ordered sets get errors, in which link states and how often.":
    "向哪些 Ordered Set、在哪些链路状态下、以何种频率注入错误。",
  "Set: errors are injected into ordered sets, to test how link training handles them.":
    "为 1 时，向 Ordered Set 注入错误，以检验链路训练的应对情况。",
  "Set: errors are injected into transmitted ordered sets.": "为 1 时，向发送的 Ordered Set 注入错误。",
  "Set: errors are injected into received ordered sets.": "为 1 时，向接收的 Ordered Set 注入错误。",
  "Number of errors to inject into ordered sets; 0 = until injection is disabled.":
    "注入 Ordered Set 错误的次数；0 表示持续注入，直至停用。",
  "Number of ordered sets between two errors; 0 = random, from 1 to 127.":
    "两次注入之间间隔的 Ordered Set 数；0 表示在 1 到 127 之间随机。",
  "Set: errors are injected into ordered sets of this type.": "为 1 时，向此类 Ordered Set 注入错误。",
  "Set: errors are injected while the link is in this state.": "为 1 时，链路处于该状态时注入错误。",
  "Bytes and lanes of the ordered sets that get errors.": "在 Ordered Set 的哪些字节、哪些 lane 上注入错误。",
  "Bit n: byte n of an ordered set gets an error; all 0 = a random byte.":
    "第 n 位为 1 时，在 Ordered Set 的第 n 字节注入错误；全 0 表示随机选择字节。",
  "Bit n: ordered sets on lane n get errors.": "第 n 位为 1 时，在 lane n 的 Ordered Set 中注入错误。",
  "Progress of error injection into transmitted ordered sets.": "向发送的 Ordered Set 注入错误的进度。",
  "Progress of error injection into transmitted ordered sets of this type.":
    "向发送的此类 Ordered Set 注入错误的进度。",
  "Progress of error injection into ordered sets transmitted in this link state.":
    "链路处于该状态时，向发送的 Ordered Set 注入错误的进度。",
  "Progress of error injection into received ordered sets.": "向接收的 Ordered Set 注入错误的进度。",
  "Progress of error injection into received ordered sets of this type.": "向接收的此类 Ordered Set 注入错误的进度。",
  "Progress of error injection into ordered sets received in this link state.":
    "链路处于该状态时，向接收的 Ordered Set 注入错误的进度。",
};
