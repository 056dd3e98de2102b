import { addSettingsWords } from "./language";

// A screen that says these words imports this file, and is drawn when they are there.
await addSettingsWords();
