import { error, warning } from "../code-entry.ts";

/** What went to a channel. */
export interface Delivery {
  /** The channel's name. */
  readonly channel: string;
}

const again = "It is tried again, with longer and longer pauses.";

/** ML5625 – ML5659: alerts on their way. No message holds what a secret stands for. */
export const alertCodes = {
  channelSecretMissing: warning<Delivery & { readonly name: string }>(
    "ML5625",
    ({ channel, name }) => `The channel \`${channel}\` needs the environment variable \`${name}\`, which is not set.`,
    `\`secret("NAME")\` is looked up when an alert is sent, in the environment of the process that sends it. ${again}`,
    ({ name }) => `Set \`${name}\` where the monitor runs.`,
  ),
  channelAddress: warning<Delivery & { readonly wanted: string }>(
    "ML5626",
    ({ channel, wanted }) => `The address of the channel \`${channel}\` is none: it should begin with ${wanted}.`,
    `An address is checked when it is used: it may be a secret. ${again}`,
    () => "Correct the address, or what the secret stands for.",
  ),
  channelGone: error<Delivery>(
    "ML5627",
    ({ channel }) => `There is no channel \`${channel}\` any more: what waited for it was not sent.`,
    "A message was kept for a channel that the spec has lost meanwhile.",
    () => "Nothing is to be done, unless the channel was removed by mistake.",
  ),
  channelUnreachable: warning<Delivery & { readonly reason: string }>(
    "ML5628",
    ({ channel, reason }) => `The channel \`${channel}\` cannot be reached: ${reason}.`,
    `The network, the name or the other side's certificate stood in the way. ${again}`,
    () => "See whether the address is right and the other side runs.",
  ),
  channelBusy: warning<Delivery & { readonly status: number }>(
    "ML5629",
    ({ channel, status }) => `The channel \`${channel}\` does not take alerts at the moment: it answered ${status}.`,
    `408, 425, 429 and 5xx say that the other side may do better later. ${again}`,
    () => "See why the other side refuses, if it does not pass.",
  ),
  channelRefused: error<Delivery & { readonly status: number; readonly answer: string }>(
    "ML5630",
    ({ channel, status, answer }) =>
      `The channel \`${channel}\` refused an alert: it answered ${status}${answer === "" ? "" : `, "${answer}"`}.`,
    "The other side understood and declined: the same message would be declined again, so it is not sent again.",
    () => "See whether address and `format` are those that it expects.",
  ),
  channelRedirected: error<Delivery & { readonly status: number }>(
    "ML5631",
    ({ channel, status }) => `The channel \`${channel}\` sent an alert elsewhere (${status}), where it was not taken.`,
    "An alert goes to the host that was named and to no other: only 307 and 308 on the same host are followed.",
    () => "Write the address that it moved to.",
  ),
  mailRefused: error<Delivery & { readonly status: number }>(
    "ML5632",
    ({ channel, status }) => `The mail server of \`${channel}\` refused an alert: it answered ${status}.`,
    "5xx of a mail server is final: sender, addressee or sign-in are not accepted. It is not sent again.",
    () => "See whether `email`, `from` and `server` are those that it expects.",
  ),
  channelCommandFailed: warning<Delivery & { readonly program: string; readonly reason: string }>(
    "ML5633",
    ({ channel, program, reason }) => `\`${program}\` of the channel \`${channel}\` ${reason}.`,
    `A command that takes an alert reads it from its standard input and ends with 0. ${again}`,
    () => "Try it by hand: it gets the alert as JSON.",
  ),
  deliveryGivenUp: error<Delivery & { readonly alert: string; readonly attempts: number; readonly last: string }>(
    "ML5634",
    ({ channel, alert, attempts, last }) =>
      `The alert \`${alert}\` was not taken by the channel \`${channel}\` in ${attempts} attempts. ${last}`,
    "An alert that nobody could be told for three days is old news.",
    () => "Mend the channel; `mlopsc status` shows what stands.",
  ),
};
