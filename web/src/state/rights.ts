import type { Right } from "../api/schema";
import { useMe } from "./session";

export function useRight(right: Right): boolean {
  return useMe().rights.includes(right);
}
