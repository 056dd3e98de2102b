import type { ComponentType } from "ui";
import { lazy } from "ui";
import { type Parameters, match } from "./router";

export interface ScreenProps {
  readonly parameters: Parameters;
}

export interface Route {
  readonly path: string;
  readonly Screen: ComponentType<ScreenProps>;
  /** `app`: inside the frame with the rail, for signed-in users. `plain`: alone, for everybody. */
  readonly frame: "app" | "plain";
}

type Module = { readonly default: ComponentType<ScreenProps> };

function route(path: string, frame: Route["frame"], load: () => Promise<Module>): Route {
  return { path, frame, Screen: lazy(load) as ComponentType<ScreenProps> };
}

/** One screen under several paths: going from one to the other keeps what it shows. */
function sameScreen(paths: readonly string[], load: () => Promise<Module>): readonly Route[] {
  const Screen = lazy(load) as ComponentType<ScreenProps>;
  return paths.map((path) => ({ path, frame: "app", Screen }));
}

/** Every page. A screen is loaded when it is first shown; its file exports it as default. */
export const routes: readonly Route[] = [
  route("/signin", "plain", () => import("./screens/sign-in/sign-in-screen")),
  route("/setup", "plain", () => import("./screens/set-up/set-up-screen")),
  route("/join/:secret", "plain", () => import("./screens/join/join-screen")),
  route("/kit", "plain", () => import("./screens/kit/kit-screen")),
  ...sameScreen(["/messages", "/messages/:id"], () => import("./screens/messages/messages-screen")),
  ...sameScreen(["/modules/Quotes/new", "/modules/Quotes/:id/edit"], () => import("./screens/quotes/quote-editor-screen")),
  ...sameScreen(["/leads", "/contacts", "/modules/:module"], () => import("./screens/records/list-screen")),
  ...sameScreen(["/leads/:id", "/contacts/:id", "/modules/:module/:id"], () => import("./screens/records/record-screen")),
  ...sameScreen(["/settings", "/settings/personal"], () => import("./screens/settings/personal-screen")),
  route("/activities", "app", () => import("./screens/activities/agenda-screen")),
  route("/settings/tokens", "app", () => import("./screens/tokens/token-list-screen")),
  route("/settings/audit", "app", () => import("./screens/audit/audit-screen")),
  route("/settings/data/bin", "app", () => import("./screens/bin/bin-screen")),
  route("/settings/organization", "app", () => import("./screens/people/organization-screen")),
  route("/settings/users", "app", () => import("./screens/people/user-list-screen")),
  route("/settings/roles", "app", () => import("./screens/people/role-screen")),
  route("/settings/groups", "app", () => import("./screens/people/group-screen")),
  route("/settings/profiles", "app", () => import("./screens/people/profile-list-screen")),
  route("/settings/profiles/:id", "app", () => import("./screens/people/profile-screen")),
  route("/settings/modules", "app", () => import("./screens/shaping/module-list-screen")),
  route("/settings/modules/:module", "app", () => import("./screens/shaping/module-screen")),
  route("/settings/channels/business-messaging", "app", () => import("./screens/channels/business-messaging-screen")),
  route("/settings/channels/business-messaging/connect", "app", () => import("./screens/channels/connect-screen")),
  route("/settings/channels/business-messaging/:id/numbers", "app", () => import("./screens/channels/numbers-screen")),
  ...sameScreen(["/settings/automation/actions", "/settings/automation/actions/whatsapp-templates", "/settings/automation/actions/whatsapp-notifications"], () => import("./screens/templates/template-list-screen")),
  ...sameScreen(["/settings/automation/actions/whatsapp-templates/new", "/settings/automation/actions/whatsapp-templates/:id/edit"], () => import("./screens/templates/template-editor-screen")),
  route("/settings/automation/actions/whatsapp-templates/guidelines", "app", () => import("./screens/templates/guidelines-screen")),
  route("/settings/automation/actions/whatsapp-templates/:id", "app", () => import("./screens/templates/template-screen")),
];

export function findRoute(path: string): { readonly route: Route; readonly parameters: Parameters } | null {
  for (const one of routes) {
    const parameters = match(one.path, path);
    if (parameters) return { route: one, parameters };
  }
  return null;
}
