import { createRoot, h } from "ui";
import { App } from "./app";
import { browserLanguage, setLanguage } from "./i18n/language";
import { loadSession } from "./state/session";

// The words and the session come at the same time; neither waits for the other.
void loadSession();
// The page is drawn without it.
void import("./events/follow-events").then(({ followEvents }) => followEvents());
await setLanguage(browserLanguage());
const place = document.getElementById("app");
if (place) createRoot(place).render(<App />);
