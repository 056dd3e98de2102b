import { h } from "ui";

/** A turning arc with words: nobody should have to guess what is being waited for. */
export function Spinner({ text }: { readonly text: string }) {
  return (
    <span className="spinner" role="status">
      <SpinnerArc />
      {text}
    </span>
  );
}

export function SpinnerArc() {
  return (
    <svg className="spinner-arc" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.25" />
      <path d="M8 1.75A6.25 6.25 0 0 1 14.25 8" />
    </svg>
  );
}
