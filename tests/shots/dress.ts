/** Our pages as some people need them, by a script that runs in the page. */
export const DRESSES: Readonly<Record<string, string>> = {
  mirrored: inNextFrame("document.documentElement.dir = 'rtl'"),
  large: inNextFrame("document.documentElement.style.fontSize = '200%'"),
};

/** Lists that build only rows in view measure themselves anew, which takes some frames. */
function inNextFrame(change: string): string {
  return `${change}; new Promise((done) => setTimeout(done, 300))`;
}
