/** What inline markup can point at. Filled while blocks are read, asked when their text is. */
import type { Complaint } from '../../words/complaint';
import type { Diagnostic } from '../model';
import { referenceName } from './ids';

export class References {
  readonly #targets = new Map<string, string>();
  readonly #substitutions = new Map<string, string>();
  /** Addresses for `text__`, in order. */
  readonly #anonymous: string[] = [];
  #nextAnonymous = 0;

  /** The first definition of a name holds. @param href `#id` or an address, or `name_` for another name */
  define(name: string, href: string): void {
    const key = referenceName(name);
    if (!this.#targets.has(key)) this.#targets.set(key, href);
  }

  defineAnonymous(href: string): void {
    this.#anonymous.push(href);
  }

  defineSubstitution(name: string, text: string): void {
    this.#substitutions.set(referenceName(name), text);
  }

  find(name: string): string | undefined {
    let href = this.#targets.get(referenceName(name));
    // `.. _a: b_` points on; a ring of such names ends here.
    for (let hops = 0; hops < 8 && href !== undefined && isIndirect(href); hops++)
      href = this.#targets.get(referenceName(href.slice(0, -1).replace(/^`|`$/g, '')));
    return href === undefined || isIndirect(href) ? undefined : href;
  }

  nextAnonymous(): string | undefined {
    return this.#anonymous[this.#nextAnonymous++];
  }

  substitution(name: string): string | undefined {
    return this.#substitutions.get(referenceName(name));
  }
}

function isIndirect(href: string): boolean {
  return /^[^#/:]*[^\\]_$/.test(href);
}

/** Address schemes that are safe to follow from a lesson brought by anyone. */
export function isSafeUrl(href: string): boolean {
  return /^(?:https?:\/\/|mailto:|ftp:\/\/)\S+$/i.test(href);
}

/** What would run in the page or show what is not of the lesson, if anything followed it: nobody writes it by mistake. */
export function isHostileUrl(href: string): boolean {
  return /^[^\w]*(?:javascript|vbscript|data|blob|file|filesystem)\s*:/i.test(
    href.replace(/[\s\p{C}]/gu, ''),
  );
}

export type Report = (severity: Diagnostic['severity'], line: number, what: Complaint) => void;
