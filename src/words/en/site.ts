import { area } from '../area';
import { and, or } from './formats';

const quoted = (names: readonly string[]): readonly string[] => names.map((name) => `“${name}”`);

/** What is wrong with `pinwire.json`, for whoever put it beside the page. */
export const site = area('site', {
  problem: (sentences: string) =>
    `The file pinwire.json beside this page cannot be used as it is. ${sentences}`,
  notLoaded: (why: string) => `It cannot be loaded: ${why}`,
  notAnObject: 'It is not an object, as in { "title": "Networks 1" }.',
  notJson: (why: string) => `It is not JSON: ${why}`,
  notKnown: (name: string, known: readonly string[]) =>
    `“${name}” is not known; there are ${and(quoted(known))}.`,
  empty: (name: string) => `“${name}” is empty.`,
  tooLong: (name: string, most: number) => `“${name}” is longer than ${most} characters.`,
  notLessons: (name: string, example: string) => `“${name}” is not a list of lessons, as in ["${example}"].`,
  noLesson: (name: string, shown: string, known: readonly string[]) =>
    `“${name}” names ${shown}; there is ${and(quoted(known))}.`,
  notAddresses: (name: string, most: number) =>
    `“${name}” is not a list of addresses, as in ["https://school.example/lessons/"], with ${most} at most.`,
  notUsable: (name: string, why: string) => `“${name}” cannot be used: ${why}`,
  notYesOrNo: (name: string) => `“${name}” is neither true nor false.`,
  notAmong: (name: string, shown: string, among: readonly string[]) =>
    `“${name}” is ${shown}; there is ${or(quoted(among))}.`,
  noAddress: 'This is no address. A proxy prints its own when it starts, as ws://127.0.0.1:8081/…/',
  wrongScheme: 'The address of a proxy begins with ws:// or wss://.',
  notText: (name: string) => `“${name}” is not a text.`,
});
