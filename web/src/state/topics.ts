import type { ChangeEvent, Id } from "../api/schema";

/** What a screen shows and wants to keep true. */
export type Topic = "conversations" | `conversation/${Id}` | "records" | `record/${Id}` | "templates" | "channels" | "signals" | "clock" | "modules" | "views" | "people" | "access";

/** What changes who sees what touches everything that is shown. */
const accessKinds: ReadonlySet<string> = new Set(["role.changed", "user.role_changed", "profile.changed", "group.changed", "module.sharing_changed"]);

/** What takes a record away from the bells, or brings it back to them. */
const lifeKinds: ReadonlySet<string> = new Set(["record.trashed", "record.restored", "record.purged"]);

/** The topics that an event touches; none for a kind that this version does not know. */
export function topicsOf(event: ChangeEvent): readonly Topic[] | "all" {
  if (accessKinds.has(event.kind)) return "all";
  const record: readonly Topic[] = event.record === null ? [] : [`record/${event.record}`];
  switch (event.kind.split(".")[0]) {
    case "message":
      return [...(event.conversation === null ? [] : [`conversation/${event.conversation}` as const]), "conversations", ...record];
    case "conversation":
      return [`conversation/${event.conversation ?? event.subject}`, "conversations", ...record];
    case "record":
      // Conversations go by the names of their records, and what is deleted rings no bell until it is back.
      return [`record/${event.record ?? event.subject}`, "records", "conversations", ...(lifeKinds.has(event.kind) ? ["signals" as const] : [])];
    case "template":
      return ["templates"];
    case "channel":
      return ["channels"];
    case "signal":
      return ["signals"];
    case "clock":
      return ["clock"];
    case "module":
      return ["modules"];
    case "user":
    case "organization":
      return ["people", "access"];
    case "view":
      return ["views"];
    default:
      return [];
  }
}
