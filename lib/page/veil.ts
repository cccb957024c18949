/**
 * While the field picker lies over the page, nothing can be said about what stands where: icons keep the spots they have.
 * Told in our own world, which no page sees, since picker and icons are two scripts.
 */
const world = globalThis as { ringsideVeiled?: boolean };

export function setVeiled(veiled: boolean): void {
  world.ringsideVeiled = veiled;
}

export function isVeiled(): boolean {
  return world.ringsideVeiled === true;
}
