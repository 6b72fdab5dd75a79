import { markDownload } from '../download-mark';
import { attribute, edited, type Edit, type StartTag } from './tag';

const ADDRESS = /^(?:href|src|action|formaction|poster|background|xlink:href)$/;
/** An address ends with a space only, whatever commas are in it. */
const CANDIDATE = /((?:^|,)\s*)(\S+)/g;
const ADDRESSES = /^(?:srcset|imagesrcset)$/;

/** The tag with each address in it replaced. */
export function withLinks(tag: StartTag, map: (address: string) => string): string {
  const refreshes = tag.name === 'meta' && attribute(tag, 'http-equiv')?.trim().toLowerCase() === 'refresh';
  const download = tag.name === 'a' || tag.name === 'area' ? attribute(tag, 'download') : null;
  const edits = tag.attributes.map(({ name, from, value, start, end }): Edit => {
    // Its name is another, so that the browser does not know it.
    if (name === 'download' && download !== null) return { start: from, end: from, text: 'data-' };
    return { start, end, text: changed(name, value) };
  });
  return edited(tag, edits);

  function changed(name: string, value: string): string {
    if (name === 'href' && download !== null && isOfPage(value)) return markDownload(map(value), download);
    if (ADDRESS.test(name) || (name === 'data' && tag.name === 'object')) return map(value);
    if (ADDRESSES.test(name))
      return value.replace(CANDIDATE, (_, before: string, each: string) => before + map(each));
    return refreshes && name === 'content' ? mapRefresh(value, map) : value;
  }
}

/** Not what a script has made, nor on another host. */
function isOfPage(address: string): boolean {
  return !/^\s*(?:[a-z][a-z\d+.-]*:|[/\\]{2})/i.test(address);
}

/** `0; url=/next`, of a header or an element. */
export function mapRefresh(value: string, map: (address: string) => string): string {
  const match = /^(\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?["']?)(.*)$/is.exec(value);
  return match?.[1] === undefined ? value : match[1] + map(match[2] ?? '');
}
