/**
 * The `browser` of pages' content scripts: the browser's own. Every browser we support has it (Chrome from 148, Firefox),
 * the polyfill would only pass it through, and it is a tenth of what each frame would have to load.
 */
export default (globalThis as { browser?: unknown; chrome?: unknown }).browser;
