/** The typed caller over any transport. */
import { type CallName, contract, type Input, type Output, type Payload, type TopicName } from "./contract.ts";
import {
  CallError,
  type ErrorCode,
  type EventMessage,
  type ReplyMessage,
  type RequestMessage,
  WIRE_VERSION,
} from "./wire.ts";

/** All that a transport must offer. */
export interface Transport {
  request(message: RequestMessage): Promise<ReplyMessage>;
  /** Every event that arrives, until the returned function is called. */
  onEvent(listener: (message: EventMessage) => void): () => void;
}

export interface Client {
  /** @throws CallError with the code and sentence of the other side */
  call<K extends CallName>(method: K, input: Input<K>): Promise<Output<K>>;
  on<K extends TopicName>(topic: K, listener: (payload: Payload<K>) => void): () => void;
}

export function createClient(transport: Transport): Client {
  let lastId = 0;
  return {
    async call(method, input) {
      lastId += 1;
      const reply = await transport.request({ v: WIRE_VERSION, id: lastId, method, input });
      if (!reply.ok) throw new CallError(reply.error.code as ErrorCode, reply.error.message);
      return reply.output as never;
    },
    on(topic, listener) {
      return transport.onEvent((message) => {
        if (message.topic !== topic) return;
        const payload = contract[topic].payload.safeParse(message.payload);
        if (payload.success) listener(payload.data as never);
      });
    },
  };
}
