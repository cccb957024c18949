import { isOfPerson } from '../../lib/page/pick/press';

/** A handler that only a person can reach: what a page makes up is not trusted and does nothing. */
export function trusted<E extends Event>(act: (event: E) => void): (event: E) => void {
  return (event) => {
    if (isOfPerson(event)) act(event);
  };
}
