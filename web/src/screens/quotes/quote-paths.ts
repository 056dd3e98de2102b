import type { Links } from "../../fields/values";
import { modulePath, recordPath } from "../records/record-paths";

/** The module of quotes, which have an editor of their own. */
export const QUOTES = "Quotes";

/** A new quote; `links` names whom and what it is for. */
export function newQuotePath(links: Links = {}): string {
  const query = new URLSearchParams(Object.entries(links).map(([field, link]) => [field, link.id])).toString();
  return `${modulePath(QUOTES)}/new${query ? `?${query}` : ""}`;
}

export function copyQuotePath(id: string): string {
  return `${modulePath(QUOTES)}/new?copy=${id}`;
}

export function editQuotePath(id: string): string {
  return `${recordPath(QUOTES, id)}/edit`;
}
