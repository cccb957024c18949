/**
 * In place of WXT's context of content scripts, which we bind nothing to: it is a kilobyte of what each frame would have to
 * load, and it tells every page by an event that we are there.
 */
export class ContentScriptContext {}
