import { expect, test } from '../support/fixtures.ts';

test('the times a session has left are counted down while the page is open', async ({ page, signIn }) => {
  await page.clock.install();
  await signIn();
  await page.goto('/devices');
  const row = page.locator('.device').filter({ hasText: 'This device' });
  const idle = row.locator('time[data-countdown]').first();
  const proof = page.getByText('The confirmation expires').locator('time');
  await expect(idle).toHaveText(/^in (24 h|23 h 59 min)$/);
  await expect(proof).toHaveText(/^in (10|9) min$/);

  await page.clock.fastForward('05:30');
  await expect(idle).toHaveText('in 23 h 54 min');
  await expect(proof).toHaveText('in 4 min');
  await page.clock.fastForward('05:00');
  await expect(idle).toHaveText('in 23 h 49 min');
  await expect(proof).toHaveText('now');
});
