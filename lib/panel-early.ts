/**
 * What the side panel needs first, asked for before its own script is there: that takes the browser a while to read and
 * compile, and a database that nobody has opened yet takes as long. Imports next to nothing: it is loaded by itself, first.
 */
import { readPictureFile } from './picture-file';
import { messagesPath, resolveLanguage, type UiLanguage } from './ui-language';

export interface Early {
  language: UiLanguage;
  /** The words of that language. */
  messages: Promise<unknown>;
  /** Text of the picture's file; undefined where the database is open already and knows better, or there is no file. */
  picture: Promise<string | undefined>;
  /** Lets go of the database: somebody else has opened it. */
  release(): void;
}

/** A database that somebody uses already opens sooner, ms. */
const PATIENCE_MS = 50;
/** A file that has not come by then is done without, ms: the panel waits for it with all it has. */
const FILE_MS = 1000;

export function beginEarly(browserLanguage: string): Early {
  // First what has the longest way. Why there is none is nobody's concern: the panel then follows the database from the start,
  // and what keeps the file from being written is reported where that is done.
  const given = new Promise<undefined>((go) => setTimeout(go, FILE_MS, undefined));
  const file = Promise.race([readPictureFile().catch(() => undefined), given]);
  const database = openDatabase();
  const language = resolveLanguage('auto', browserLanguage);
  const messages = fetch(messagesPath(language)).then((response) => response.json());
  // Whoever asks for them is told; nobody may ask.
  messages.catch(() => {});
  const opened = database.then((connection) => connection !== undefined);
  const patience = new Promise<false>((go) => setTimeout(go, PATIENCE_MS, false));
  const picture = Promise.race([opened, patience]).then((open) => (open ? undefined : file));
  return { language, messages, picture, release: () => void database.then((connection) => connection?.close()) };
}

/** The database as it is; undefined where there is none. */
function openDatabase(): Promise<IDBDatabase | undefined> {
  return new Promise((resolve) => {
    const request = indexedDB.open('ringside');
    // It is not made here.
    request.onupgradeneeded = () => request.transaction?.abort();
    request.onerror = () => resolve(undefined);
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
  });
}
