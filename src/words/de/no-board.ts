import type { Translation } from '../areas';

const OTHER_BROWSER = 'Oder benutze ein aktuelles Chrome, Edge oder Firefox, die nichts davon brauchen.';
const ALLOW = `Erlaube in den Einstellungen des Browsers Cookies und Websitedaten für diese Seite und lade sie dann neu. ${OTHER_BROWSER}`;

export const noBoard: Translation['noBoard'] = {
  label: 'Warum das Board nicht starten kann',
  title: (why) => `Das Board kann nicht starten: ${why}`,
  works:
    'Was trotzdem geht: Die Lektion daneben lässt sich lesen, und ihre Programme lassen sich kopieren. Ausführen kann man sie hier nicht.',
  forHosts: 'Falls du diese Website betreibst',
  headers:
    'Liefere sie über https:// aus und sende mit jeder Datei diese Header; dann läuft sie in jedem Browser:',
  frames:
    'Um sie in einer eigenen Seite zu zeigen, isoliere diese Seite auf dieselbe Weise und schreibe <code>allow="cross-origin-isolated"</code> in das <code>iframe</code>.',
  links: { ownTab: 'Diese Seite in einem eigenen Tab öffnen', https: 'Mit https:// versuchen' },
  reasons: {
    'no-wasm': {
      title: 'WebAssembly ist in diesem Browser abgeschaltet',
      text: 'Der simulierte Chip ist ein WebAssembly-Programm. In ihren strengsten Sicherheitseinstellungen schalten Browser das ab: im Blockierungsmodus von Safari, in der Stufe „Am sichersten“ des Tor-Browsers.',
      learner: 'Erlaube diese Website in der Einstellung, oder benutze einen anderen Browser.',
    },
    'not-shared': {
      title: 'dieser Browser teilt keinen Speicher zwischen Threads',
      text: 'Die Seite ist isoliert, und trotzdem teilt dieser Browser keinen Speicher mit Workern, den der simulierte Chip braucht: So ist es in Browsern auf WebKitGTK, die nicht mit JSC_useSharedArrayBuffer=1 gestartet wurden.',
      learner: 'Benutze Chrome, Edge, Firefox oder Safari.',
    },
    insecure: {
      title: 'diese Adresse ist nicht sicher',
      text: 'Die Seite kam über http://. Dieser Browser gibt Seiten das, was der simulierte Chip braucht, nur über https:// oder von diesem Computer selbst.',
      learner: `Versuch dieselbe Adresse mit https:// davor. ${OTHER_BROWSER}`,
    },
    framed: {
      title: 'die Seite um diese herum erlaubt es nicht',
      text: 'Diese Seite wird innerhalb einer anderen gezeigt. Dieser Browser gibt ihr das, was der simulierte Chip braucht, nur dann, wenn auch jene Seite isoliert ist und es weitergibt.',
      learner: `Öffne sie in einem eigenen Tab. ${OTHER_BROWSER}`,
    },
    unsupported: {
      title: 'dieses Fenster hat keine Service Worker',
      text: 'Der Host dieser Seite sendet keine Header zur Isolierung. Ein Service Worker könnte sie ergänzen, aber dieser Browser hat hier keinen: Sie fehlen in privaten Fenstern mancher Browser und dort, wo eine Einstellung sie abschaltet (in Firefox: dom.serviceWorkers.enabled in about:config).',
      learner: `Öffne die Seite in einem Fenster, das nicht privat ist. ${OTHER_BROWSER}`,
    },
    refused: {
      title: 'dieser Browser nimmt den Service Worker nicht an',
      text: 'Der Host dieser Seite sendet keine Header zur Isolierung. Ein Service Worker könnte sie ergänzen, aber dieser Browser nimmt ihn nicht: Cookies und Websitedaten sind für diese Seite blockiert, oder dem Host fehlt die Datei sw.js.',
      learner: ALLOW,
    },
    'no-storage': {
      title: 'dieser Browser speichert nichts für diese Website',
      text: 'Der Host dieser Seite sendet keine Header zur Isolierung. Um sie zu ergänzen, muss sich die Seite merken, dass sie neu geladen wurde, und Cookies und Websitedaten sind blockiert.',
      learner: ALLOW,
    },
    silent: {
      title: 'der Service Worker ist nicht gestartet',
      text: 'Der Host dieser Seite sendet keine Header zur Isolierung. Der Service Worker, der sie ergänzt, wurde geladen und ist nicht rechtzeitig gestartet.',
      learner: `Lade die Seite neu. ${OTHER_BROWSER}`,
    },
    'in-vain': {
      title: 'die Header zur Isolierung sind nicht angekommen',
      text: 'Die Seite wurde mit Headern zur Isolierung neu geladen, und der Browser isoliert sie trotzdem nicht. Beim Neuladen am Cache vorbei (mit Umschalt) fehlen sie; auch eine Erweiterung oder ein Proxy kann sie wegnehmen.',
      learner: `Lade die Seite noch einmal neu, ohne die Umschalttaste. ${OTHER_BROWSER}`,
    },
  },
};
