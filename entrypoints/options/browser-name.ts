/** "Firefox 153.0", "Edge 156.0.0.0": the most particular product that the browser names. */
export function browserName({ userAgent } = navigator): string {
  const product = ['Firefox', 'Edg', 'OPR', 'Chrome'].map((name) => new RegExp(`(${name})/([\\d.]+)`).exec(userAgent));
  const [, name = '', version = ''] = product.find((found) => found !== null) ?? [];
  return `${name.replace(/^Edg$/, 'Edge').replace(/^OPR$/, 'Opera')} ${version}`.trim();
}
