/** Made by tools/lesson-plugin.ts: every lesson of public/lessons, compiled. */
declare module 'virtual:lessons' {
  export const lessons: readonly import('./lesson-data').Lesson[];
}
