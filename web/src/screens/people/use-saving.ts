import { useState } from "ui";
import { changed } from "../../state/live";

/** A write under way: what went wrong stays until the next try, and whoever shows people asks anew after it. */
export function useSaving() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = async <T>(write: () => Promise<T>, done: (result: T) => void): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      const result = await write();
      changed("people");
      setBusy(false);
      done(result);
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return { busy, error, save };
}
