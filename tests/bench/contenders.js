/**
 * What the bench measures beside the product, in the same kind of world: floors that no finder can stay under, and the
 * finders of others. Each walks the text nodes under the root and returns what it found as written digits.
 */
import Autolinker from 'autolinker';
import { findPhoneNumbersInText } from 'libphonenumber-js/max';
import { LibPhoneNumberMatcher } from 'ringcentral-c2d/matchers/LibPhoneNumberMatcher';
import { RangeObserver } from 'ringcentral-c2d/observers';

function* texts(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) yield node;
}

/** Every text node is visited, and nothing is done with it. */
function bareWalk(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let count = 0;
  while (walker.nextNode()) count++;
  return count;
}

/** Digits are counted, and nothing else. */
function prefilter(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let hits = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { data } = node;
    let digits = 0;
    for (let i = 0; i < data.length && digits < 7; i++) {
      const code = data.charCodeAt(i);
      if (code >= 48 && code <= 57) digits++;
    }
    if (digits >= 7) hits++;
  }
  return hits;
}

const found = [];
const finders = {
  'libphonenumber-js'(root) {
    for (const node of texts(root))
      for (const { number } of findPhoneNumbersInText(node.data, 'DE')) found.push([node, number.number, number.ext]);
  },
  autolinker(root) {
    const options = { phone: true, urls: false, email: false, mention: false, hashtag: false };
    for (const node of texts(root))
      for (const match of Autolinker.parse(node.data, options)) found.push([node, match.getPhoneNumber()]);
  },
  'ringcentral-c2d'(root) {
    const matcher = new LibPhoneNumberMatcher({ countryCode: 'DE' });
    for (const { startsNode, context } of matcher.match({ node: root }) ?? [])
      found.push([startsNode, context.phoneNumber, context.ext]);
  },
};

/** One pass over the page, cold in a fresh world, in a task of its own that the trace knows by this name. */
function run(name) {
  const work = { bareWalk, prefilter, ...finders }[name];
  return new Promise((done) => {
    setTimeout(function benchPass() {
      work(document.body);
      done();
    });
  });
}

/** What the finder found, with the text of the element around it. */
function finds() {
  return found.map(([node, number, extension]) => ({
    text: (node.nodeType === Node.TEXT_NODE ? node.data : node.textContent).trim(),
    number: String(number) + (extension ? `;ext=${extension}` : ''),
  }));
}

/** Does the work on every node that is added, at once. */
function followAdded(work) {
  new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) work(node);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** The whole product of ringcentral-c2d: it observes the page by itself. */
function followC2d() {
  new RangeObserver({ matcher: new LibPhoneNumberMatcher({ countryCode: 'DE' }) });
}

globalThis.bench = {
  run,
  finds,
  follow(name) {
    if (name === 'bareWalk') followAdded(bareWalk);
    else if (name === 'ringcentral-c2d') followC2d();
    else followAdded(finders[name]);
  },
};
