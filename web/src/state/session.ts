import { call, onSignedOut, rememberCSRFToken } from "../api/client";
import { ProblemError } from "../api/problem";
import type { Me, MeChange } from "../api/schema";
import { tellTabs } from "../events/tabs";
import { setCurrency, setTimeZone } from "../i18n/format";
import { setLanguage } from "../i18n/language";
import { language } from "../i18n/t";
import { remember } from "./browser-memory";
import { setServerTime } from "./server-clock";
import { createStore, useStore } from "./store";
import { setTheme, themeStore } from "./theme";

export type Session =
  | { readonly state: "unknown" }
  | { readonly state: "unreachable" }
  | { readonly state: "signed-out" }
  | { readonly state: "signed-in"; readonly me: Me };

export const sessionStore = createStore<Session>({ state: "unknown" });

onSignedOut(leave);

function leave(): void {
  rememberCSRFToken(null);
  remember("signed-in", null);
  setTimeZone(undefined);
  sessionStore.set({ state: "signed-out" });
}

/** Takes over what the server says of the user: session, language, theme, time zone, clock. */
export async function enter(me: Me): Promise<void> {
  rememberCSRFToken(me.csrf_token);
  remember("signed-in", "yes");
  setServerTime(me.now);
  setTimeZone(me.user.time_zone);
  setCurrency(me.organization.currency);
  if (themeStore.get() !== me.user.theme) setTheme(me.user.theme);
  if (language() !== me.user.language) await setLanguage(me.user.language);
  sessionStore.set({ state: "signed-in", me });
}

/** Asks who is signed in; at the start of a visit, and after the connection came back. */
export async function loadSession(): Promise<void> {
  try {
    await enter(await call("getMe"));
  } catch (error) {
    // 401 has already been taken care of by `leave`.
    if (!(error instanceof ProblemError)) sessionStore.set({ state: "unreachable" });
    else if (error.code !== "not_signed_in") sessionStore.set({ state: "unreachable" });
  }
}

/** What one may do was changed by somebody: it holds at once. */
export async function refreshMe(): Promise<void> {
  const me = await call("getMe");
  if (sessionStore.get().state === "signed-in") await enter(me);
}

export async function changeMe(change: MeChange): Promise<void> {
  await enter(await call("updateMe", { body: change }));
}

export async function signOut(): Promise<void> {
  await call("signOut");
  leave();
  tellTabs({ kind: "signed-out" });
}

/** Another tab signed out, and with it this one. */
export function signedOutElsewhere(): void {
  if (sessionStore.get().state === "signed-in") leave();
}

/** The signed-in user. Only for what is drawn inside the frame, where there is one. */
export function useMe(): Me {
  const session = useStore(sessionStore);
  if (session.state !== "signed-in") throw new Error("Nobody is signed in.");
  return session.me;
}
