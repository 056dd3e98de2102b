import { type ReactNode, h, useId } from "ui";

interface Props {
  readonly title: string;
  /** Under the title, at the left. */
  readonly hint?: ReactNode;
  readonly end?: ReactNode;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

/** A block of a settings or record page. */
export function Card({ title, hint, end, children, footer }: Props) {
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <header>
        <div><h2 id={id}>{title}</h2>{hint && <p>{hint}</p>}</div>
        {end}
      </header>
      <div className="card-body">{children}</div>
      {footer && <footer>{footer}</footer>}
    </section>
  );
}
