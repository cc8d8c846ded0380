/**
 * Passkeys: the one thing of the staff area that needs script. A form marked `data-passkey` asks
 * the server for a challenge, the browser for its answer, and posts that like any other form.
 */
import { startAuthentication, startRegistration } from '@simplewebauthn/browser'

const forms = document.querySelectorAll<HTMLFormElement>('form[data-passkey]')
if ('PublicKeyCredential' in window) forms.forEach(offer)

function offer(form: HTMLFormElement): void {
  form.hidden = false
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const said = form.querySelector<HTMLElement>('[role="status"]')!
    said.textContent = ''
    answer(form)
      .then(() => form.submit())
      .catch(() => (said.textContent = form.dataset['failed']!))
  })
}

async function answer(form: HTMLFormElement): Promise<void> {
  const optionsJSON = await challenge(form)
  const credential =
    form.dataset['passkey'] === 'create'
      ? await startRegistration({ optionsJSON })
      : await startAuthentication({ optionsJSON })
  form.querySelector<HTMLInputElement>('[name="credential"]')!.value = JSON.stringify(credential)
}

async function challenge(form: HTMLFormElement) {
  const response = await fetch(form.dataset['offer']!, {
    method: 'POST',
    body: new URLSearchParams({ purpose: form.dataset['purpose']! }),
  })
  if (!response.ok || response.redirected) throw new Error('no challenge')
  return response.json()
}
