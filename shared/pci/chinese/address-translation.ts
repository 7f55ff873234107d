/** The Chinese of Address Translation Services and the Page Request Interface. */
import type { ChineseOf } from "./chinese-of.ts";

export const ADDRESS_TRANSLATION: ChineseOf = {
  "Number of invalidation requests that the function can queue; a value of 0 in the register means 32.":
    "Function 可排队的失效（Invalidate）请求数；寄存器中的 0 表示 32。",
  "Set: translation requests always use page-aligned addresses.": "为 1 时，地址转换请求中的地址总是按页对齐。",
  "Set: one invalidation request can apply to all PASIDs.": "为 1 时，一个失效请求可作用于所有 PASID。",
  "Set: translation requests may use relaxed ordering.": "为 1 时，地址转换请求可使用 Relaxed Ordering。",
  "Value n: a translation covers at least 4096 · 2^n bytes.": "值为 n 时，每次转换至少覆盖 4096 · 2^n 字节。",
  "Set: the function may cache translations and send requests with translated addresses.":
    "为 1 时，Function 可缓存地址转换结果，并用已转换的地址发送请求。",
  "Set: the function may request pages that are not present.": "为 1 时，Function 可请求不在内存中的页。",
  "Writing 1 while Enable is clear discards pending page requests.": "在 Enable 为 0 时写 1，可丢弃待处理的页请求。",
  "The host returned Response Failure; no page requests are sent until the interface is set up again.":
    "宿主机返回了 Response Failure；重新设置该接口之前不再发送页请求。",
  "A response arrived whose page request group index matches no outstanding request.":
    "收到的响应所带的页请求组索引没有对应的未完成请求。",
  "Set: all page requests sent before Enable was cleared have completed. Undefined while Enable is set.":
    "为 1 时，表示 Enable 清零前发出的页请求均已完成。Enable 为 1 时未定义。",
  "Set: a response must carry the PASID of its page request.": "为 1 时，响应须带有对应页请求的 PASID。",
  "Maximum number of outstanding page requests that the function supports.": "Function 支持的未完成页请求数上限。",
  "Maximum number of outstanding page requests that the host allows.": "宿主机允许的未完成页请求数上限。",
};
