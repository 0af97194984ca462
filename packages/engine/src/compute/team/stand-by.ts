import type { MessagePort } from "node:worker_threads";
import { assistFit } from "@mlopsc/learn";
import { failTeam, joinTeam, type Membership } from "./member.ts";

/** Helps whoever calls through the port, one calculation after the other; also after one that failed. */
export function standBy(port: MessagePort): void {
  port.on("message", (membership: Membership) => {
    try {
      assistFit(joinTeam(membership));
    } catch (failure) {
      failTeam(membership, failure);
    } finally {
      for (const line of membership.lines) line.close();
    }
  });
}
