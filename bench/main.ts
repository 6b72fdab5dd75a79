import { cpus, totalmem } from 'node:os';
import { buildForNode } from '../tools/node-build';
import { deviceSection } from './device';
import type { Figures } from './figures';
import { flashSection } from './flash';
import { growthSection } from './growth';
import { httpSection } from './http';
import { idleSection } from './idle';
import { interpreterSection } from './interpreter';
import { interruptSection } from './interrupt';
import { bytesSection } from './page/bytes';
import { pageFlashSection } from './page/flash';
import { floodSection } from './page/flood';
import { pageInterruptSection } from './page/interrupt';
import { carriersSection } from './page/lan/carriers';
import { pageHttpSection } from './page/lan/section';
import { watchingSection } from './page/lan/watching';
import { navigationSection } from './page/navigation';
import { phoneSection } from './page/phone';
import { BuiltSite } from './page/site';
import { servingsSection } from './page/servings';
import { typingSection } from './page/typing';
import { pinsSection } from './pins';
import { proxySection } from './proxy/section';
import { recvSection } from './recv';
import { sizeSection } from './size';
import { socketsSection } from './sockets';
import { softResetSection } from './soft-reset';

/** @param quick a short run, whose figures are rough */
type Section = (quick: boolean, site: BuiltSite) => Promise<Figures>;

const SECTIONS: Readonly<Record<string, Section>> = {
  size: sizeSection,
  interpreter: interpreterSection,
  interrupt: interruptSection,
  'soft-reset': softResetSection,
  pins: pinsSection,
  recv: recvSection,
  sockets: socketsSection,
  http: httpSection,
  idle: idleSection,
  device: deviceSection,
  flash: flashSection,
  growth: growthSection,
  proxy: proxySection,
  navigation: navigationSection,
  servings: servingsSection,
  bytes: bytesSection,
  pageInterrupt: pageInterruptSection,
  pageHttp: pageHttpSection,
  carriers: carriersSection,
  watching: watchingSection,
  pageFlash: pageFlashSection,
  flood: floodSection,
  typing: typingSection,
  phone: phoneSection,
};

/** @param args `--only NAME[,NAME …]` and `--quick` */
export async function bench(args: readonly string[]): Promise<object> {
  const quick = args.includes('--quick');
  const wanted = args[args.indexOf('--only') + 1]?.split(',');
  const names = args.includes('--only') && wanted ? wanted : Object.keys(SECTIONS);
  const unknown = names.filter((name) => !(name in SECTIONS));
  if (unknown.length > 0) {
    throw new Error(`There is no section ${unknown.join(', ')}: ${Object.keys(SECTIONS).join(', ')}.`);
  }
  await buildForNode();
  const site = new BuiltSite();
  try {
    const sections: Record<string, Figures> = {};
    for (const name of names) {
      const section = SECTIONS[name];
      if (!section) continue;
      console.error(`measuring ${name} …`);
      sections[name] = await section(quick, site);
    }
    return { machine: { ...machine(), chromium: site.chromiumVersion }, quick, sections };
  } finally {
    await site.close();
  }
}

const machine = (): object => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  platform: `${process.platform} ${process.arch}`,
  node: process.versions.node,
  v8: process.versions.v8,
});
