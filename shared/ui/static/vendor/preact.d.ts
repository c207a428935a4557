// Types of preact.js, which has htm bound to Preact beside Preact itself.
export { Fragment, createContext, render } from "preact";
export * from "preact/hooks";
export declare const html: (
  strings: TemplateStringsArray,
  ...values: unknown[]
) => import("preact").VNode;
