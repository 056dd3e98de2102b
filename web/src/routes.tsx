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

/** Every page. A screen is loaded when it is first shown; its file exports it as default. */
export const routes: readonly Route[] = [
  route("/signin", "plain", () => import("./screens/sign-in/sign-in-screen")),
  route("/setup", "plain", () => import("./screens/set-up/set-up-screen")),
  route("/kit", "plain", () => import("./screens/kit/kit-screen")),
  route("/settings", "app", () => import("./screens/settings/personal-screen")),
  route("/settings/personal", "app", () => import("./screens/settings/personal-screen")),
];

export function findRoute(path: string): { readonly route: Route; readonly parameters: Parameters } | null {
  for (const one of routes) {
    const parameters = match(one.path, path);
    if (parameters) return { route: one, parameters };
  }
  return null;
}
