import { call } from "../api/client";
import type { View } from "../api/schema";
import { useLanguage } from "../i18n/t";
import { useLive } from "./live";
import { type Loaded, useLoaded } from "./loaded";

/** The views of a module that the reader sees; what others share appears by itself. */
export function useViews(module: string): Loaded<readonly View[]> {
  const language = useLanguage();
  const views = useLoaded(`views of ${module} in ${language}`, async () => (await call("listViews", { path: { module } })).views);
  useLive("views", views.reload);
  return views;
}
