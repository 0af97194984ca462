import type { MessagePort } from "node:worker_threads";
import { assistFit } from "@mlopsc/learn";
import { breakTeam, joinTeam, type Membership } from "./member.ts";

/** Helps whoever calls through the port, one calculation after the other. */
export function standBy(port: MessagePort): void {
  port.on("message", (membership: Membership) => {
    try {
      assistFit(joinTeam(membership));
    } catch (failure) {
      breakTeam(membership.control);
      throw failure;
    } finally {
      for (const line of membership.lines) line.close();
    }
  });
}
