/** Messages of one part of the page, in English, as far as anything of them is loaded: they come with that part. */
export interface Area<Name extends string, Messages> {
  readonly name: Name;
  readonly english: Messages;
}

export const area = <const Name extends string, Messages>(
  name: Name,
  english: Messages,
): Area<Name, Messages> => ({ name, english });
