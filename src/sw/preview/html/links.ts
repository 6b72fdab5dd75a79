import { attribute, withValues, type Attribute, type StartTag } from './tag';

const ADDRESS = /^(?:href|src|action|formaction|poster|background|xlink:href)$/;
/** An address ends with a space only, whatever commas are in it. */
const CANDIDATE = /((?:^|,)\s*)(\S+)/g;
const ADDRESSES = /^(?:srcset|imagesrcset)$/;

/** The tag with each address in it replaced. */
export function withLinks(tag: StartTag, map: (address: string) => string): string {
  const refreshes = tag.name === 'meta' && attribute(tag, 'http-equiv')?.trim().toLowerCase() === 'refresh';
  return withValues(tag, ({ name, value }: Attribute) => {
    if (ADDRESS.test(name) || (name === 'data' && tag.name === 'object')) return map(value);
    if (ADDRESSES.test(name))
      return value.replace(CANDIDATE, (_, before: string, each: string) => before + map(each));
    return refreshes && name === 'content' ? mapRefresh(value, map) : value;
  });
}

/** `0; url=/next`, of a header or an element. */
export function mapRefresh(value: string, map: (address: string) => string): string {
  const match = /^(\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?["']?)(.*)$/is.exec(value);
  return match?.[1] === undefined ? value : match[1] + map(match[2] ?? '');
}
