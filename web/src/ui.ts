/** The only file that imports the view library, so that it can be exchanged here. */
export {
  createElement as h, Fragment, Component, Suspense, createContext, forwardRef, lazy, memo,
  useCallback, useContext, useEffect, useId, useLayoutEffect, useMemo, useReducer, useRef, useState, useSyncExternalStore,
} from "react";
export type {
  ChangeEvent, ComponentType, CSSProperties, DragEvent, FocusEvent, FormEvent, KeyboardEvent, MouseEvent, PointerEvent, ReactElement, ReactNode, RefObject,
} from "react";
export { createRoot } from "react-dom/client";
export { flushSync } from "react-dom";
