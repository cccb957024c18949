import { useEffect, useState } from 'preact/hooks';
import { db } from '../lib/db';

/** Nobody waits longer without being told what for, ms. */
const PATIENCE_MS = 2000;

/** True while the database takes long to open: a new version brings it up to date first, call by call. */
export function useLogOpening(): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(!db.isOpen()), PATIENCE_MS);
    const over = () => {
      clearTimeout(timer);
      setLate(false);
    };
    // Whoever reads from it tells why it cannot be opened.
    db.open().then(over, over);
    return () => clearTimeout(timer);
  }, []);
  return late;
}
