import type { Locator, Page } from '@playwright/test';

/** The list of the board's files, the questions before something is lost, and the banner about storage. */
export class Files {
  readonly button: Locator;
  readonly panel: Locator;
  readonly names: Locator;
  readonly banner: Locator;
  readonly question: Locator;

  constructor(readonly page: Page) {
    this.button = page.getByRole('button', { name: 'Files', exact: true });
    this.panel = page.getByRole('dialog', { name: 'Files on the board' });
    this.names = this.panel.getByRole('list', { name: 'Files' }).getByRole('listitem').locator('.file-name');
    this.banner = page.locator('.storage-banner');
    this.question = page.locator('dialog.dialog');
  }

  /** The names in the list, which is open for that moment. */
  async list(): Promise<string[]> {
    await this.button.click();
    await this.panel.waitFor();
    const names = await this.names.allTextContents();
    await this.page.keyboard.press('Escape');
    await this.panel.waitFor({ state: 'hidden' });
    return names;
  }

  /** A button of the banner. */
  offer(name: string): Locator {
    return this.banner.getByRole('button', { name, exact: true });
  }

  answer(name: string): Locator {
    return this.question.getByRole('button', { name, exact: true });
  }
}
