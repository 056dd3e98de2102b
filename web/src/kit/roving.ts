import type { KeyboardEvent } from "ui";

/** Left and right walk among siblings of a role, as in tabs; returns the index to go to, or null. */
export function rovingStep(event: KeyboardEvent, at: number, length: number): number | null {
  let next: number;
  if (event.key === "ArrowRight" || event.key === "ArrowDown") next = at + 1;
  else if (event.key === "ArrowLeft" || event.key === "ArrowUp") next = at - 1;
  else if (event.key === "Home") next = 0;
  else if (event.key === "End") next = length - 1;
  else return null;
  event.preventDefault();
  return (next + length) % length;
}
