import { createRoot, h } from "ui";
import { App } from "./app";
import { followEvents } from "./events/follow-events";
import { browserLanguage, setLanguage } from "./i18n/language";
import { loadSession } from "./state/session";

// The words and the session come at the same time; neither waits for the other.
void loadSession();
followEvents();
await setLanguage(browserLanguage());
const place = document.getElementById("app");
if (place) createRoot(place).render(<App />);
