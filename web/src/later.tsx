import { type ComponentType, type ReactElement, Suspense, h, lazy } from "ui";

/** A part of a screen that is loaded when it is first drawn: a dialog, say, that most visits never open. */
export function later<P extends object>(load: () => Promise<{ readonly default: ComponentType<P> }>): (props: P) => ReactElement {
  const Part = lazy(load) as unknown as ComponentType<P>;
  return function Later(props: P) {
    return <Suspense fallback={null}><Part {...props} /></Suspense>;
  };
}
