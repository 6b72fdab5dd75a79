import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { serve } from '../../tools/serve.mjs';
import { stampSite } from '../../tools/site-build';
import { copySite, type EditorWidget } from './site';

/** Whose contents name other files. */
const TEXTS = ['.html', '.js', '.css', '.json'];

/** A copy of the built site on a host of its own, which can be switched off and get another build. */
export class OwnSite {
  readonly #folder: string;
  #server: Awaited<ReturnType<typeof serve>> | null = null;
  #port = 0;
  /** The build that the host has. */
  build: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.build = stampSite(folder).build;
  }

  static async start(widget: EditorWidget): Promise<OwnSite> {
    const site = new OwnSite(copySite(widget));
    await site.switchOn();
    return site;
  }

  get url(): string {
    return this.#server?.url ?? `http://127.0.0.1:${String(this.#port)}/`;
  }

  async switchOn(): Promise<void> {
    this.#server = await serve({ root: this.#folder, port: this.#port });
    this.#port = this.#server.port;
  }

  async switchOff(): Promise<void> {
    await this.#server?.close();
    this.#server = null;
  }

  /** Another build, in which every hashed name is another one, so that the host has none of the old files any more. */
  upgrade(): void {
    const assets = join(this.#folder, 'assets');
    const compressed = readdirSync(assets).filter((name) => name.endsWith('.br'));
    for (const name of compressed) rmSync(join(assets, name));
    const names = readdirSync(assets).filter((name) => /-[\w-]{8}\.\w+$/.test(name));
    const renamed = new Map(names.map((name) => [name, name.replace(/.(?=\.\w+$)/, '_')]));
    for (const [name, next] of renamed) renameSync(join(assets, name), join(assets, next));
    const any = new RegExp([...renamed.keys()].map((name) => name.replaceAll('.', '\\.')).join('|'), 'g');
    for (const file of [...readdirSync(assets).map((name) => join('assets', name)), 'index.html']) {
      if (!TEXTS.includes(extname(file))) continue;
      const path = join(this.#folder, file);
      const text = readFileSync(path, 'utf8').replace(any, (name) => renamed.get(name) ?? name);
      writeFileSync(path, text.replace(/(commit:)(["`])[^"`]*\2/, '$1$2next$2'));
    }
    this.build = stampSite(this.#folder).build;
  }

  async close(): Promise<void> {
    await this.switchOff();
    rmSync(this.#folder, { recursive: true });
  }
}
