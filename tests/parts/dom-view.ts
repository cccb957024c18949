/** A frame's document with all closed shadow roots in it: through DevTools in Chromium, through WebDriver BiDi in Firefox. */
import type { CDPSession, Frame } from 'puppeteer-core';

export interface DomNode {
  /** Lower case; "#text", "#document". */
  name: string;
  text: string;
  attributes: Record<string, string>;
  /** What is in its shadow root, then its own children. */
  children: DomNode[];
  /** What the browser calls it. */
  handle: string | number;
}

export interface DomView {
  document(): Promise<DomNode>;
  /** The middle of its box in its frame, once it is scrolled into view. */
  middleOf(node: DomNode): Promise<[x: number, y: number]>;
}

export function viewOf(frame: Frame): DomView {
  const bidi = bidiOf(frame);
  return bidi ? new FirefoxView(bidi, idOf(frame)) : new ChromiumView(sessionOf(frame), idOf(frame));
}

/** Commands that puppeteer does not wrap; undefined in Chromium. */
export function bidiOf(frame: Frame): Bidi | undefined {
  return (frame.page().browser() as unknown as { connection?: Bidi }).connection;
}

const MIDDLE = `function () {
  this.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  const { left, top, width, height } = this.getBoundingClientRect();
  return JSON.stringify([left + width / 2, top + height / 2]);
}`;

export function idOf(frame: Frame): string {
  return (frame as unknown as { _id: string })._id;
}

/** Frames of other sites have one of their own. */
function sessionOf(frame: Frame): CDPSession {
  return (frame as unknown as { client: CDPSession }).client;
}

interface CdpNode {
  nodeId: number;
  nodeName: string;
  nodeValue: string;
  frameId?: string;
  attributes?: string[];
  children?: CdpNode[];
  shadowRoots?: CdpNode[];
  contentDocument?: CdpNode;
}

class ChromiumView implements DomView {
  readonly #session: CDPSession;
  readonly #frame: string;

  constructor(session: CDPSession, frame: string) {
    this.#session = session;
    this.#frame = frame;
  }

  async document(): Promise<DomNode> {
    const { root } = (await this.#session.send('DOM.getDocument', { depth: -1, pierce: true })) as { root: CdpNode };
    return fromCdp(documentIn(root, this.#frame) ?? root);
  }

  async middleOf({ handle }: DomNode): Promise<[number, number]> {
    const { object } = await this.#session.send('DOM.resolveNode', { nodeId: handle as number });
    const { result } = await this.#session.send('Runtime.callFunctionOn', {
      functionDeclaration: MIDDLE,
      objectId: object.objectId ?? '',
    });
    return JSON.parse(String(result.value)) as [number, number];
  }
}

function documentIn(node: CdpNode, frame: string): CdpNode | undefined {
  if (node.frameId === frame && node.contentDocument) return node.contentDocument;
  const below = [
    ...(node.shadowRoots ?? []),
    ...(node.children ?? []),
    ...(node.contentDocument ? [node.contentDocument] : []),
  ];
  for (const each of below) {
    const found = documentIn(each, frame);
    if (found) return found;
  }
  return undefined;
}

function fromCdp({ nodeId, nodeName, nodeValue, attributes = [], shadowRoots = [], children = [] }: CdpNode): DomNode {
  const pairs: Record<string, string> = {};
  for (let i = 0; i + 1 < attributes.length; i += 2) pairs[attributes[i] ?? ''] = attributes[i + 1] ?? '';
  return {
    name: nodeName.toLowerCase(),
    text: nodeValue,
    attributes: pairs,
    children: [...shadowRoots, ...children].map(fromCdp),
    handle: nodeId,
  };
}

export interface Bidi {
  send(method: string, params: object): Promise<{ result: { result: never } }>;
}

interface BidiNode {
  sharedId: string;
  value: {
    nodeType: number;
    localName?: string;
    nodeValue?: string;
    attributes?: Record<string, string>;
    children?: BidiNode[];
    shadowRoot?: BidiNode | null;
  };
}

class FirefoxView implements DomView {
  readonly #bidi: Bidi;
  readonly #context: string;

  constructor(bidi: Bidi, context: string) {
    this.#bidi = bidi;
    this.#context = context;
  }

  async document(): Promise<DomNode> {
    return fromBidi(
      (await this.#call('() => document', {
        serializationOptions: { maxDomDepth: null, includeShadowTree: 'all' },
      })) as BidiNode,
    );
  }

  async middleOf({ handle }: DomNode): Promise<[number, number]> {
    const { value } = (await this.#call(MIDDLE, { this: { sharedId: handle } })) as { value: string };
    return JSON.parse(value) as [number, number];
  }

  async #call(functionDeclaration: string, more: object): Promise<unknown> {
    const target = { context: this.#context };
    const params = { functionDeclaration, target, awaitPromise: false, ...more };
    return (await this.#bidi.send('script.callFunction', params)).result.result;
  }
}

const NAMES: Record<number, string> = { 3: '#text', 8: '#comment', 9: '#document', 10: '#doctype', 11: '#fragment' };

function fromBidi({ sharedId, value }: BidiNode): DomNode {
  const { nodeType, localName, nodeValue = '', attributes = {}, children = [], shadowRoot } = value;
  return {
    name: localName ?? NAMES[nodeType] ?? '#other',
    text: nodeType === 3 ? nodeValue : '',
    attributes,
    children: [...(shadowRoot ? [shadowRoot] : []), ...children].map(fromBidi),
    handle: sharedId,
  };
}
