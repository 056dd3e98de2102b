import { addWords } from "./language";

// A part that says these words imports this file, and is drawn when they are there.
await addWords("templates");
