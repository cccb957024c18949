import { useEffect, useState } from 'preact/hooks';
import { db } from '../lib/db';

/** Nobody waits longer without being told what for, ms. */
const PATIENCE_MS = 2000;

/** True while the database takes long to open: a new version brings it up to date first, call by call. */
export function useLogOpening(): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    // Whoever reads from it has opened it by then, and tells why it cannot be opened.
    const timer = setTimeout(() => {
      if (db.isOpen()) return;
      setLate(true);
      const over = () => setLate(false);
      db.open().then(over, over);
    }, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return late;
}
