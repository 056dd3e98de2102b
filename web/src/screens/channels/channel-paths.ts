import type { Id } from "../../api/schema";

export const channelsPath = "/settings/channels/business-messaging";
export const connectPath = `${channelsPath}/connect`;

/** Where the numbers of a connected account are chosen. */
export function numbersPath(channel: Id): string {
  return `${channelsPath}/${channel}/numbers`;
}
