/**
 * Faster feedback, for those who have script: a field that was wrong is cleared once it is filled
 * in, and a form is sent once. The server checks everything again; without this file nothing is
 * missing.
 */
const summary = document.querySelector<HTMLElement>('#error-summary')
summary?.focus()

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-enhance]')) {
  form.addEventListener('change', ({ target }) => {
    const field = (target as HTMLElement).closest('.field.wrong')
    const filled =
      target instanceof HTMLInputElement && target.type === 'checkbox'
        ? target.checked
        : (target as HTMLInputElement).value.trim()
    if (!field || !filled) return
    field.classList.remove('wrong')
    field.querySelector('.why')?.remove()
    for (const control of field.querySelectorAll('[aria-invalid]'))
      control.removeAttribute('aria-invalid')
  })
  form.addEventListener('submit', (event) => {
    if (form.dataset['sent']) event.preventDefault()
    form.dataset['sent'] = 'yes'
  })
}

// Coming back with the browser's back button, a form may be sent again.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sent]'))
    delete form.dataset['sent']
})
