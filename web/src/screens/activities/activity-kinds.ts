import type { IconName } from "../../kit/icon-names";

/** The modules of what somebody has to do, in the order of a menu. */
export const activityIcons: Readonly<Record<string, IconName>> = { Tasks: "list-checks", Meetings: "users", Calls: "phone", Appointments: "calendar-clock" };

export const activityModules: readonly string[] = Object.keys(activityIcons);
